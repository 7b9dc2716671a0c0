"""The application: settings, database, sign-in, pages; wiring only."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from workflow.auth import security
from workflow.database import database_url, engine_options, remember_statements
from workflow.models import db
from workflow.settings import PROJECT_ROOT, Settings
from workflow.storage.store import Store
from workflow.web.pages import register_pages

csrf = CSRFProtect()

MOST_TYPED_BYTES = 2_000_000
"""Everything typed into one form; a file beside it may be larger."""


def create_app(settings: Settings | None = None, *, role: str = "web") -> Flask:
    """A new application over the settings (those of the environment when none are given)."""
    settings = settings or Settings.from_environment()
    app = Flask(
        "workflow",
        static_folder=str(PROJECT_ROOT / "static"),
        template_folder=str(PROJECT_ROOT / "templates"),
        static_url_path="/static",
    )
    app.config.update(_config(settings, role))
    app.extensions["trinhky-settings"] = settings
    app.extensions["trinhky-store"] = Store(settings.storage)
    if settings.proxies:  # else whoever asks could write any address into the header
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    db.init_app(app)
    with app.app_context():
        remember_statements(db.engine)
    security.install(app)
    csrf.init_app(app)
    register_pages(app)
    csrf.exempt(app.blueprints["proofs"])  # it changes nothing, and gives no cookie that a token could be tied to
    return app


def _config(settings: Settings, role: str) -> dict[str, object]:
    secure = settings.base_url.startswith("https://")
    return {
        "SECRET_KEY": settings.secret_key,
        "SECURITY_PASSWORD_SALT": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": database_url(settings),
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(f"trinhky-{role}"),
        # A page forgets to whom it wrote: the token lives as long as the session (a clerk writes for hours).
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": settings.max_upload_bytes + MOST_TYPED_BYTES,
        "MAX_FORM_MEMORY_SIZE": MOST_TYPED_BYTES,
        "SESSION_COOKIE_NAME": "__Host-trinhky" if secure else "trinhky",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }
