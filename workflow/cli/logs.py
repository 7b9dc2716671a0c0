"""What the servers write down for the administrator: one line for each event, with its moment, on the error stream."""

import logging
import time
from logging.config import dictConfig
from typing import Any

FORMAT = "%(asctime)sZ %(levelname)s %(process)d %(name)s: %(message)s"
_VISIBLE = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)}


class Lines(logging.Formatter):
    """Moments in UTC; a message stays in its line whatever somebody typed into it, and no line of a traceback can be
    taken for an event."""

    converter = time.gmtime  # type: ignore[assignment]  # as the documentation of logging says
    default_msec_format = "%s.%03d"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        """The line, every sign that could end it or steer a terminal made visible."""
        return super().formatMessage(record).translate(_VISIBLE)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name that logging calls
        """The traceback moved in, for what was raised may say what somebody typed."""
        lines = super().formatException(ei).split("\n")
        return "\n".join(f"    {line.translate(_VISIBLE)}" for line in lines)


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
