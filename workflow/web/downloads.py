"""Files given to people under the names of the Party's registers: RFC 5987 for today's browsers, plain letters beside
it for the others."""

import unicodedata
from io import BytesIO
from urllib.parse import quote

from flask import send_file
from werkzeug import Response

from workflow.domain.numbers import file_name, parse_symbol
from workflow.queries.documents import Document

_PLAIN = str.maketrans({"đ": "d", "Đ": "D", '"': "", "\\": "", "\r": "", "\n": ""})


def give(data: bytes, media_type: str, name: str, digest: str | None = None, *, attached: bool = False) -> Response:
    """The bytes under that name, shown in place or (`attached`) put among the downloads; with a digest, known again by
    it."""
    answer = send_file(BytesIO(data), media_type, etag=digest or True, max_age=0)
    answer.headers["Content-Disposition"] = disposition(name, attached=attached)
    return answer


def disposition(name: str, *, attached: bool) -> str:
    """ "inline; filename="DU-BC-0019-2025.pdf"; filename*=UTF-8''%C4%90U-BC-0019-2025.pdf"."""
    way = "attachment" if attached else "inline"
    words = f'{way}; filename="{ascii_name(name)}"'
    return words if name.isascii() else f"{words}; filename*=UTF-8''{quote(name, safe='')}"


def ascii_name(name: str) -> str:
    """The name in plain letters: "ĐU" → "DU", "TƯ" → "TU"."""
    bare = unicodedata.normalize("NFD", name.translate(_PLAIN))
    return bare.encode("ascii", "ignore").decode("ascii")


def document_file_name(document: Document) -> str:
    """ "A32.65-ĐU-BC-0019-2025.pdf"; a paper that has no number yet is named by its kind."""
    if document.number is None or document.issued_on is None or not document.symbol:
        return f"{(document.symbol or document.kind.value).replace('/', '-')}.pdf"
    return file_name(document.organisation.code or "", parse_symbol(document.symbol), document.issued_on.year)
