"""Documents that a text cites: symbol, date and title as far as they are given."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from workflow.domain import numbers
from workflow.domain.blocks import plain
from workflow.domain.paper import Citation

_DATE = re.compile(r"\s*,?\s*(?:ngày\s+)?(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})")
_TITLE = re.compile(
    r"\s*,?\s*(?:của\s+[^;.,()“”\"]*?)?\s*"
    r"(?P<title>về\s+“[^”]*”|[vV]ề\s[^;(”“]+?|“[^”]*”)(?=\s*[;(“”]|\.\s|\.?$|\./)"
)


def citations(texts: Iterable[str]) -> tuple[Citation, ...]:
    """Every cited document once for each title it is given, in the order of first mention."""
    found = [cited for text in texts for cited in _in_text(plain(text))]
    symbols = dict.fromkeys(cited.symbol for cited in found)
    return tuple(one for symbol in symbols for one in _merged([cited for cited in found if cited.symbol == symbol]))


def _in_text(text: str) -> Iterator[Citation]:
    mentions = list(numbers.SYMBOL.finditer(text))
    for mention, following in zip_longest(mentions, mentions[1:]):
        limit = following.start() if following else len(text)
        date = _DATE.match(text, mention.end())
        title = _TITLE.match(text, date.end() if date else mention.end())
        named = _bare(title["title"]) if title and title.start("title") < limit else None
        yield Citation(str(numbers.from_match(mention)), _day(date), named)


def _bare(title: str) -> str:
    title = title.strip(" ,")
    return title.strip("“”") if title.startswith("“") else title


def _day(found: re.Match[str] | None) -> dt.date | None:
    if found is None:
        return None
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _merged(mentions: list[Citation]) -> Iterator[Citation]:
    """One citation for each title; a mention without title or date takes what another one says."""
    day = next((cited.date for cited in mentions if cited.date), None)
    titles: list[str | None] = list(dict.fromkeys(cited.title for cited in mentions if cited.title))
    for title in titles or [None]:
        own = next((cited.date for cited in mentions if cited.title == title and cited.date), day)
        yield Citation(mentions[0].symbol, own, title)
