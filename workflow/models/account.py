"""People and what they are in which organisation, from a day to a day."""

import datetime as dt
from typing import Any, ClassVar

from flask_security import UserMixin
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.states import Role
from workflow.models.base import Base, Chained, identity, words
from workflow.models.organisation import Organisation


class User(Chained, Base, UserMixin):
    """A person with an account; `username` signs in, `name` is printed."""

    __tablename__ = "person"
    subject_kind = "account"

    id: Mapped[int] = identity()
    username: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="user")

    # Flask-Security asks for these two; e-mail is not needed to sign in, and rights live in `Membership`.
    email: ClassVar[Any] = None  # type: ignore[misc]
    roles: ClassVar[Any] = ()  # type: ignore[misc]


class Membership(Base):
    """One role of one person in one organisation; `position` is the post printed under a signature."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("ix_membership_of_person", "user_id", "from_day"),
        Index("ix_membership_of_organisation", "organisation_id", "role"),
    )

    id: Mapped[int] = identity()
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role] = mapped_column(words(Role))
    position: Mapped[str | None] = mapped_column(String(80))
    from_day: Mapped[dt.date]
    to_day: Mapped[dt.date | None]

    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()


class SignInFailure(Base):
    """One failed sign-in, kept for fifteen minutes' throttling in every process alike."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_recent", "key", "at"),)

    id: Mapped[int] = identity()
    key: Mapped[str] = mapped_column(String(120))
    at: Mapped[dt.datetime]
