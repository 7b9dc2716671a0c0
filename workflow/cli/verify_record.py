"""`trinhky verify --record`: the issued paper beside a new printing of its record; needs the database and the store."""

from hashlib import sha256
from typing import Any

from workflow.cli.application import application
from workflow.database import leave_server
from workflow.jobs.rebuilding import Rebuilt, rebuild
from workflow.queries import proofs
from workflow.settings import Settings

NO_RECORD = Rebuilt(False, ("Không có văn bản nào được ban hành bằng đúng tệp này.",), ())


def against_record(pdf: bytes) -> Rebuilt:
    """What a new printing of the record shows of the paper that was issued as these bytes."""
    settings = Settings.from_environment()
    try:
        with application(settings) as app:
            document = proofs.by_digest(sha256(pdf).hexdigest())
            if document is None:
                return NO_RECORD
            address = settings.base_url if settings.proof_on_paper else None
            return rebuild(document, app.extensions["trinhky-store"], address)
    finally:
        leave_server(settings)


def in_words(found: Rebuilt) -> str:
    """The finding as a person reads it."""
    head = "HỒ SƠ KHỚP: in lại ra đúng văn bản này." if found.is_same else "HỒ SƠ KHÔNG KHỚP với tệp này."
    return "\n".join([head, *(f"- {line}" for line in (*found.faults, *found.notes))])


def to_json(found: Rebuilt) -> dict[str, Any]:
    """`same`: words, and bytes where the edition is the same; `reasons` and `notes` as sentences."""
    return {
        "same": found.is_same,
        "same_edition": found.same_edition,
        "reasons": list(found.faults),
        "notes": list(found.notes),
    }
