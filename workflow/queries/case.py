"""A document as the rules see it; costly facts are looked up when a rule first asks."""

import datetime as dt
from functools import cached_property

from sqlalchemy import func, or_, select

from workflow.domain.deadlines import last_day
from workflow.domain.hands import Hand
from workflow.domain.outline import SectionKind
from workflow.domain.sections import OPENING
from workflow.domain.states import (
    ARRIVED,
    CLOSED,
    LIVING_SOURCE,
    DecisionWay,
    DocumentKind,
    DocumentState,
    JobStep,
    SectionState,
    SourceState,
)
from workflow.models import Delivery, Document, DraftSection, ResultBlock, Signature, Source, SourceBlock, Target, db
from workflow.models.clock import today
from workflow.queries.copies import copy_holders
from workflow.queries.hands import bringer, first_since
from workflow.queries.opinions import awaited_decision, decision_on
from workflow.queries.organisations import heirs_of, successors_of

_NOT_IN_WORDS = (SectionKind.TABLE, SectionKind.TASKS)
_GONE = (DocumentState.SUPERSEDED, DocumentState.CANCELLED, DocumentState.RETURNED)


class DocumentCase:
    """Implements `domain.guards.Case` over a loaded document."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @property
    def state(self) -> DocumentState:
        return self._document.state

    @property
    def kind(self) -> DocumentKind:
        return self._document.kind

    @property
    def is_cell(self) -> bool:
        return self._document.organisation.is_cell

    @property
    def consolidates(self) -> bool:
        return self._document.consolidates

    @property
    def organisation_id(self) -> int:
        return self._document.organisation_id

    @property
    def superior_id(self) -> int | None:
        """Of a paper that went up: where it went, whatever became of the tree since."""
        document = self._document
        went_up = document.state in ARRIVED and document.traits.goes_up
        left = went_up and document.desk_id != document.organisation_id
        if document.is_at_clearing_house:
            return document.desk.superior_id
        return document.desk_id if left else document.organisation.superior_id

    @property
    def through_id(self) -> int | None:
        return self._document.through_id

    @property
    def clearing_house(self) -> str | None:
        """The name of the advisory body that it lies with, on its way up."""
        return self._document.desk.name if self._document.is_at_clearing_house else None

    @cached_property
    def successor_ids(self) -> tuple[int, ...]:
        return successors_of(self._document.organisation) if self._document.organisation.successor_id else ()

    @cached_property
    def heir_ids(self) -> tuple[int, ...]:
        """Who took over from those that it went to and that are no more."""
        above = () if self.superior_id is None else (self.superior_id,)
        return heirs_of([*above, *self.addressee_ids])

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        return tuple(self._document.organisation.ancestor_ids)

    @property
    def author_ids(self) -> tuple[int, ...]:
        return tuple(self._document.author_ids)

    @property
    def submitter_id(self) -> int | None:
        return self._document.submitter_id

    @cached_property
    def _brought(self) -> tuple[Hand, int] | None:
        return bringer(self._document)

    @property
    def brought_by(self) -> Hand | None:
        return self._brought[0] if self._brought else None

    @cached_property
    def taken_by(self) -> Hand | None:
        """The first who did something since, and did not bring it here."""
        return first_since(self._document, self._brought[1], but=self._brought[0].user_id) if self._brought else None

    @cached_property
    def followed_by(self) -> Hand | None:
        """The first act since, whoever did it."""
        return first_since(self._document, self._brought[1], but=None) if self._brought else None

    @property
    def is_numbered(self) -> bool:
        return self._document.symbol is not None

    @property
    def is_prepared(self) -> bool:
        return self._document.prepared_digest is not None

    @property
    def is_in_the_works(self) -> bool:
        return self._document.step is not JobStep.NONE

    @property
    def has_failed_step(self) -> bool:
        return self._document.step_error is not None

    @property
    def has_receipts(self) -> bool:
        return any(one.received_at is not None for one in self._document.deliveries if not one.is_passage)

    @property
    def has_sign_consent(self) -> bool:
        return bool(self._document.sign_consent)

    @property
    def signatures_needed(self) -> int:
        return 1 if self.is_cell else 2

    @cached_property
    def addressee_ids(self) -> tuple[int, ...]:
        """Organisations that hold a delivery; a clearing house is on the way, not an addressee."""
        held = select(Delivery.organisation_id).where(
            Delivery.document_id == self._document.id,
            Delivery.organisation_id.is_not(None),
            Delivery.is_passage.is_(False),
        )
        return tuple(row for row in db.session.scalars(held) if row is not None)

    @cached_property
    def copy_holder_ids(self) -> tuple[int, ...]:
        """Organisations that a whole copy of a plan was sent to: it reached them to be carried out."""
        if self._document.kind is not DocumentKind.PLAN:
            return ()
        return copy_holders(self._document.id)

    @cached_property
    def has_text(self) -> bool:
        if self._document.consolidates:
            blocks = select(ResultBlock.id).where(ResultBlock.document_id == self._document.id).limit(1)
            return db.session.scalar(blocks) is not None
        answered = DraftSection.kind.in_(_NOT_IN_WORDS) & (DraftSection.state != SectionState.EMPTY)
        written = select(DraftSection.id).where(
            DraftSection.document_id == self._document.id, or_(DraftSection.text != "", answered)
        )
        return db.session.scalar(written.where(DraftSection.key != OPENING).limit(1)) is not None

    @cached_property
    def unfinished_sections(self) -> tuple[str, ...]:
        """Of an own text: what nobody called finished; of a consolidation, and of annexes: what was sent back and not
        mended."""
        unfinished = [SectionState.TO_FIX]
        if not self._document.consolidates:
            unfinished += [SectionState.EMPTY, SectionState.WORKING]
        sent_back = DraftSection.annex & DraftSection.removed.is_(False) & (DraftSection.state == SectionState.TO_FIX)
        query = (
            select(DraftSection.annex, DraftSection.title)
            .where(DraftSection.document_id == self._document.id)
            .where((DraftSection.annex.is_(False) & DraftSection.state.in_(unfinished)) | sent_back)
            .order_by(DraftSection.annex, DraftSection.position)
        )
        return tuple(f"phụ lục {row.title}" if row.annex else row.title for row in db.session.execute(query))

    @cached_property
    def unhandled_blocks(self) -> int:
        if not self._document.consolidates:
            return 0
        query = (
            select(func.count())
            .select_from(SourceBlock)
            .where(SourceBlock.document_id == self._document.id, SourceBlock.state == SourceState.OPEN)
        )
        return db.session.scalar(query) or 0

    @cached_property
    def outdated_sources(self) -> tuple[str, ...]:
        """Names of the units whose paper was replaced, cancelled or sent back after it was taken in."""
        if not self._document.consolidates:
            return ()
        query = (
            select(Source)
            .join(Document, Source.source_id == Document.id)
            .where(Source.document_id == self._document.id)
        )
        rows = db.session.scalars(query.where(Document._state.in_(_GONE)).order_by(Source.position)).all()
        return tuple(row.organisation.short_name for row in rows)

    @cached_property
    def received_sources(self) -> int:
        """Reports to consolidate; those told of a consolidation that was cancelled since are there again."""
        if self._document.campaign_id is None:
            return 0
        query = (
            select(func.count())
            .select_from(Document)
            .join(Target, Document.target_id == Target.id)
            .where(Target.campaign_id == self._document.campaign_id, Document._state.in_(LIVING_SOURCE))
        )
        return db.session.scalar(query) or 0

    @cached_property
    def locked_since(self) -> dt.date | None:
        """The day after which the round of the request takes nothing more, once it has passed."""
        target = self._document.target
        if target is None or not target.campaign.locks:
            return None
        last = last_day(target.due_on, target.campaign.grace_days)
        return last if today() > last else None

    @property
    def decides_by(self) -> DecisionWay:
        """A chi bộ decides at its meeting, which is recorded with the approval itself."""
        return DecisionWay.ONE if self.is_cell else self._document.organisation.decides_by

    @cached_property
    def decision_awaits(self) -> str:
        return awaited_decision(self._document)

    @cached_property
    def is_decided_together(self) -> bool:
        return decision_on(self._document) is not None

    @property
    def is_decided(self) -> bool:
        return self._document.decided_revision_id == self._document.revision_id

    @cached_property
    def replaces_what_was_consolidated(self) -> bool:
        """Whether the paper that this one replaces went into a report that was issued."""
        replaced = self._document.replaces_id
        if replaced is None:
            return False
        above = select(Source.id).join(Document, Document.id == Source.document_id)
        above = above.where(Source.source_id == replaced, Document._state.in_(CLOSED)).limit(1)
        told = select(Document.id).where(Document.id == replaced, Document._state == DocumentState.CONSOLIDATED)
        return db.session.scalar(told) is not None or db.session.scalar(above) is not None

    @cached_property
    def signature_count(self) -> int:
        query = select(func.count()).select_from(Signature).where(Signature.document_id == self._document.id)
        return db.session.scalar(query) or 0
