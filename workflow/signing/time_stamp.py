"""Asking an RFC 3161 service for a time stamp: one short call with a limit, and a failure that may be tried again."""

import asyncio
import base64
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from asn1crypto import tsp
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from workflow.signing.api import TimeService

SECONDS = 10
"""How long a person waits for the service."""

MOST_BYTES = 100_000
"""A time stamp with its certificates has about six thousand."""

_ASKED, _ANSWERED = "application/timestamp-query", "application/timestamp-reply"


class ServiceStamper(TimeStamper):
    """pyHanko's way to a time stamp, through the service of the settings."""

    def __init__(self, service: TimeService) -> None:
        self._service = service
        super().__init__()  # type: ignore[no-untyped-call]

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The service's answer. Refuses (TimestampRequestError) when there is none."""
        return tsp.TimeStampResp.load(await asyncio.to_thread(_asked, self._service, req.dump()))


class _NoDetour(HTTPRedirectHandler):
    """An administrator named one address; no answer sends us to another."""

    def redirect_request(self, *_: object) -> None:
        """Never."""


def _asked(service: TimeService, query: bytes) -> bytes:
    headers = {"Content-Type": _ASKED, "Accept": _ANSWERED}
    if service.user:
        entry = base64.b64encode(f"{service.user}:{service.password}".encode()).decode()
        headers["Authorization"] = f"Basic {entry}"
    wanted = Request(service.url, query, headers)  # noqa: S310 - http or https, see the settings
    try:
        with build_opener(_NoDetour).open(wanted, timeout=SECONDS) as answer:
            if answer.headers.get_content_type() != _ANSWERED:
                raise TimestampRequestError("not a time stamp")
            content: bytes = answer.read(MOST_BYTES)
    except HTTPError as refused:
        refused.close()
        raise TimestampRequestError("no answer") from refused
    except (URLError, HTTPException, OSError) as silent:
        raise TimestampRequestError("no answer") from silent
    return content
