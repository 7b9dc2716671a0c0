"""Anchors: now and then all histories of an organisation that went on are held fast together, in a chain of their own.

Whoever holds one anchor outside the database holds everything before it: a history that was rewritten, cut short or
taken away does not lead to that anchor any more."""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from workflow.domain.chain import canonical

ELSEWHERE = 0
"""The chain of what belongs to no organisation, such as accounts."""
ANCHOR = "anchor"
"""The kind under which an organisation's anchor names the newest one of that chain."""
_NAME = re.compile(r"(\d{1,18}):(\d{1,18}):([0-9a-f]{64})")


class Head(NamedTuple):
    """How far a history had come: its subject, the number of its entries, the digest of the last."""

    kind: str
    subject_id: int
    length: int
    digest: str


class AnchorName(NamedTuple):
    """One anchor as others hold it: whose, the how manieth, its digest; printed "12:37:3fa9…"."""

    organisation_id: int
    ordinal: int
    digest: str

    def __str__(self) -> str:
        return f"{self.organisation_id}:{self.ordinal}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> "AnchorName | None":
        """The inverse of `str`; None for any other text."""
        found = _NAME.fullmatch(text)
        return cls(int(found[1]), int(found[2]), found[3]) if found else None


def root_of(heads: Iterable[Head]) -> str:
    """SHA-256 (hex) over heads that come sorted."""
    whole = hashlib.sha256()
    for head in heads:
        whole.update(head_line(head))
    return whole.hexdigest()


def head_line(head: Head) -> bytes:
    """What a head adds to the root."""
    return f"{head.kind} {head.subject_id} {head.length} {head.digest}\n".encode()


def anchor_digest(organisation_id: int, ordinal: int, at: str, root: str, previous: str) -> str:
    """SHA-256 (hex) of an anchor; `at` in ISO 8601, UTC."""
    shape = {"organisation": organisation_id, "ordinal": ordinal, "at": at, "root": root, "previous": previous}
    return hashlib.sha256(canonical(shape).encode()).hexdigest()
