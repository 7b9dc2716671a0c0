"""Pages of consolidation."""

from flask import Blueprint

pages = Blueprint("consolidation", __name__)
