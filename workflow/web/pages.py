"""Every blueprint and what all templates share, put into one application."""

from flask import Flask

from workflow.web import errors, filters, vendor
from workflow.web.display import display


def register_pages(app: Flask) -> None:
    """Give the application its pages."""
    filters.register(app)
    vendor.register(app)
    app.register_blueprint(display)
    errors.register(app, sign_in="account.sign_in")
