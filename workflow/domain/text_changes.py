"""What changed between two texts of a paper, block by block, and whether decisions given on the first still hold.

They fall when what the paper says changed: a word, a figure, a day, a block more or fewer or elsewhere, a file. They
hold when only its form did (features.md §3.20): see `domain.substance`; numbering, the rank of a block, urgency,
circulation, the drafter's mark, the contact and where the file copy is kept are form too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from workflow.domain.blocks import plain
from workflow.domain.parts import Parts
from workflow.domain.pieces import Content, Piece, is_file_copy, said_by
from workflow.domain.substance import Substance

_SHOWN_WORDS = 8
_MOST_TOLD = 3


class Sort(StrEnum):
    """What kind of change one is."""

    FORM = "form"
    WORDS = "words"
    FIGURE = "figure"
    DAY = "day"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


NAMES: Mapping[Sort, str] = {
    Sort.FORM: "sửa thể thức",
    Sort.WORDS: "sửa lời",
    Sort.FIGURE: "sửa số liệu",
    Sort.DAY: "sửa ngày",
    Sort.ADDED: "thêm",
    Sort.REMOVED: "bỏ",
    Sort.MOVED: "chuyển chỗ",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the block or the part of the paper, how it read before and how it reads now."""

    place: str
    sort: Sort
    before: str
    after: str

    @property
    def told(self) -> str:
        """ "sửa số liệu ở “Tổ chức 34 hoạt động…”"."""
        return f"{NAMES[self.sort]} ở “{first_words(self.before or self.after)}”"


def changes(before: Content, after: Content) -> list[Change]:
    """Everything that differs, in the order of the newer text; contents in the shape of a revision."""
    old, new = said_by(before), said_by(after)
    found = [*_compared(old, new)]
    return [*found, *_heads(before, after)]


def fall(found: Iterable[Change]) -> bool:
    """Whether decisions on the older text fall."""
    return any(one.sort is not Sort.FORM for one in found)


def summary(found: Iterable[Change]) -> str:
    """What made them fall, in one line."""
    grave = [one.told for one in found if one.sort is not Sort.FORM]
    more = f" và {len(grave) - _MOST_TOLD} chỗ nữa" if len(grave) > _MOST_TOLD else ""
    return "; ".join(grave[:_MOST_TOLD]) + more


def first_words(text: str) -> str:
    """The beginning of a block, by which a person knows it."""
    words = plain(text).lstrip("-– ").split()
    return " ".join(words[:_SHOWN_WORDS]).rstrip(",;:") + "…" if len(words) > _SHOWN_WORDS else " ".join(words)


def _compared(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Change]:
    matcher = SequenceMatcher(a=[one.said for one in old], b=[one.said for one in new], autojunk=False)
    codes = matcher.get_opcodes()
    gone = [one for tag, a, b, _, _ in codes if tag != "equal" for one in old[a:b]]
    come = [one for tag, _, _, c, d in codes if tag != "equal" for one in new[c:d]]
    alike = [pair for tag, a, b, c, d in codes if tag == "equal" for pair in zip(old[a:b], new[c:d], strict=True)]
    yield from _unlike(gone, come)
    yield from (Change(now.place, Sort.FORM, was.shown, now.shown) for was, now in alike if was.form != now.form)


def _unlike(gone: Sequence[Piece], come: Sequence[Piece]) -> Iterator[Change]:
    """What says something else: the same block in other words, a block that stands elsewhere, or one more or fewer."""
    moved = {one.said for one in gone} & {one.said for one in come}
    was = {one.place: one for one in gone if one.said not in moved}
    for one in come:
        before = was.pop(one.place, None)
        if one.said in moved:
            yield Change(one.place, Sort.MOVED, one.shown, one.shown)
        elif before is not None:
            yield Change(one.place, sort_of(before.said, one.said), before.shown, one.shown)
        else:
            yield Change(one.place, Sort.ADDED, "", one.shown)
    yield from (Change(one.place, Sort.REMOVED, one.shown, "") for one in was.values())


def sort_of(before: Substance, after: Substance) -> Sort:
    """What kind of change makes the one of the other."""
    if before == after:
        return Sort.FORM
    differing = set(before) ^ set(after)
    if any("/" in word and word[0].isdecimal() for word in differing):
        return Sort.DAY
    if any(sign.isdecimal() for word in differing for sign in word):
        return Sort.FIGURE
    return Sort.WORDS


def _heads(before: Content, after: Content) -> Iterator[Change]:
    was, now = _head(before), _head(after)
    if was != now:
        yield Change("parts", Sort.FORM, was, now)


def _head(content: Content) -> str:
    file_copies = [one for one in content.get("recipients", ()) if is_file_copy(one)]
    return "; ".join([*Parts.from_json(content.get("parts", {})).lines, *file_copies])
