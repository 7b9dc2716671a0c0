"""Tables of a page: the cells between its ruled lines, with the words that stand in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflow.domain.table_text import as_row
from workflow.paper.parse.pages.rows import marked, rows_of
from workflow.paper.parse.pages.words import Page, Rule, Word

_NEAR = 4.0  # points: edges that are one
_FEWEST = 2
_WHOLLY_BOLD = re.compile(r"\A\*\*([^*]+)\*\*\Z")


@dataclass(slots=True)
class Grid:
    """One table: where it stands, the places of its columns' edges, its rows."""

    left: float
    right: float
    top: float
    bottom: float
    columns: list[float]
    rows: list[list[str]]

    def lines(self) -> list[str]:
        """The rows as "| a | b |"."""
        return [as_row(row) for row in self.rows]

    def continues(self, above: "Grid") -> bool:
        """Whether it is the rest of a table of the page before: the columns stand in the same places."""
        return len(self.columns) == len(above.columns) and all(
            abs(mine - its) < _NEAR for mine, its in zip(self.columns, above.columns, strict=True)
        )


def take_grids(page: Page, number: int) -> tuple[list[Grid], list[Word]]:
    """The tables of a page, and the words outside them."""
    grids, rest = list[Grid](), list(page.words)
    for rules in _touching(page.rules):
        columns = _edges(rule.left for rule in rules if rule.upright)
        heights = _edges(rule.bottom for rule in rules if not rule.upright)
        if len(columns) <= _FEWEST or len(heights) < _FEWEST:
            continue  # a frame or an underline
        inside = [word for word in rest if _is_in(word, columns, heights)]
        if not inside:
            continue
        rest = [word for word in rest if not _is_in(word, columns, heights)]
        rows = _plain_head(_filled(columns, heights[::-1], rules, inside, number))
        grids.append(Grid(columns[0], columns[-1], heights[-1], heights[0], columns, rows))
    return grids, rest


def _plain_head(rows: list[list[str]]) -> list[list[str]]:
    """The head of a table is set in bold letters; its words are no more important for that."""
    return [[_WHOLLY_BOLD.sub(r"\1", cell) for cell in rows[0]], *rows[1:]]


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups that touch one another."""
    groups: list[list[Rule]] = []
    for rule in rules:
        near = [group for group in groups if any(_touch(rule, other) for other in group)]
        joined = [rule, *(one for group in near for one in group)]
        groups = [group for group in groups if not any(group is one for one in near)]
        groups.append(joined)
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.left <= other.right + _NEAR
        and other.left <= one.right + _NEAR
        and one.bottom <= other.top + _NEAR
        and other.bottom <= one.top + _NEAR
    )


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _is_in(word: Word, columns: Sequence[float], heights: Sequence[float]) -> bool:
    middle = (word.left + word.right) / 2
    return columns[0] - _NEAR < middle < columns[-1] + _NEAR and heights[0] < word.middle < heights[-1]


def _filled(
    columns: Sequence[float], heights: Sequence[float], rules: Sequence[Rule], words: Sequence[Word], page: int
) -> list[list[str]]:
    """The texts of the cells; a merged cell's text stands in its first place. `heights` run downwards."""
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        across = _place((word.left + word.right) / 2, columns)
        down = _place(-word.middle, [-height for height in heights])
        cells.setdefault(_first_place(down, across, columns, heights, rules), []).append(word)
    rows = [[""] * (len(columns) - 1) for _ in range(len(heights) - 1)]
    for (down, across), inside in cells.items():
        rows[down][across] = marked([word for row in rows_of(inside, page) for p in row.pieces for word in p.words])
    return rows


def _place(at: float, edges: Sequence[float]) -> int:
    return max(0, min(sum(edge < at for edge in edges) - 1, len(edges) - 2))


def _first_place(
    down: int, across: int, columns: Sequence[float], heights: Sequence[float], rules: Sequence[Rule]
) -> tuple[int, int]:
    """The first cell that is not parted from this one by a rule, to the left and then upwards."""
    middle = (heights[down] + heights[down + 1]) / 2
    while across and not any(
        rule.upright and abs(rule.left - columns[across]) < _NEAR and rule.bottom < middle < rule.top for rule in rules
    ):
        across -= 1
    centre = (columns[across] + columns[across + 1]) / 2
    while down and not any(
        not rule.upright and abs(rule.bottom - heights[down]) < _NEAR and rule.left < centre < rule.right
        for rule in rules
    ):
        down -= 1
    return down, across
