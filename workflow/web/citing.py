"""The help beside a text being written: a cited document looked up in the register and put into the text. Without a
script the words typed travel with the search and come back with what was found; the citation goes to their end."""

from dataclasses import dataclass

from flask import request

from forms.fields import TextBlockField
from workflow.domain.citations import CitedDocument
from workflow.domain.errors import NotFound
from workflow.domain.rows import row_id
from workflow.queries import citations

FEW = 6
LONGEST_SEARCH = 200
CHOSEN, WANTED = "chen", "tim"


@dataclass(frozen=True, slots=True)
class Citing:
    """What the help shows: the words looked for, and the entries (id, document) that hold them all."""

    wanted: str = ""
    entries: tuple[tuple[int, CitedDocument], ...] = ()


def citing() -> Citing:
    """As the address or the pressed button asks."""
    wanted = request.values.get(WANTED, "").strip()[:LONGEST_SEARCH]
    found = citations.page_of(wanted, None, FEW) if wanted else []
    return Citing(wanted, tuple((entry.id, citations.cited(entry)) for entry in found))


def asks() -> bool:
    """Whether a press wants a search or a citation and not to leave the text."""
    return bool(request.form.get(CHOSEN) or request.form.get(WANTED, "").strip())


def cite(field: TextBlockField) -> None:
    """Put the citation that was pressed at the end of what is typed; an entry that is gone changes nothing."""
    if CHOSEN not in request.form:
        return
    try:
        entry = citations.by_id(request.form.get(CHOSEN, 0, row_id))
    except NotFound:
        return
    words = citations.cited(entry).in_words
    field.data = " ".join(filter(None, ((field.data or "").rstrip(), words)))
