"""The writer's table: a document open at one of its sections, and what lies beside it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workflow.domain.actor import Actor
from workflow.domain.blocks import Block
from workflow.domain.errors import NotFound
from workflow.domain.facts import Fact
from workflow.domain.figures import Amount
from workflow.domain.outline import Formula, Indicator, Section, SectionKind, numbers_of
from workflow.domain.permissions import Permission, permits
from workflow.domain.plausible import Remark, remarks
from workflow.domain.sections import BODY, FIGURES, OPENING
from workflow.domain.states import EDITABLE, DocumentState, Role, SectionState
from workflow.models import AuditEntry, Document, DraftSection, Figure, db
from workflow.queries.accounts import members_of
from workflow.queries.annexes import parts_of, to_mend
from workflow.queries.case import DocumentCase
from workflow.queries.documents import MISSING, for_show
from workflow.queries.papers import blocks_by_section
from workflow.queries.previous import previous_report

MOST_DRAFTS = 30


@dataclass(frozen=True, slots=True)
class Writing:
    """A document open at one section."""

    document: Document
    section: DraftSection

    @property
    def is_editable(self) -> bool:
        """Whether the text is in its writer's hands."""
        return self.document.state in EDITABLE

    @property
    def is_made_from_sources(self) -> bool:
        """Whether this section is written by consolidating, not by typing here."""
        return self.document.consolidates and self.section.key not in {OPENING, FIGURES}

    @property
    def number(self) -> str:
        """The section's number; empty for what has none: the opening, the one body of a paper begun by hand."""
        return self.number_of(self.section)

    @property
    def following(self) -> DraftSection | None:
        """The section after this one."""
        place = self.document.sections.index(self.section)
        return next(iter(self.document.sections[place + 1 :]), None)

    @property
    def has_outline(self) -> bool:
        """Whether the sections are those of a request's outline, not the one body of a paper begun by hand."""
        return all(section.key != BODY for section in self.document.sections)

    def number_of(self, section: DraftSection) -> str:
        """The number of any of its sections, as `number`."""
        return numbers_of(self.document.outline, [one.key for one in self.document.sections]).get(section.key, "")

    @property
    def reason(self) -> str:
        """What was said of the whole when it was sent back, without the reasons that stand at sections and annexes."""
        said = self.document.return_reason or ""
        for one in parts_of(self.document) if said else ():
            said = said.replace(one.note or "", "")
        return said.strip()

    @property
    def annexes_to_mend(self) -> list[DraftSection]:
        """The annexes that were sent back."""
        return to_mend(self.document)

    @property
    def asked(self) -> Section | None:
        """What the outline says of this section; None of one that it does not know."""
        outline = self.document.outline
        return outline.section(self.section.key) if outline else None

    @property
    def guidance(self) -> str:
        """What the superior wants to read in this section; empty when nothing was said."""
        return self.asked.guidance if self.asked else ""

    @property
    def may_be_nothing(self) -> bool:
        """Whether "Không." is an answer here: to what an outline asks, other than figures."""
        return self.asked is not None and not self.is_made_from_sources


@dataclass(frozen=True, slots=True)
class SetAside:
    """A text of a section that was not chosen when two people had written: whose choice, and when."""

    text: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Previous:
    """The same section of the unit's last report; `may_take` says whether its words may be taken over."""

    symbol: str
    issued_on: dt.date | None
    blocks: Sequence[Block]
    may_take: bool = False


def open_document(document_id: int, actor: Actor) -> Document:
    """The document for its writer; "not there", "not yours to write" and "nothing of it is written here, it came as a
    file" are the same NotFound."""
    document = for_show(document_id, actor, Permission.DOCUMENT_WRITE)
    if not document.sections:
        raise NotFound(MISSING)
    return document


