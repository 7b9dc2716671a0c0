"""How often strangers asked whether a paper is true."""

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class PublicCheck(Base):
    """One question to the public page, kept for a day so that every process counts alike; nothing of the paper."""

    __tablename__ = "public_check"
    __table_args__ = (Index("ix_public_check_recent", "key", "at"),)

    id: Mapped[int] = identity()
    key: Mapped[str] = mapped_column(String(120))
    at: Mapped[dt.datetime]
