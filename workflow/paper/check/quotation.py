"""What a paper says of a cited document, against the citation register and against itself."""

from collections.abc import Iterator, Sequence

from workflow.domain import dates
from workflow.paper.check import alignment
from workflow.paper.check.alignment import Repeat
from workflow.paper.check.finding import Edit, Fix
from workflow.paper.check.reading import Mention, Reading, repeat_of
from workflow.paper.check.registry import ERROR, WARNING, Slip, rule
from workflow.paper.check.tones import fold

_REGISTER = "Sổ văn bản viện dẫn"
_SAME = 0.999  # of two titles: the same words in the same order


@rule(ERROR, _REGISTER)
def cited_title_differs(reading: Reading) -> Iterator[Slip]:
    """A cited title with a word too few, too many or another than in the citation register."""
    for mention, known, repeat in reading.repeats:
        if not (repeat.missing or repeat.extra):
            continue
        said = "; ".join([*_said("thiếu", repeat.missing), *_said("thừa", repeat.extra)])
        message = f"Trích yếu của {known.name} số {known.symbol} khác sổ văn bản viện dẫn ({said})"
        yield Slip(mention.spot.place, f"{message}; hãy ghi đúng “{known.title}”.", _retitled(mention, repeat))


@rule(WARNING, _REGISTER)
def cited_title_marks(reading: Reading) -> Iterator[Slip]:
    """A cited title with the right words and other commas than in the citation register."""
    for mention, known, repeat in reading.repeats:
        if not repeat.exact and not (repeat.missing or repeat.extra):
            fix = _retitled(mention, repeat)
            message = f"Trích yếu của {known.name} số {known.symbol} khác dấu câu so với sổ văn bản viện dẫn"
            yield Slip(mention.spot.place, f"{message}; hãy ghi đúng “{known.title}”.", fix)


@rule(ERROR, _REGISTER)
def cited_day_differs(reading: Reading) -> Iterator[Slip]:
    """A cited document with another day than in the citation register. A document of another term of office may bear
    the same symbol: only when the title is the same, or the paper gives both, is it this one."""
    for mention in reading.mentions:
        known = reading.register.get(str(mention.symbol), ())
        if mention.date is None or any(one.date == mention.date for one in known):
            continue
        meant = next((one for one in known if repeat_of(mention, one)), None)
        if meant and mention.day:
            proper, at = dates.short(meant.date), mention.text.index(mention.day, mention.end)
            fixed = mention.text[:at] + proper + mention.text[at + len(mention.day) :]
            message = f"{meant.name} số {meant.symbol} ghi ngày {mention.day}, sổ văn bản viện dẫn ghi ngày {proper}"
            fix = Fix(f"Ghi ngày {proper}.", (Edit(mention.spot, mention.text, fixed),))
            yield Slip(mention.spot.place, f"{message}; hãy sửa ngày.", fix)


@rule(ERROR, "Cách viện dẫn văn bản, thực tiễn các văn phòng cấp uỷ")
def cited_under_two_titles(reading: Reading) -> Iterator[Slip]:
    """One document has one title throughout a paper. A title cut short after the first time is no other title."""
    first: dict[str, str] = {}
    for cited in reading.citations:
        if not cited.title or reading.register.get(cited.symbol):
            continue  # what the register knows is compared with the register
        title = fold(cited.title)
        before = first.setdefault(cited.symbol, title)
        same = title.startswith(before) or before.startswith(title) or alignment.likeness(title, before) > _SAME
        if not same:
            shown = next((s.place for s, text in reading.prose if cited.symbol in text and cited.title in text), "body")
            yield Slip(
                shown,
                f"“{cited.symbol}” được nêu dưới hai trích yếu khác nhau; hãy đối chiếu văn bản gốc và ghi một cách.",
            )


def _said(verb: str, phrases: Sequence[str]) -> list[str]:
    return [f"{verb} “{'”, “'.join(phrases)}”"] if phrases else []


def _retitled(mention: Mention, repeat: Repeat) -> Fix | None:
    old = mention.text[repeat.start : repeat.end]
    if old == repeat.proper:
        return None
    fixed = mention.text[: repeat.start] + repeat.proper + mention.text[repeat.end :]
    return Fix(f"Ghi “{repeat.proper}”.", (Edit(mention.spot, mention.text, fixed),))
