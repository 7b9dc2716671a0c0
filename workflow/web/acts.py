"""Pages of acts."""

from flask import Blueprint

pages = Blueprint("acts", __name__)
