"""What the servers write down for the administrator: one line for each event, with its moment, on the error stream."""

import logging
import time
from collections.abc import Iterator
from logging.config import dictConfig
from typing import Any

import psycopg
from flask import has_request_context, request
from sqlalchemy.exc import DBAPIError

from workflow.auth.confidences import secrets_of
from workflow.auth.current import current_number

FORMAT = "%(asctime)sZ %(levelname)s %(process)d %(number)s %(name)s: %(message)s"
HIDDEN = "***"
_VISIBLE = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)}


class Lines(logging.Formatter):
    """Moments in UTC; a message stays in its line whatever somebody typed into it, and no line of a traceback can be
    taken for an event. A line of a request has its number, and nothing that the request said in confidence."""

    converter = time.gmtime  # type: ignore[assignment]  # as the documentation of logging says
    default_msec_format = "%s.%03d"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        """The line, every sign that could end it or steer a terminal made visible."""
        record.number = current_number() if has_request_context() else "-"
        return _discreet(super().formatMessage(record)).translate(_VISIBLE)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name that logging calls
        """The traceback moved in, for what was raised may say what somebody typed."""
        for raised in _chain(ei[1]):
            _forget_rows(raised)
        lines = _discreet(super().formatException(ei)).split("\n")
        return "\n".join(f"    {line.translate(_VISIBLE)}" for line in lines)


def _discreet(text: str) -> str:
    """The text without what opens something: an error may repeat whatever it was given."""
    for secret in secrets_of(request) if has_request_context() else []:
        text = text.replace(secret, HIDDEN)
    return text


def _chain(raised: BaseException | None) -> Iterator[BaseException]:
    """The error and those that it came of."""
    met: set[int] = set()
    while raised is not None and id(raised) not in met:
        met.add(id(raised))
        yield raised
        raised = raised.__cause__ or raised.__context__


def _forget_rows(raised: BaseException) -> None:
    """PostgreSQL repeats the row that broke a rule, in the lines after the first: people's words, hashes of secrets."""
    if isinstance(raised, psycopg.Error | DBAPIError) and raised.args:
        raised.args = (str(raised.args[0]).partition("\n")[0], *raised.args[1:])


def write_lines() -> None:
    """From now on this process writes its own events from INFO, and those of the libraries from WARNING."""
    dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": {"()": Lines, "fmt": FORMAT}},
            "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"level": "WARNING", "handlers": ["errors"]},
            "loggers": {"workflow": {"level": "INFO"}},
        }
    )
