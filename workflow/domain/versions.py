"""Two texts of a paper beside one another: what stayed, what reads otherwise, what came, went or stands elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workflow.domain.blocks import clean, plain
from workflow.domain.differences import Piece as Run
from workflow.domain.differences import differences
from workflow.domain.matching import Pairs, matched
from workflow.domain.pieces import Piece
from workflow.domain.text_changes import Sort, sort_of

LEAST_FOLDED = 3
"""To fold fewer would save nothing."""
_NO_HEADING = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison. With both texts: one piece, unchanged (`sort` None) or not. With one: a piece that
    came or went; of one that moved `elsewhere` is the text at its other place, for it has a row at both."""

    old: Piece | None
    new: Piece | None
    sort: Sort | None
    elsewhere: Piece | None = None

    @property
    def runs(self) -> list[Run]:
        """Old and new word by word; emphasis shows only where nothing else differs."""
        before, after = self.old or self.elsewhere, self.new or self.elsewhere
        was, now = clean(before.shown) if before else "", clean(after.shown) if after else ""
        return differences(was, now) if plain(was) == plain(now) else differences(plain(was), plain(now))

    @property
    def rank(self) -> int:
        """Of a heading its rank, else 0."""
        piece = self.new or self.old
        return piece.rank if piece else 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that stand together, folded when nothing in them changed."""

    rows: tuple[Row, ...]
    folded: bool


def compared(old: Sequence[Piece], new: Sequence[Piece]) -> list[Row]:
    """The rows in reading order: those with an old text are the old text in its order, those with a new text the new
    one."""
    kept, moved = matched(old, new)
    rows: list[Row] = []
    was_from = now_from = 0
    for now, was in [*sorted(kept.items()), (len(new), len(old))]:
        rows += _gone(old, new, range(was_from, was), moved)
        rows += _come(old, new, range(now_from, now), moved)
        if now < len(new):
            rows.append(_kept(old[was], new[now]))
        was_from, now_from = was + 1, now + 1
    return rows


def stretches(rows: Sequence[Row]) -> list[Stretch]:
    """The rows with the unchanged ones folded away; a heading stays in sight when something under it changed."""
    shown = _in_sight(rows)
    found: list[Stretch] = []
    for row, seen in zip(rows, shown, strict=True):
        if found and found[-1].folded is not seen:
            found[-1] = Stretch((*found[-1].rows, row), not seen)
        else:
            found.append(Stretch((row,), not seen))
    return list(_joined(found))


def changed(rows: Iterable[Row]) -> int:
    """How many pieces differ, a moved one counted once."""
    return sum(row.sort is not None and not (row.sort is Sort.MOVED and row.new is None) for row in rows)


def _kept(was: Piece, now: Piece) -> Row:
    return Row(was, now, None if was.shown == now.shown else sort_of(was.said, now.said))


def _gone(old: Sequence[Piece], new: Sequence[Piece], places: Iterable[int], moved: Pairs) -> Iterator[Row]:
    new_place = {was: now for now, was in moved.items()}
    for was in places:
        elsewhere = new[new_place[was]] if was in new_place else None
        yield Row(old[was], None, Sort.MOVED if elsewhere else Sort.REMOVED, elsewhere)


def _come(old: Sequence[Piece], new: Sequence[Piece], places: Iterable[int], moved: Pairs) -> Iterator[Row]:
    for now in places:
        elsewhere = old[moved[now]] if now in moved else None
        yield Row(None, new[now], Sort.MOVED if elsewhere else Sort.ADDED, elsewhere)


def _in_sight(rows: Sequence[Row]) -> list[bool]:
    """Whether each row is shown: a change, or a heading over the next change."""
    seen: list[bool] = []
    over = 0  # the highest rank of the headings between here and the next change
    for row in reversed(rows):
        if row.sort is not None:
            over = row.rank or _NO_HEADING
            seen.append(True)
        elif row.rank:
            seen.append(row.rank < over)
            over = min(over, row.rank)
        else:
            seen.append(False)
    return seen[::-1]


def _joined(found: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches too short to fold are shown with their neighbours."""
    held: Stretch | None = None
    for one in found:
        if one.folded and len(one.rows) >= LEAST_FOLDED:
            if held:
                yield held
            yield one
            held = None
        else:
            held = Stretch((*(held.rows if held else ()), *one.rows), folded=False)
    if held:
        yield held
