"""`python -m tests.bench.web_server PORT`: the application as it is served, with an address beside its own that does
nothing for whoever is signed in, behind the same door and the same check of the form's token."""

import sys

from flask import Blueprint, Flask

from workflow.app import create_app
from workflow.cli.serve import serve_with_gunicorn
from workflow.settings import Settings

EMPTY = "/khong-lam-gi"
bench_pages = Blueprint("bench", __name__)


@bench_pages.post(EMPTY)
def nothing() -> tuple[str, int]:
    """What a press costs before anything is done."""
    return "", 204


def with_nothing(settings: Settings) -> Flask:
    """The application and the empty address."""
    app = create_app(settings)
    app.register_blueprint(bench_pages)
    return app


if __name__ == "__main__":
    serve_with_gunicorn(Settings.from_environment(), ("127.0.0.1", int(sys.argv[1])), with_nothing)
