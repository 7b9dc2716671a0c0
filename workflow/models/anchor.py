"""Anchors of histories (`domain.anchors`): append-only like the histories themselves. A trigger of the database tells
the one job that makes them which histories went on, so that no act can forget to, and none waits for it."""

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class Anchor(Base):
    """One anchor of an organisation (0: of what belongs to none): `root` covers its heads, `digest` the whole and the
    anchor before."""

    __tablename__ = "anchor"

    organisation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    root: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class AnchoredHead(Base):
    """How far one history had come when the anchor was made."""

    __tablename__ = "anchored_head"
    __table_args__ = (Index("ix_anchored_head_of_subject", "subject_kind", "subject_id", "length"),)

    organisation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject_kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    length: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


class AnchorOutbox(Base):
    """An entry that no anchor holds yet."""

    __tablename__ = "anchor_outbox"
    __table_args__ = (Index("ix_anchor_outbox_of_organisation", "organisation_id", "id"),)

    id: Mapped[int] = identity()
    organisation_id: Mapped[int]
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    ordinal: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
