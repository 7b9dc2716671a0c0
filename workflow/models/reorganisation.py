"""Changes of the tree as recorded acts: prepared, looked over, carried out on their day."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.states import ReorganisationKind, ReorganisationState, UnitPart
from workflow.models.account import User
from workflow.models.base import Base, Chained, identity, words
from workflow.models.organisation import Organisation


class Reorganisation(Chained, Base):
    """One act by a decision of the Party: a renaming, a move below another superior, a merger, a split, a dissolution.
    `plan` is `domain.inputs.reorganising.Plan` as JSON, `outcome` counts what passed to whom, `error` says why it could
    not be carried out on its day."""

    __tablename__ = "reorganisation"
    __table_args__ = (
        # what waits for its day
        Index("ix_reorganisation_due", "effective_on", "id", postgresql_where="state = 'scheduled'"),
    )
    subject_kind = "reorganisation"

    id: Mapped[int] = identity()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[ReorganisationKind] = mapped_column(words(ReorganisationKind))
    state: Mapped[ReorganisationState] = mapped_column(words(ReorganisationState))
    decision_symbol: Mapped[str] = mapped_column(String(60))
    decision_on: Mapped[dt.date]
    effective_on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    plan: Mapped[dict[str, Any]] = mapped_column(JSONB)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    error: Mapped[str | None] = mapped_column(Text)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[dt.datetime]
    done_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship(viewonly=True)
    asked_by: Mapped[User | None] = relationship(viewonly=True)
    units: Mapped[list["ReorganisedUnit"]] = relationship(order_by="ReorganisedUnit.id", cascade="all, delete-orphan")


class ReorganisedUnit(Base):
    """One organisation that an act changes or ends (`from`), or that takes over (`to`)."""

    __tablename__ = "reorganised_unit"
    __table_args__ = (
        # the history of one organisation, its predecessors and successors
        Index("ix_reorganised_unit_of_organisation", "organisation_id", "part"),
        Index("ix_reorganised_unit_of_act", "reorganisation_id", "part"),
    )

    id: Mapped[int] = identity()
    reorganisation_id: Mapped[int] = mapped_column(ForeignKey("reorganisation.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    part: Mapped[UnitPart] = mapped_column(words(UnitPart))

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
