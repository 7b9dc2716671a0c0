"""One-time tokens of forms: the same press twice makes one record."""

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base

LONGEST_TOKEN = 64


class FormToken(Base):
    """A token that was used, and where its act led."""

    __tablename__ = "form_token"
    __table_args__ = (Index("ix_form_token_to_forget", "at", postgresql_using="brin"),)  # written in the order of time

    token: Mapped[str] = mapped_column(String(LONGEST_TOKEN), primary_key=True)
    at: Mapped[dt.datetime]
    outcome: Mapped[str | None] = mapped_column(String(400))
