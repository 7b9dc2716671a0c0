"""Pages of documents."""

from flask import Blueprint

pages = Blueprint("documents", __name__)
