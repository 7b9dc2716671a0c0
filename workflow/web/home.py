"""Việc của tôi."""

from flask import Blueprint, render_template

pages = Blueprint("home", __name__)


@pages.get("/")
def index() -> str:
    """What waits."""
    return render_template("home/index.html")
