"""The declarative base, the naming convention, and the column kinds that every table shares."""

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Enum, Identity, MetaData, String
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table; times are kept with their zone, whole numbers as bigint."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {dt.datetime: DateTime(timezone=True), int: BigInteger}


# The models stand on `Base` itself; the extension gives them the session and engine of the application.
db = SQLAlchemy(metadata=Base.metadata)
DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]
"""For statements that are compiled once, before there is an engine."""


def words(kind: type[StrEnum]) -> Enum:
    """A text column that holds the values of a closed list."""
    return Enum(kind, native_enum=False, values_callable=lambda k: [member.value for member in k], length=40)


def identity() -> Any:
    """A bigint primary key that the database counts."""
    return mapped_column(BigInteger, Identity(), primary_key=True)


class Chained:
    """A row whose acts are recorded in its own hash chain: how many entries, and the digest of the last."""

    subject_kind: ClassVar[str]

    id: Mapped[int]
    chain_length: Mapped[int] = mapped_column(default=0)
    chain_head: Mapped[str] = mapped_column(String(64), default="")
