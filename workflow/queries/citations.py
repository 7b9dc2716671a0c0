"""The citation register read: by symbol for the check, by words for people, and what papers propose for it."""

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select, tuple_

from workflow.domain.blocks import Block
from workflow.domain.citations import CitedDocument
from workflow.domain.errors import NotFound
from workflow.domain.states import CLOSED
from workflow.models import AuditEntry, CitationEntry, Document, Revision, db

__all__ = ["CitationEntry", "by_id", "folded", "history", "known", "page_of", "texts_of_issued"]

_MOST_WORDS = 8
_READ_PAPERS = 30


@dataclass(frozen=True, slots=True)
class IssuedText:
    """The words of an issued paper, in which cited documents are looked for."""

    document_id: int
    texts: tuple[str, ...]


def folded(text: str) -> str:
    """For searching: small letters without any mark, đ as d."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def by_id(entry_id: int) -> CitationEntry:
    """One entry. Refuses NotFound."""
    entry = db.session.get(CitationEntry, entry_id)
    if entry is None:
        raise NotFound("Không có văn bản này trong sổ viện dẫn.")
    return entry


def known(symbols: Collection[str]) -> Mapping[str, tuple[CitedDocument, ...]]:
    """The entries with these symbols, as the check compares them; one statement, none for no symbol."""
    if not symbols:
        return {}
    query = select(CitationEntry).where(CitationEntry.symbol.in_(symbols)).order_by(CitationEntry.issued_on.desc())
    found: dict[str, tuple[CitedDocument, ...]] = {}
    for entry in db.session.scalars(query):
        found[entry.symbol] = (*found.get(entry.symbol, ()), cited(entry))
    return found


def cited(entry: CitationEntry) -> CitedDocument:
    """An entry as plain data."""
    return CitedDocument(entry.symbol, entry.issued_on, entry.issuer, entry.title, entry.kind_name)


def page_of(words: str = "", before: int | None = None, limit: int = 20) -> Sequence[CitationEntry]:
    """Entries that hold every word (whatever marks and capitals), newest document first; keyset on (day, id)."""
    query = select(CitationEntry)
    for word in folded(words).split()[:_MOST_WORDS]:
        query = query.where(CitationEntry.folded.contains(word, autoescape=True))
    if before is not None:
        last = by_id(before)
        query = query.where(tuple_(CitationEntry.issued_on, CitationEntry.id) < tuple_(last.issued_on, last.id))
    return db.session.scalars(
        query.order_by(CitationEntry.issued_on.desc(), CitationEntry.id.desc()).limit(limit)
    ).all()


def texts_of_issued(organisation_ids: Iterable[int]) -> list[IssuedText]:
    """The words of the newest issued papers of these organisations, a bounded number of them."""
    query = (
        select(Document.id, Revision.content)
        .join(Revision, Document.revision_id == Revision.id)
        .where(Document.organisation_id.in_(list(organisation_ids)), or_(*(Document._state == one for one in CLOSED)))
        .order_by(Document.id.desc())
        .limit(_READ_PAPERS)
    )
    return [IssuedText(row.id, _texts(row.content)) for row in db.session.execute(query)]


def present(pairs: Collection[tuple[str, dt.date]]) -> set[tuple[str, dt.date]]:
    """Which of these (symbol, day) are in the register."""
    if not pairs:
        return set()
    query = select(CitationEntry.symbol, CitationEntry.issued_on).where(
        CitationEntry.symbol.in_({symbol for symbol, _ in pairs})
    )
    return {(row.symbol, row.issued_on) for row in db.session.execute(query)}


def history(entry: CitationEntry) -> Sequence[AuditEntry]:
    """Who wrote and corrected it, newest first."""
    query = select(AuditEntry).where(
        AuditEntry.subject_kind == CitationEntry.subject_kind, AuditEntry.subject_id == entry.id
    )
    return db.session.scalars(query.order_by(AuditEntry.ordinal.desc()).limit(100)).all()


def _texts(content: Mapping[str, object]) -> tuple[str, ...]:
    blocks: list[Mapping[str, object]] = list(content["blocks"])  # type: ignore[call-overload]
    notes: list[Mapping[str, str]] = list(content.get("footnotes", ()))  # type: ignore[call-overload]
    return (
        str(content["abstract"]),
        *(Block.from_json(shape).text for shape in blocks),
        *(note["text"] for note in notes),
    )
