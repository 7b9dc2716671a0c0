"""What people and organisations sign with: certificates bound to them, key files kept for them, their pictures."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.models.account import User
from workflow.models.base import Base, identity
from workflow.models.organisation import Organisation


class Certificate(Base):
    """A certificate and whose it is, from a day to a day: a person's for signing on behalf of one organisation, or
    (`user_id` None) an organisation's own. It counts only once `confirmed_at` is set: at once where the names in it
    agree with ours, else by the unit's administrator."""

    __tablename__ = "certificate"
    __table_args__ = (
        # "whose certificates": of a person, of an organisation
        Index("ix_certificate_of_person", "user_id", "organisation_id"),
        Index("ix_certificate_of_organisation", "organisation_id", "user_id"),
        Index(
            "uq_certificate_live",
            "organisation_id",
            "user_id",
            "fingerprint",
            unique=True,
            postgresql_where="to_day IS NULL",
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[int] = identity()
    user_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    holder: Mapped[str] = mapped_column(String(200))
    holder_organisation: Mapped[str] = mapped_column(String(200))
    issuer: Mapped[str] = mapped_column(String(200))
    not_before: Mapped[dt.datetime]
    not_after: Mapped[dt.datetime]
    pem: Mapped[str] = mapped_column(Text)
    from_day: Mapped[dt.date]
    to_day: Mapped[dt.date | None]
    confirmed_at: Mapped[dt.datetime | None]

    user: Mapped[User | None] = relationship(viewonly=True)
    organisation: Mapped[Organisation] = relationship(viewonly=True)
    key_file: Mapped["KeyFile | None"] = relationship(back_populates="certificate", cascade="all, delete-orphan")


class KeyFile(Base):
    """The PKCS#12 file of a certificate as it was brought in, still locked with its own passphrase, and that once more
    with the installation's secret. A removed one is deleted: the store of files keeps for ever, so it is not there."""

    __tablename__ = "key_file"

    id: Mapped[int] = identity()
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    brought_at: Mapped[dt.datetime]

    certificate: Mapped[Certificate] = relationship(back_populates="key_file")


class Picture(Base):
    """The picture of a person's hand signature, or of an organisation's seal: a PNG with transparency."""

    __tablename__ = "signature_picture"
    __table_args__ = (CheckConstraint("(user_id IS NULL) <> (organisation_id IS NULL)", name="of_one"),)

    id: Mapped[int] = identity()
    user_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), unique=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[dt.datetime]
