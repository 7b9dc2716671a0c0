"""The document: one paper of one organisation on its way through the machine."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.figures import Amount
from workflow.domain.kinds import KINDS, Kind
from workflow.domain.outline import Formula, IndicatorKind, Outline, SectionKind
from workflow.domain.paper import CopyKind
from workflow.domain.states import DocumentKind, DocumentState, JobStep, SectionState, SignWay
from workflow.models.account import User
from workflow.models.base import Base, Chained, identity, words
from workflow.models.campaign import Campaign, Target
from workflow.models.organisation import Organisation

# the version and variant of a random identifier stand in its middle and are left out
_UUID = "replace(gen_random_uuid()::text, '-', '')"
PROOF_CODE = text(f"upper(left({_UUID}, 8) || right({_UUID}, 8))")


class Document(Chained, Base):
    """One paper. `_state` is moved by `domain.advance` alone; `desk_id` is the organisation whose turn it is, so that
    an inbox is one index range; `campaign_id` is the round it consolidates, `target_id` the request it answers;
    `through_id` is the advisory body by way of which a report that was sent goes up."""

    __tablename__ = "document"
    __table_args__ = (
        # "Việc của tôi": desk and state by due day, keyset on (due_on, id)
        Index("ix_document_inbox", "desk_id", "state", "due_on", "id"),
        # lists of one organisation's papers, newest first
        Index("ix_document_of_organisation", "organisation_id", "id"),
        # its plans, its reports
        Index("ix_document_of_kind", "organisation_id", "kind", "id"),
        # an organisation's plans that bear no number
        Index(
            "ix_document_plan_without_number",
            "organisation_id",
            "id",
            postgresql_where="kind = 'KH' AND number IS NULL",
        ),
        # which papers answer a request; which consolidate a campaign
        Index("ix_document_of_target", "target_id"),
        Index("ix_document_of_campaign", "campaign_id"),
        # what replaces a paper; its copies, newest first
        Index("ix_document_replacing", "replaces_id", "id", postgresql_where="replaces_id IS NOT NULL"),
        # what waits for a step of the worker
        Index("ix_document_in_the_works", "id", postgresql_where="step <> 'none'"),
        Index("ix_document_copies", "origin_id", "id", postgresql_where="origin_id IS NOT NULL"),
        Index(
            "uq_document_live_consolidation",
            "campaign_id",
            unique=True,
            postgresql_where="consolidates AND state NOT IN ('cancelled', 'superseded')",
        ),
        UniqueConstraint("series_id", "number"),
        UniqueConstraint("proof_code"),
        CheckConstraint("state <> 'issued' OR issued_on IS NOT NULL OR number IS NULL", name="issued_has_day"),
    )
    subject_kind = "document"

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind))
    _state: Mapped[DocumentState] = mapped_column("state", words(DocumentState))
    version: Mapped[int] = mapped_column(default=1)
    consolidates: Mapped[bool] = mapped_column(default=False)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("target.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))

    # of a copy: the paper it was made of, and which copy it is
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    copy_kind: Mapped[CopyKind | None] = mapped_column(words(CopyKind))

    desk_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    through_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    state_since: Mapped[dt.datetime]
    due_on: Mapped[dt.date | None]
    created_at: Mapped[dt.datetime]
    author_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list)
    submitter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    return_reason: Mapped[str | None] = mapped_column(Text)
    # of the step it is at: to whom among those of the role it was handed; the day by which it was to be done, once
    # that has passed and those above were told
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    slow_since: Mapped[dt.date | None]

    abstract: Mapped[str] = mapped_column(String(600))
    recipients: Mapped[list[str]] = mapped_column(JSONB, default=list)
    # above the text, of a kind that has them: Kính gửi, Kính trình
    addressees: Mapped[list[str]] = mapped_column(JSONB, default=list, server_default=text("'[]'"))
    # domain.parts.Parts as JSON: urgency, circulation, drafter's mark, contact
    parts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))
    # of a consolidation: whether the annex that names the sources of each block is printed
    with_origins: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    # the text that was approved: a signature is put on this one or on none
    decided_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))

    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    number: Mapped[int | None]
    symbol: Mapped[str | None] = mapped_column(String(60))
    # domain.issuer.Issuer as JSON, from the day of its number on: later names of the organisation do not reach it
    named: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))
    issued_on: Mapped[dt.date | None]
    profile: Mapped[str | None] = mapped_column(String(10))
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signature: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)

    step: Mapped[JobStep] = mapped_column(words(JobStep), default=JobStep.NONE)
    step_error: Mapped[str | None] = mapped_column(Text)
    send_when_issued: Mapped[bool] = mapped_column(default=False)
    sign_consent: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    prepared_digest: Mapped[str | None] = mapped_column(String(64))
    prepared: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    issued_digest: Mapped[str | None] = mapped_column(String(64))
    # made by the database at creation: 64 random bits, in the address that the paper's square code leads to
    proof_code: Mapped[str] = mapped_column(String(16), server_default=PROOF_CODE)

    # What a document points at is set by its column; the objects are for reading, which keeps a flush cheap.
    organisation: Mapped[Organisation] = relationship(
        foreign_keys=[organisation_id], lazy="joined", innerjoin=True, viewonly=True
    )
    desk: Mapped[Organisation] = relationship(foreign_keys=[desk_id], viewonly=True)
    through: Mapped[Organisation | None] = relationship(foreign_keys=[through_id], viewonly=True)
    campaign: Mapped[Campaign | None] = relationship(foreign_keys=[campaign_id], viewonly=True)
    target: Mapped[Target | None] = relationship(foreign_keys=[target_id], viewonly=True)
    revision: Mapped["Revision | None"] = relationship(foreign_keys=[revision_id], viewonly=True)
    # its own text alone; the annexes are read by `queries.annexes`
    sections: Mapped[list["DraftSection"]] = relationship(
        primaryjoin="and_(Document.id == DraftSection.document_id, DraftSection.annex.is_(False))",
        order_by="DraftSection.position",
    )
    figures: Mapped[list["Figure"]] = relationship(order_by="Figure.position")
    origin: Mapped["Document | None"] = relationship(foreign_keys=[origin_id], remote_side="Document.id", viewonly=True)
    signer: Mapped[User | None] = relationship(foreign_keys=[signer_id], viewonly=True)
    submitter: Mapped[User | None] = relationship(foreign_keys=[submitter_id], viewonly=True)
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id])
    signatures: Mapped[list["Signature"]] = relationship(order_by="Signature.ordinal", cascade="all, delete-orphan")
    deliveries: Mapped[list["Delivery"]] = relationship(order_by="Delivery.position", cascade="all, delete-orphan")

    def __init__(self, *, state: DocumentState, **columns: Any) -> None:
        super().__init__(**columns)
        self._state = state

    @hybrid_property
    def state(self) -> DocumentState:
        """Where the document stands; read-only, see `domain.advance`."""
        return self._state

    def await_nothing(self) -> None:
        """Nothing is promised to be done with it any more: a job that comes late finds nothing, and none has failed."""
        self.step, self.step_error, self.send_when_issued = JobStep.NONE, None, False

    @property
    def outline(self) -> Outline | None:
        """The outline that it fills in: that of its own round, else of the request it answers."""
        if self.consolidates and self.campaign:
            return self.campaign.outline
        return self.target.campaign.outline if self.target else None

    @property
    def is_at_clearing_house(self) -> bool:
        """Whether it lies with the body by way of which it goes up."""
        return self.through_id is not None and self.through_id == self.desk_id

    @property
    def issuer_name(self) -> str:
        """The organisation's name: on a numbered paper that of its day."""
        return str(self.named.get("name") or self.organisation.name)

    @property
    def issuer_short_name(self) -> str:
        """The same, short."""
        return str(self.named.get("short_name") or self.organisation.short_name)

    @property
    def traits(self) -> Kind:
        """What sets its kind apart."""
        return KINDS[self.kind]


