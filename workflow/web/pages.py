"""Every blueprint and what all templates share, put into one application."""

from importlib import import_module

from flask import Flask

from workflow.auth.current import signed_in
from workflow.web import (
    access,
    confirming,
    demanding,
    display,
    errors,
    filters,
    headers,
    navigation,
    opening,
    vendor,
    working,
)
from workflow.web.address import RowNumber

# Each module offers `pages`, a blueprint of its own name.
MODULES = (
    "account",
    "seats",
    "entering",
    "second_factor",
    "passkeys",
    "helping",
    "home",
    "many",
    "notices",
    "documents",
    "word",
    "begin",
    "versions",
    "comments",
    "copies",
    "drafts",
    "annexes",
    "attachments",
    "acts",
    "handing",
    "opinions",
    "signing",
    "signatures",
    "form_check",
    "citations",
    "consolidation",
    "campaigns",
    "urges",
    "schedules",
    "extensions",
    "reporting",
    "dashboards",
    "outlines",
    "plans",
    "tasks",
    "difficulties",
    "difficulty_acts",
    "duties",
    "cascade",
    "plan_picking",
    "task_clearing",
    "books",
    "book_rows",
    "exports",
    "imports",
    "laying",
    "preview",
    "organisations",
    "reorganising",
    "tree_imports",
    "terms",
    "deciding",
    "step_days",
    "days",
    "delegations",
    "audit",
    "history_files",
    "proofs",
    "health",
)


def register_pages(app: Flask) -> None:
    """Give the application its pages."""
    app.url_map.converters["int"] = RowNumber
    filters.register(app)
    working.register(app)
    vendor.register(app)
    display.register(app)
    for name in MODULES:
        app.register_blueprint(import_module(f"workflow.web.{name}").pages)
    access.register(app)
    demanding.register(app)
    confirming.register(app)
    opening.register(app)
    navigation.register(app)
    headers.register(app)
    errors.register(app, sign_in="account.sign_in", signed_in=signed_in)
