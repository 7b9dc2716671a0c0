"""Flask-Security wired to our people: argon2 hashes, and our own word for who sits where."""

from typing import Any

from flask import Flask
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore

from workflow.auth import seat
from workflow.models import User, db

CONFIG: dict[str, Any] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    # OWASP ASVS 5 appendix C: argon2id, t=2, m >= 19,456 KiB, p=1
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__type": "ID",
        "argon2__time_cost": 2,
        "argon2__memory_cost": 19_456,
        "argon2__parallelism": 1,
    },
    "SECURITY_PASSWORD_SINGLE_HASH": True,
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"username": {"mapper": lambda text: text.strip().lower()}}],
    "SECURITY_JOIN_USER_ROLES": False,
}


class _NoRoles(RoleMixin):
    """Rights live in `Membership`; Flask-Security only wants to know a class."""


def install(app: Flask) -> None:
    """Give the application its Flask-Security, without its pages: ours speak Vietnamese and keep what was typed."""
    app.config.update(CONFIG)
    Security(app, SQLAlchemyUserDatastore(db, User, _NoRoles), register_blueprint=False)
    seat.install(app)