class Revision(Base):
    """One text of a document as it was handed in; append-only, known by the digest of its content."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("document_id", "ordinal"),)

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    ordinal: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[dt.datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    created_by: Mapped[User | None] = relationship()


class DraftSection(Base):
    """One section of a text still being written, or an annex of it (`wide`: across the page; `removed`: kept, not
    printed); each has its own version so that two people do not collide."""

    __tablename__ = "draft_section"
    __table_args__ = (UniqueConstraint("document_id", "key"),)

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[SectionKind] = mapped_column(
        words(SectionKind), default=SectionKind.TEXT, server_default=SectionKind.TEXT.value
    )
    # of a table: what was typed, row by row
    rows: Mapped[list[list[str]]] = mapped_column(JSONB, default=list, server_default=text("'[]'"))
    annex: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    wide: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    removed: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[SectionState] = mapped_column(words(SectionState), default=SectionState.EMPTY)
    note: Mapped[str | None] = mapped_column(Text)
    note_by: Mapped[str | None] = mapped_column(String(200))
    note_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[dt.datetime | None]
    saved_by: Mapped[str | None] = mapped_column(String(120))

    @property
    def called(self) -> str:
        """How a list names it: "Mục “Khó khăn, vướng mắc”", "Phụ lục “Biểu số liệu”"."""
        return f"{'Phụ lục' if self.annex else 'Mục'} “{self.title}”"


class Figure(Base):
    """One figure of a report (`domain.figures.Amount`: `value` and `base`), as exact as it was typed. A consolidated
    one keeps the parts it was made of, {source document: [value, base, day]}; `day` is that of the report behind it."""

    __tablename__ = "figure"
    __table_args__ = (UniqueConstraint("document_id", "key"),)

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(60))
    kind: Mapped[IndicatorKind] = mapped_column(
        words(IndicatorKind), default=IndicatorKind.INTEGER, server_default=IndicatorKind.INTEGER.value
    )
    formula: Mapped[Formula] = mapped_column(words(Formula), default=Formula.SUM, server_default=Formula.SUM.value)
    value: Mapped[Decimal | None]
    base: Mapped[Decimal | None]
    day: Mapped[dt.date | None]
    parts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)

    @property
    def amount(self) -> Amount | None:
        """What it says, None when that is not known."""
        return None if self.value is None else Amount(self.value, self.base)

    def keep(self, amount: Amount | None, day: dt.date | None = None) -> None:
        """Let it say something else, as of a day."""
        self.value, self.base = (amount.value, amount.base) if amount else (None, None)
        self.day = day


class Signature(Base):
    """One signature on a paper: who, for whom, in which way, with which certificate, over which bytes, making which."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("document_id", "ordinal"),)

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    ordinal: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    signer_name: Mapped[str] = mapped_column(String(200))
    position: Mapped[str | None] = mapped_column(String(80))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[dt.datetime]
    signed_digest: Mapped[str] = mapped_column(String(64))
    result_digest: Mapped[str] = mapped_column(String(64))
    way: Mapped[SignWay] = mapped_column(words(SignWay), server_default=SignWay.DEMO.value)
    fingerprint: Mapped[str | None] = mapped_column(String(64))


