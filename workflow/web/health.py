"""Pages of health."""

from flask import Blueprint

pages = Blueprint("health", __name__)
