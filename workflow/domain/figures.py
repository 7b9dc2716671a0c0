"""Figures as Vietnamese readers write them, 4.120 and 95,7, and what one stands for: kept as an exact decimal."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import partial

from workflow.domain.blocks import clean
from workflow.domain.errors import InvalidInput
from workflow.domain.outline import Indicator, IndicatorKind

LARGEST = 10**15  # far above any headcount or sum in đồng of a report
MOST_DECIMALS = 6
EXACT = Context(prec=100)  # no sum of a whole country comes near
YES, NO = "có", "không"
_WHOLE = r"(?:\d{1,3}(?:\.\d{3})+|\d+)"
_NUMBER = re.compile(rf"(-?)({_WHOLE})(?:,(\d{{1,{MOST_DECIMALS}}}))?", re.ASCII)
_DIGITS = str.maketrans(",.", ".,")
_MONEY: Mapping[str, int] = {"đồng": 0, "nghìn đồng": 3, "triệu đồng": 6, "tỷ đồng": 9}
_TAIL = re.compile(r"\s*(\D*)$")
_WHOLE_NUMBER = Indicator("", "", "")


@dataclass(frozen=True, slots=True)
class Amount:
    """What one figure says. `base` belongs to two kinds: the target of what was done, and how many units answered a
    question to which `value` of them said yes."""

    value: Decimal
    base: Decimal | None = None


def number(value: int | float | Decimal) -> str:
    """ "4.120" for 4120, "95,7" for 95.7."""
    shown = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return shown.translate(_DIGITS)


def plain(value: Decimal) -> str:
    """The shortest exact decimal, as programs write it: "95.7" for 95.70."""
    whole, dot, places = f"{value:f}".partition(".")
    return f"{whole}.{places}".rstrip("0").rstrip(".") if dot else whole


def per_cent(amount: Amount) -> Decimal | None:
    """Value of base in per cent, to two places; None of nothing."""
    return quotient(EXACT.multiply(amount.value, Decimal(100)), amount.base) if amount.base else None


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """One through the other, to two places, half up; None through zero."""
    if not denominator:
        return None
    exact = EXACT.divide(numerator, denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP, context=EXACT)


def shown(amount: Amount | None, kind: IndicatorKind, *, of_units: bool = False) -> str:
    """The figure as it is printed, without the unit that stands beside it: "4.120", "92,28 %", "275/298 (92,28 %)",
    "Có"; of several units "12/40 đơn vị". Empty when nothing was said."""
    if amount is None:
        return ""
    value = number(Decimal(plain(amount.value)))
    if kind is IndicatorKind.PERCENT:
        return f"{value} %"
    if kind is IndicatorKind.YES_NO:
        answer = YES if amount.value else NO
        return f"{value}/{number(amount.base or 1)} đơn vị" if of_units else answer.capitalize()
    if kind is IndicatorKind.OF_TARGET and amount.base is not None:
        share = per_cent(amount)
        pair = f"{value}/{number(Decimal(plain(amount.base)))}"
        return pair if share is None else f"{pair} ({number(Decimal(plain(share)))} %)"
    return value


def typed(amount: Amount | None, kind: IndicatorKind) -> str:
    """The figure as a field shows it for editing; `parse` reads it back."""
    if amount is None:
        return ""
    value = number(Decimal(plain(amount.value)))
    if kind is IndicatorKind.YES_NO:
        return YES if amount.value else NO
    if kind is IndicatorKind.OF_TARGET:
        return f"{value}/{number(Decimal(plain(amount.base or Decimal(0))))}"
    return value


def parse(text: str, asked: Indicator) -> Amount | None:
    """The figure that was typed for what is asked, None for an empty field; refuses (InvalidInput) what does not fit.
    Below zero is taken only where the outline's lower bound is."""
    words = " ".join(clean(text).split()).casefold()
    if not words:
        return None
    below = asked.low is not None and asked.low < 0
    return _READERS[asked.kind](words, asked, below)


def parse_figure(text: str) -> int | None:
    """The whole number from 0 that was typed as 4120 or 4.120, as `parse`."""
    amount = parse(text, _WHOLE_NUMBER)
    return None if amount is None else int(amount.value)


def _number(words: str, below: bool, *, places: bool, example: str) -> Decimal:
    found = _NUMBER.fullmatch(words)
    if words.startswith("-") and not below:
        raise InvalidInput("nhập số từ 0 trở lên")
    if not found or (found[3] and not places):
        raise InvalidInput(f"nhập {'số' if places else 'số nguyên'}, ví dụ {example}")
    value = Decimal(f"{found[1]}{found[2].replace('.', '')}.{found[3] or '0'}")
    if abs(value) > LARGEST:
        raise InvalidInput("số này quá lớn, hãy kiểm tra lại")
    return Decimal(plain(value))


def _plain_number(words: str, asked: Indicator, below: bool, *, places: bool, example: str) -> Amount:
    return Amount(_number(words.removesuffix(asked.unit.casefold()).strip(), below, places=places, example=example))


def _percent(words: str, asked: Indicator, below: bool) -> Amount:
    return Amount(_number(words.removesuffix("%").strip(), below, places=True, example="92,28"))


def _money(words: str, asked: Indicator, below: bool) -> Amount:
    """In the unit that is asked, or in another one that was written behind it: 1.500 triệu đồng are 1,5 tỷ đồng."""
    tail = _TAIL.search(words)
    name = tail[1].strip().replace("tỉ", "tỷ") if tail else ""
    value = _number(words.removesuffix(tail[0]) if tail else words, below, places=True, example="1,5")
    if not name or name == asked.unit.casefold():
        return Amount(value)
    if name not in _MONEY or asked.unit not in _MONEY:
        raise InvalidInput(f"nhập số tiền theo {asked.unit}, ví dụ 1,5")
    return Amount(Decimal(plain(value.scaleb(_MONEY[name] - _MONEY[asked.unit], EXACT))))


def _yes_no(words: str, asked: Indicator, below: bool) -> Amount:
    if words not in {YES, NO}:
        raise InvalidInput(f"chọn {YES} hoặc {NO}")
    return Amount(Decimal(words == YES), Decimal(1))


def _of_target(words: str, asked: Indicator, below: bool) -> Amount:
    done, slash, target = words.partition("/")
    if not slash:
        raise InvalidInput("nhập số đạt được trên chỉ tiêu, ví dụ 275/298")
    read = partial(_number, below=below, places=True, example="275/298")
    return Amount(read(done.strip()), read(target.strip()))


_READERS: Mapping[IndicatorKind, Callable[[str, Indicator, bool], Amount]] = {
    IndicatorKind.INTEGER: partial(_plain_number, places=False, example="4.120"),
    IndicatorKind.DECIMAL: partial(_plain_number, places=True, example="95,7"),
    IndicatorKind.PERCENT: _percent,
    IndicatorKind.MONEY: _money,
    IndicatorKind.YES_NO: _yes_no,
    IndicatorKind.OF_TARGET: _of_target,
}
