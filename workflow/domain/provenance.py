"""How much of a source is still in a result, and how the two relate."""

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache

from workflow.domain.blocks import plain
from workflow.domain.states import How

_TOLD = {How.EDITED: "có sửa", How.MERGED: "ghép với đoạn khác"}
_WORD = re.compile(r"\w+(?:[./-]\w+)*")


def kept_share(source: str, result: str) -> int:
    """Per cent (0-100) of the source's words that stand, in order, in the result; marks, punctuation and capitals do
    not count. In tables the order does not either: rows are put together and parted."""
    before = _words(source)
    if not before:
        return 0
    if source.startswith("|") and result.startswith("|"):
        return round(100 * (Counter(before) & _counted(result)).total() / len(before))
    after = _words(result)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return round(100 * sum(match.size for match in matcher.get_matching_blocks()) / len(before))


def relation(source: str, result: str, sources: int) -> How:
    """Merged when several sources stand behind the block, verbatim when the words are the same, else edited."""
    if sources > 1:
        return How.MERGED
    return How.VERBATIM if plain(source).split() == plain(result).split() else How.EDITED


def told(how: How, kept: int) -> str:
    """As the annex and the pages say it: "giữ nguyên văn", "ghép với đoạn khác, giữ 60% câu chữ"."""
    if how is How.VERBATIM:
        return "giữ nguyên văn"
    return f"{_TOLD[how]}, giữ {kept}% câu chữ"


@lru_cache(maxsize=4)
def _counted(text: str) -> Counter[str]:
    """Of one result, which every table behind it is held against."""
    return Counter(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text).casefold())