class Delivery(Base):
    """One addressee of Nơi nhận: the line as printed, the organisation it means, and its receipt; or the body by way of
    which the paper goes up, with the opinion that it handed on."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_of_organisation", "organisation_id", "received_at", "document_id"),
        Index("ix_delivery_of_document", "document_id", "position"),
        # the list of what came to an organisation, newest first
        Index("ix_delivery_newest", "organisation_id", "document_id"),
        # what came to an organisation from above or from beside it, without all that comes up to it
        Index("ix_delivery_from_above", "organisation_id", "document_id", postgresql_where="NOT is_superior"),
    )

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(300))
    is_superior: Mapped[bool] = mapped_column(default=False)
    # of the body by way of which the paper goes up
    is_passage: Mapped[bool] = mapped_column(default=False, server_default=false())
    sent_at: Mapped[dt.datetime]
    received_at: Mapped[dt.datetime | None]
    received_by: Mapped[str | None] = mapped_column(String(120))
    opinion: Mapped[str] = mapped_column(Text, default="", server_default="")
    # of what goes up: the sender's newest anchor (`domain.anchors.AnchorName`), which the superior now holds
    anchor: Mapped[str | None] = mapped_column(String(110))

    organisation: Mapped[Organisation | None] = relationship()
    document: Mapped[Document] = relationship(viewonly=True)
