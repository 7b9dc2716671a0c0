"""The words of a paper as one canonical file: its bytes, its digest, and the way back to a `Paper`."""

import datetime as dt
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from workflow.domain.blocks import Block, Footnote, clean
from workflow.domain.paper import Annex, CopyBlock, CopyKind, Paper, ProfileName, SignatureBlock, Urgency

VERSION = 1
LARGEST = 16 * 1024 * 1024
"""Bytes; a plan of a hundred pages has about a third of a megabyte."""

# what a reader found in the text, and our own square code: neither is what the paper says
_NOT_SAID = ("tasks", "citations", "warnings", "proof")


def canonical(paper: Paper) -> bytes:
    """Everything the paper says and nothing else, as JSON in UTF-8: sorted keys, no blanks, every text in NFC. Two
    papers that read alike have the same bytes."""
    shape = {key: value for key, value in paper.to_json().items() if key not in _NOT_SAID}
    return canonical_json({"structure": VERSION} | shape)


def canonical_json(shape: Mapping[str, Any]) -> bytes:
    """The canonical bytes of any JSON object, also of one with fields that this version does not know."""
    return json.dumps(_clean(shape), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def structure_digest(paper: Paper) -> str:
    """SHA-256 of the canonical bytes, as lower-case hex: what a record keeps to know a paper's words again."""
    return sha256(canonical(paper)).hexdigest()


def paper_from(content: bytes) -> Paper | None:
    """The paper that canonical bytes describe; None for bytes that describe none, whatever they are."""
    if len(content) > LARGEST:
        return None
    try:
        return paper_from_json(json.loads(content))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def paper_from_json(shape: Mapping[str, Any]) -> Paper:
    """The inverse of `Paper.to_json`, but for tasks, citations and warnings, which are read out of the text anew.
    Refuses another shape with ValueError, TypeError or LookupError."""
    return Paper(
        kind=shape["kind"],
        title=shape["title"],
        abstract=shape["abstract"],
        issuer=shape["issuer"],
        superior=shape["superior"],
        symbol=shape["symbol"],
        number=shape["number"],
        place=shape["place"],
        date=_day(shape["date"]),
        profile=ProfileName(shape["profile"]),
        blocks=tuple(map(Block.from_json, shape["blocks"])),
        footnotes=tuple(Footnote(**note) for note in shape["footnotes"]),
        recipients=tuple(shape["recipients"]),
        signature=SignatureBlock(**shape["signature"]),
        **_optional(shape),
    )


def _optional(shape: Mapping[str, Any]) -> dict[str, Any]:
    as_they_are = ("draft", "circulation", "drafter_mark", "contact", "proof")
    return {name: shape.get(name) for name in as_they_are} | {
        "addressees": tuple(shape.get("addressees", ())),
        "annexes": tuple(map(Annex.from_json, shape.get("annexes", ()))),
        "urgency": Urgency(shape["urgency"]) if shape.get("urgency") else None,
        "left_signature": SignatureBlock(**shape["left_signature"]) if shape.get("left_signature") else None,
        "copy": _copy(shape["copy"]) if shape.get("copy") else None,
    }


def _copy(shape: Mapping[str, Any]) -> CopyBlock:
    own = {
        "kind": CopyKind(shape["kind"]),
        "date": _day(shape["date"]),
        "signature": SignatureBlock(**shape["signature"]),
        "recipients": tuple(shape["recipients"]),
    }
    return CopyBlock(**dict(shape) | own)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list | tuple) else value
