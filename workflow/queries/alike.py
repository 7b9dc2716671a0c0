"""The source blocks of a section that nobody handled yet and that say nearly the same, each group under its first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import joinedload

from workflow.domain.likeness import differ_in_figures, groups
from workflow.domain.states import SourceState
from workflow.models import SourceBlock, db
from workflow.queries.consolidation import Filter, filtered

__all__ = ["Alike", "AlikePage", "SourceBlock", "alike"]

MOST_SHOWN = 300
"""Blocks on one page of groups; a group is never divided."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two or more blocks that say nearly the same, the first of the units first; `figures_differ` when they do not all
    name the same figures."""

    blocks: tuple[SourceBlock, ...]
    figures_differ: bool

    @property
    def first(self) -> SourceBlock:
        """The block under which the others stand."""
        return self.blocks[0]

    @property
    def units(self) -> tuple[str, ...]:
        """The units that say it, each once."""
        return tuple(dict.fromkeys(block.organisation.short_name for block in self.blocks))


@dataclass(frozen=True, slots=True)
class AlikePage:
    """A page of groups; `following` is the position of its last group's first block, None on the last page; how many
    groups there are, and how many blocks stand in them."""

    groups: Sequence[Alike]
    following: int | None
    group_count: int
    block_count: int


def alike(document_id: int, section_key: str, wanted: Filter, after: int = 0) -> AlikePage:
    """The section's groups that begin after a position, in one statement; the filter's unit and words narrow down what
    is compared."""
    query = filtered(document_id, section_key, replace(wanted, state=SourceState.OPEN))
    query = query.options(joinedload(SourceBlock.organisation)).order_by(SourceBlock.position)
    blocks = db.session.scalars(query).all()
    found = [_group([blocks[place] for place in one]) for one in groups([b.text for b in blocks]) if len(one) > 1]
    shown = _fitting([one for one in found if one.first.position > after])
    is_last = not shown or shown[-1] is found[-1]
    return AlikePage(
        groups=shown,
        following=None if is_last else shown[-1].first.position,
        group_count=len(found),
        block_count=sum(len(one.blocks) for one in found),
    )


def _group(blocks: Sequence[SourceBlock]) -> Alike:
    return Alike(tuple(blocks), differ_in_figures([block.text for block in blocks]))


def _fitting(found: Sequence[Alike]) -> list[Alike]:
    shown: list[Alike] = []
    for one in found:
        if shown and sum(len(group.blocks) for group in shown) + len(one.blocks) > MOST_SHOWN:
            break
        shown.append(one)
    return shown