def open_at(document_id: int, key: str, actor: Actor) -> Writing:
    """The document open at a section. Refuses NotFound as `open_document` does, and an unknown section."""
    document = open_document(document_id, actor)
    section = next((one for one in document.sections if one.key == key), None)
    if section is None:
        raise NotFound("Không có mục này trong đề cương.")
    return Writing(document, section)


def drafts_of(actor: Actor) -> Sequence[Document]:
    """The own texts that the person may be writing now, the soonest due first; a bounded number of them."""
    houses = actor.serves_in(Role.DRAFTER, Role.OFFICE)
    query = select(Document).where(Document.organisation_id.in_(houses), Document.consolidates.is_(False))
    query = query.where(Document._state.in_(EDITABLE)).order_by(Document.due_on, Document.id.desc()).limit(MOST_DRAFTS)
    return [
        one
        for one in db.session.scalars(query).unique()
        if permits(actor, Permission.DOCUMENT_WRITE, DocumentCase(one))
    ]


def where_to_begin(document: Document) -> str:
    """The key of the section to open: what was sent back first, else where the writer left, else what is unfinished."""
    sections = document.sections
    to_fix = [one.key for one in sections if one.state is SectionState.TO_FIX]
    saved = sorted((one.saved_at, one.key) for one in sections if one.saved_at)
    left = [key for _, key in saved[-1:]] if document.state is not DocumentState.RETURNED else []
    unfinished = [one.key for one in sections if one.state is not SectionState.DONE]
    return next(iter((*to_fix, *left, *unfinished, sections[0].key)))


def set_aside(document_id: int, key: str) -> list[SetAside]:
    """The texts of a section that lost to another one, newest first."""
    query = select(AuditEntry).where(
        AuditEntry.subject_kind == Document.subject_kind,
        AuditEntry.subject_id == document_id,
        AuditEntry.fact == Fact.DOCUMENT_SECTION_SAVED,
        AuditEntry.details.contains({"section": key}),
        AuditEntry.details.has_key("set_aside"),
    )
    rows = db.session.scalars(query.order_by(AuditEntry.ordinal.desc()).limit(20))
    return [SetAside(row.details["set_aside"], row.actor_name, row.at) for row in rows]


def previous(at: Writing) -> Previous | None:
    """What the unit's last issued report said under the same key; None when there is none, and for a paper begun by
    hand: what the last letter said is no help with this one."""
    if not at.has_outline:
        return None
    last = previous_report(at.document)
    if last is None or last.revision is None:
        return None
    blocks = blocks_by_section(last.revision.content).get(at.section.key)
    may_take = at.section.kind is SectionKind.TEXT and not at.section.text.strip()
    return Previous(last.symbol or "", last.issued_on, blocks, may_take) if blocks else None


def asked_figures(at: Writing) -> list[tuple[Figure, Indicator]]:
    """The figures that a person types, each with what is asked; ratios follow from them."""
    outline = at.document.outline
    told = {one.key: one for one in outline.indicators} if outline else {}
    typed = [figure for figure in at.document.figures if figure.formula is not Formula.RATIO]
    return [(one, told.get(one.key) or Indicator(one.key, one.title, one.unit, one.kind)) for one in typed]


def doubts(at: Writing) -> list[Remark]:
    """What cannot be right about the figures that are kept."""
    outline = at.document.outline
    return remarks(outline, {figure.key: figure.amount for figure in at.document.figures}) if outline else []


def last_figures(at: Writing) -> dict[str, Amount]:
    """The figures of the unit's last issued report, by key."""
    last = previous_report(at.document)
    return {one.key: one.amount for one in last.figures if one.amount} if last else {}


def next_hands(document: Document) -> list[str]:
    """Who will have the text once it is handed in: the office, in a chi bộ those who decide."""
    wanted = {Role.SIGNER, Role.MEMBER} if document.organisation.is_cell else {Role.OFFICE}
    names = [member.user.name for member in members_of(document.organisation_id) if member.role in wanted]
    return list(dict.fromkeys(names))
