"""The four rates as bars in the measures of an SVG; the template only draws what stands here."""

from dataclasses import dataclass

from workflow.queries.campaigns import Rates

WIDTH, ROW, BAR = 360, 56, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One rate: its name, how many of how many, and how long its bar is (0 to `WIDTH`); `look` is its colour and
    pattern."""

    look: str
    name: str
    count: int
    of: int
    length: int
    y: int

    @property
    def share(self) -> int:
        """In per cent, rounded."""
        return round(100 * self.count / self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars from above; `sentence` says in words what is drawn."""

    bars: tuple[Bar, ...]
    sentence: str
    width: int = WIDTH
    bar_height: int = BAR

    @property
    def height(self) -> int:
        """Of the whole."""
        return ROW * len(self.bars)


def chart_of(rates: Rates) -> Chart:
    """The bars of a period's rates, each of what was to be sent."""
    late = rates.arrived - rates.on_time + rates.late
    named = (
        ("sent", "Đã gửi", rates.arrived),
        ("ok", "Đúng hạn", rates.on_time),
        ("late", "Trễ", late),
        ("back", "Bị trả lại", rates.returned),
    )
    bars = tuple(_bar(place, rates.expected, *one) for place, one in enumerate(named))
    told = "; ".join(f"{bar.name.lower()} {bar.count}, {bar.share}%" for bar in bars)
    return Chart(bars, f"Trong {rates.expected} lượt phải gửi: {told}.")


def _bar(place: int, of: int, look: str, name: str, count: int) -> Bar:
    length = round(WIDTH * count / of) if of else 0
    return Bar(look, name, count, of, length, ROW * place)
