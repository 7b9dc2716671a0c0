"""`trinhky serve`: the web application behind gunicorn, on Windows behind waitress."""

import gc
import sys
from typing import TYPE_CHECKING, Any

import click

from workflow.cli import Command
from workflow.cli.daily import require_durable
from workflow.cli.logs import write_lines
from workflow.database import database_url
from workflow.settings import Settings
from workflow.signing.with_key import warm

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


@click.command(cls=Command)
@click.option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ lắng nghe (mặc định: TRINHKY_HOST).")
@click.option("--port", metavar="CỔNG", type=click.IntRange(1, 65_535), help="Cổng (mặc định: TRINHKY_PORT).")
def serve(host: str | None, port: int | None) -> None:
    """Chạy trang web cho tới khi bị dừng (Ctrl+C hoặc SIGTERM)."""
    settings = Settings.from_environment()
    write_lines()
    database_url(settings)  # held here, by the one process that outlives all its workers
    require_durable(settings)
    address = (host or settings.host, port or settings.port)
    if sys.platform == "win32":
        serve_with_waitress(settings, address)
    else:
        serve_with_gunicorn(settings, address)


def serve_with_gunicorn(
    settings: Settings, address: tuple[str, int], make: "Callable[[Settings], Flask] | None" = None
) -> None:
    """Runs until a signal; each of `settings.web_processes` workers makes its own application (by `make` when given)
    and its own connections."""
    from gunicorn.app.base import BaseApplication  # absent on Windows

    class WebServer(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in gunicorn_options(settings, address).items():
                self.cfg.set(name, value)

        def load(self) -> "Flask":
            app = (make or _application)(settings)
            gc.freeze()  # what is loaded stays; the collector need not go through it while people wait
            return app

    WebServer().run()


def gunicorn_options(settings: Settings, address: tuple[str, int]) -> dict[str, Any]:
    """What gunicorn is told. Statements end after 30 s, so a worker silent for 60 s is beyond help."""
    return {
        "bind": f"{address[0]}:{address[1]}",
        "workers": settings.web_processes,
        "worker_class": "sync",
        "timeout": 60,
        "graceful_timeout": 30,
        "loglevel": "warning",
        "proc_name": "trinhky",
        "control_socket_disable": True,  # it would be made in the home folder, which a service has not got
    }


def serve_with_waitress(settings: Settings, address: tuple[str, int]) -> None:
    """The same application in one process of eight threads."""
    import waitress  # absent elsewhere

    waitress.serve(_application(settings), host=address[0], port=address[1], **waitress_options(settings))


def waitress_options(settings: Settings) -> dict[str, Any]:
    """What waitress is told. It would take away what the proxies of our own say of who asks, unread."""
    return {"threads": 8, "clear_untrusted_proxy_headers": not settings.proxies}


def _application(settings: Settings) -> "Flask":
    from workflow.app import create_app  # slow: the whole web layer, wanted only in the process that answers

    app = create_app(settings)
    warm()
    return app
