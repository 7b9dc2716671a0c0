"""Is the file of a document's history what was given out? Asked of the file alone, with nothing of ours at hand."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from workflow.domain.anchors import AnchorName
from workflow.domain.errors import InvalidInput
from workflow.domain.evidence import Pin, Subject, history_faults
from workflow.domain.evidence_words import in_words
from workflow.domain.history import FORMAT, VERSION, Reading, seal_of

NO_HISTORY = "Tệp này không phải tệp lịch sử văn bản (JSON) do hệ thống lập."
_KIND = "document"
_CODE = re.compile(r"[0-9a-f]{64}")
_CHANGED = "tệp không còn đúng từng byte như lúc lập"
# a member of an act → the field of the entry that it tells
_TOLD_OF = {
    "at": "at",
    "actor": "actor_name",
    "role": "role",
    "fact": "fact",
    "from_state": "from_state",
    "to_state": "to_state",
    "digest": "digest",
}


def read_history(text: str) -> dict[str, Any]:
    """The object in a file. Refuses (InvalidInput) whatever is no history of a version that is known."""
    try:
        shape = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise InvalidInput(NO_HISTORY) from broken
    if not isinstance(shape, dict) or (shape.get("format"), shape.get("version")) != (FORMAT, VERSION):
        raise InvalidInput(NO_HISTORY)
    reading, document = shape.get("reading"), shape.get("document")
    names = {field.name for field in fields(Reading)}
    told = isinstance(reading, dict) and reading.keys() == names and all(type(one) is bool for one in reading.values())
    if not told or not isinstance(document, dict) or type(document.get("id")) is not int:
        raise InvalidInput(NO_HISTORY)
    return shape


def file_faults(shape: Mapping[str, Any]) -> list[str]:
    """What is wrong with the file, each as a sentence without its full stop: the seal, the chain of the record, what is
    told of it, the anchors that it names. None when it is whole."""
    wrong = [] if shape.get("seal") == seal_of(shape) else [_CHANGED]
    try:
        wrong += _record_faults(shape) if shape["reading"]["whole"] else _part_faults(shape)
    except (KeyError, TypeError, AttributeError, ValueError):
        return wrong or [_CHANGED]
    return wrong


def _part_faults(shape: Mapping[str, Any]) -> list[str]:
    """A part has no record beside it: only its own codes, which the whole has too."""
    has_record = shape["record"] or shape["chain"] or shape["anchors"]
    whole = all(_CODE.fullmatch(act["digest"]) for act in shape["acts"]) and not has_record
    return [] if whole else ["tệp chỉ kể một phần mà lại mang nhật ký, hoặc việc trong tệp không có mã"]


def _record_faults(shape: Mapping[str, Any]) -> Iterator[str]:
    record, whose = shape["record"], shape["document"]["id"]
    subjects = [Subject(one["id"], one["length"], one["head"]) for one in _of(record, "subject")]
    entries, pins = _of(record, "entry"), [_pin(one) for one in _of(record, "pin")]
    if {one["subject_id"] for one in entries} | {one.id for one in subjects} != {whose}:
        yield "nhật ký trong tệp không phải của văn bản này"
    yield from (in_words(fault) for fault in history_faults(_KIND, subjects, entries, pins))
    if [(one.length, one.head) for one in subjects] != [(shape["chain"]["length"], shape["chain"]["head"])]:
        yield "số việc và mã cuối ghi ở đầu tệp khác với nhật ký trong tệp"
    yield from _told_otherwise(shape["acts"], {one["ordinal"]: one for one in entries})
    held = {(one.ordinal, one.digest) for one in pins}
    digests = {one["ordinal"]: one["digest"] for one in entries}
    for anchor in shape["anchors"]:
        if AnchorName.parse(anchor["name"]) is None or (anchor["ordinal"], digests.get(anchor["ordinal"])) not in held:
            yield f"neo ghi ở việc thứ {anchor['ordinal']} không giữ việc nào trong tệp"


def _told_otherwise(acts: Sequence[Mapping[str, Any]], entries: Mapping[int, Mapping[str, Any]]) -> Iterator[str]:
    """Acts are told one for each entry, and as the entry has them."""
    if [act["ordinal"] for act in acts] != sorted(entries):
        yield "các việc kể trong tệp không đúng thứ tự hoặc số việc của nhật ký"
        return
    for act in acts:
        entry = entries[act["ordinal"]]
        away = entry["details"].get("in_place_of")
        same = all(act[name] == entry[field] for name, field in _TOLD_OF.items())
        if not same or act["in_place_of"] != (away["name"] if away else None) or _reasons(act) != _reasons_in(entry):
            yield f"việc thứ {act['ordinal']} được kể khác với nhật ký"


def _reasons(act: Mapping[str, Any]) -> list[str]:
    return [one["reason"] for one in act["reasons"]]


def _reasons_in(entry: Mapping[str, Any]) -> list[str]:
    return list((entry["details"].get("reasons") or {}).values())


def _of(record: Iterable[Mapping[str, Any]], sort: str) -> list[Mapping[str, Any]]:
    return [one[sort] for one in record if sort in one]


def _pin(one: Mapping[str, Any]) -> Pin:
    return Pin(one["subject_id"], one["ordinal"], one["digest"])
