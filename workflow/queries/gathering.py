"""The tables of the units in one section of a consolidation, and the one that was made of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import and_, select

from workflow.domain.blocks import digest
from workflow.domain.gathering import Doubt, Gathered, Given, cells_of, gathered, is_like
from workflow.domain.outline import Table
from workflow.domain.states import SourceState
from workflow.domain.table_text import as_text, rows_of
from workflow.models import Contribution, Document, Organisation, ResultBlock, Source, SourceBlock, db

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class UnitTable:
    """One table of a unit: the block that holds it, whether it stands in the one of all now."""

    block: SourceBlock
    given: Given
    is_in: bool

    @property
    def unit(self) -> str:
        """The unit's name."""
        return self.given.unit


@dataclass(frozen=True)
class Gathering:
    """The tables of a section that are gathered, or wait for it; `odd` ones have other columns and are handled one by
    one; `silent` units have none; `result` is the table of all, once it is made."""

    table: Table
    tables: Sequence[UnitTable]
    odd: Sequence[UnitTable]
    silent: Sequence[str]
    result: ResultBlock | None

    @cached_property
    def again(self) -> Gathered:
        """What gathering makes of what the units say now."""
        return gathered(self.table, [one.given for one in self.tables])

    @cached_property
    def text(self) -> str:
        """The same as the text of a block."""
        return as_text(self.again.rows)

    @property
    def doubts(self) -> Sequence[Doubt]:
        """What could not be added."""
        return self.again.doubts

    @property
    def differs(self) -> bool:
        """Whether the units' tables are not those any more that the table of all was made of."""
        return self.result is not None and self.result.gathered != digest(self.text)

    @property
    def is_rewritten(self) -> bool:
        """Whether a person changed the table of all after it was made."""
        return self.result is not None and self.result.gathered != digest(self.result.text)

    @property
    def waiting(self) -> Sequence[str]:
        """The units whose table is not in that of all."""
        return [one.unit for one in self.tables if not one.is_in]

    def units_of(self, row: str) -> list[tuple[str, tuple[str, ...]]]:
        """What each unit says in a fixed row."""
        return cells_of(row, (one.given for one in self.tables))


def gathering(document: Document, key: str) -> Gathering | None:
    """The tables of a section, in three statements; None where the outline asks for no table."""
    asked = document.outline.section(key) if document.outline else None
    if asked is None or asked.table is None:
        return None
    result = _result(document.id, key)
    found = _tables(document.id, key, result)
    like = [one for one in found if is_like(asked.table, one.given.rows)]
    odd = [one for one in found if not is_like(asked.table, one.given.rows)]
    return Gathering(asked.table, like, odd, _silent(document.id, key), result)


def _result(document_id: int, key: str) -> ResultBlock | None:
    query = select(ResultBlock).where(ResultBlock.document_id == document_id, ResultBlock.section_key == key)
    return db.session.scalars(query.where(ResultBlock.gathered.is_not(None))).one_or_none()


def _tables(document_id: int, key: str, result: ResultBlock | None) -> list[UnitTable]:
    """Those that nobody handled otherwise, in the order of the units."""
    behind = and_(
        Contribution.document_id == SourceBlock.document_id,
        Contribution.source_id == SourceBlock.source_id,
        Contribution.source_block == SourceBlock.block,
        Contribution.block == (result.block if result else None),
    )
    query = (
        select(SourceBlock, Organisation.short_name, Document.issued_on, Contribution.id)
        .join(Organisation, Organisation.id == SourceBlock.organisation_id)
        .join(Document, Document.id == SourceBlock.source_id)
        .outerjoin(Contribution, behind)
        .where(SourceBlock.document_id == document_id, SourceBlock.section_key == key)
        .where((SourceBlock.state == SourceState.OPEN) | Contribution.id.is_not(None))
        .where(SourceBlock.text.startswith("|"))
    )
    rows = db.session.execute(query.order_by(SourceBlock.position))
    return [_unit_table(block, name, day, made is not None) for block, name, day, made in rows]


def _unit_table(block: SourceBlock, name: str, day: dt.date | None, is_in: bool) -> UnitTable:
    return UnitTable(block, Given(name, rows_of(block.text), day), is_in)


def _silent(document_id: int, key: str) -> Sequence[str]:
    """The units among the sources that sent nothing of this section that is a table; a bounded number."""
    told = select(SourceBlock.source_id).where(
        SourceBlock.document_id == document_id, SourceBlock.section_key == key, SourceBlock.text.startswith("|")
    )
    query = select(Organisation.short_name).join(Source, Source.organisation_id == Organisation.id)
    query = query.where(Source.document_id == document_id, Source.source_id.not_in(told)).order_by(Source.position)
    return db.session.scalars(query.limit(MOST_NAMED + 1)).all()
