"""A history that somebody holds as a file, laid beside the record it was taken from."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from workflow.domain.history import Reading, sealed
from workflow.models import Document, db
from workflow.queries import evidence
from workflow.queries.history import history_of

_PARTS = {
    "document": "phần đầu",
    "acts": "các việc",
    "rounds": "các vòng lấy ý kiến",
    "decisions": "quyết định của cấp uỷ",
    "texts": "các phiên bản",
    "signatures": "chữ ký",
    "deliveries": "chuyển và tiếp nhận",
}


def differences(shape: Mapping[str, Any]) -> Iterator[str]:
    """Where the file says something else than the record says now, as sentences without full stop, within an
    application's context. What was done since is no difference; while nothing was, every part must be the same."""
    evidence.read_as_one()
    document = db.session.get(Document, shape["document"]["id"])
    if document is None:
        yield "hệ thống này không có văn bản ấy"
        return
    now = json.loads(sealed(history_of(document, Reading(**shape["reading"])), "", ""))
    known = {act["digest"]: act for act in now["acts"]}
    for place, act in enumerate(shape["acts"], start=1):
        if known.get(act["digest"]) != act:
            yield f"việc thứ {place} trong tệp khác với hồ sơ"
    if shape["acts"] and now["acts"][-1]["digest"] == shape["acts"][-1]["digest"]:
        yield from (f"{words} trong tệp khác với hồ sơ" for name, words in _PARTS.items() if shape[name] != now[name])
