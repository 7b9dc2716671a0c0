"""Which of many texts say nearly the same: groups under the first of each, found without comparing all with all."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import ceil
from typing import TypeVar

from workflow.domain.blocks import plain

T = TypeVar("T")

LIKE_ENOUGH = 0.7
"""Shared words over all words of both (Jaccard): of twenty words about three may be others."""
MOST_COMPARED = 30
"""Beginnings of groups that one text is compared with, those with the most rare words in common; it bounds the work
when thousands of texts are half alike."""

_WORD = re.compile(r"\w+(?:[./,-]\w+)*")
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")


def groups(texts: Sequence[str]) -> list[list[int]]:
    """Every text's place (from 0) in exactly one group, in the order of the texts: a text joins the group whose first
    it is most like, if it is like enough, else it begins one. The same texts give the same groups."""
    bags = [frozenset(words(text)) for text in texts]
    common = Counter(word for bag in bags for word in bag)
    found: dict[int, list[int]] = {}
    begun_with: dict[str, list[int]] = defaultdict(list)
    for place, bag in enumerate(bags):
        rare = _rare(bag, common)
        leader = _leader(bag, _candidates(rare, begun_with), bags)
        if leader is None:
            found[place] = [place]
            for word in rare:
                begun_with[word].append(place)
        else:
            found[leader].append(place)
    return list(found.values())


def likeness(one: frozenset[T], other: frozenset[T]) -> float:
    """What two texts share over all that both have (words, or pairs of them), 0 to 1; two without any are not alike."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def words(text: str) -> list[str]:
    """The words of a text without marks, punctuation and capitals."""
    return _WORD.findall(plain(text).casefold())


def differ_in_figures(texts: Sequence[str]) -> bool:
    """Whether the texts do not all name the same figures, however alike their words are."""
    return len({tuple(_FIGURE.findall(text)) for text in texts}) > 1


def _rare(bag: frozenset[str], common: Mapping[str, int]) -> list[str]:
    """So many of the rarest words that any text that is like enough must have one of them among its own."""
    needed = len(bag) - ceil(LIKE_ENOUGH * len(bag)) + 1
    return sorted(bag, key=lambda word: (common[word], word))[:needed]


def _candidates(rare: Sequence[str], begun_with: Mapping[str, Sequence[int]]) -> list[int]:
    """The beginnings to compare with, the likeliest first; of equals the earlier."""
    met = Counter(place for word in rare for place in begun_with.get(word, ())[:MOST_COMPARED])
    return sorted(met, key=lambda place: (-met[place], place))[:MOST_COMPARED]


def _leader(bag: frozenset[str], candidates: Sequence[int], bags: Sequence[frozenset[str]]) -> int | None:
    scored = [(likeness(bag, bags[place]), -place) for place in candidates]
    best, place = max(scored, default=(0.0, 0))
    return -place if best >= LIKE_ENOUGH else None
