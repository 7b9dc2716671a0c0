"""Which piece of a newer text is which piece of an older one, wherever it stands now."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import pairwise

from workflow.domain.likeness import LIKE_ENOUGH, likeness, words
from workflow.domain.pieces import Piece
from workflow.domain.unchanged import LEAST_WORDS

REWRITTEN = 0.5
"""So like must a piece be to one at its own place in the text; elsewhere it takes `LIKE_ENOUGH` to be the same."""
MOST_COMPARED = 12
"""Pieces that one piece is compared with, those that share its rarest words; it bounds the work."""

Pairs = dict[int, int]


def matched(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Pairs, Pairs]:
    """{place in the new text: place in the old} of the pieces that keep their order, and of those that moved. No piece
    is in two pairs. Short pieces ("Không.") are never said to have moved: they stand in many places."""
    alike = _in_order(old, new)
    likely = _likely(old, new, alike)
    pairs = alike | {now: was for now, (was, _) in likely.items()}
    kept = _rising(pairs, new)
    moved = {
        now: was
        for now, was in pairs.items()
        if now not in kept and likely.get(now, (was, 1.0))[1] >= LIKE_ENOUGH and _is_told_apart(new[now])
    }
    return kept | _renamed(old, new, kept, moved), moved


def _in_order(old: Sequence[Piece], new: Sequence[Piece]) -> Pairs:
    matcher = SequenceMatcher(a=[one.said for one in old], b=[one.said for one in new], autojunk=False)
    return {now + offset: was + offset for was, now, size in matcher.get_matching_blocks() for offset in range(size)}


def _likely(old: Sequence[Piece], new: Sequence[Piece], alike: Pairs) -> dict[int, tuple[int, float]]:
    """{place in the new text: (place in the old, likeness)} of what is left, the likest first, each once."""
    taken = set(alike.values())
    left = {place: _bag(piece) for place, piece in enumerate(old) if place not in taken}
    come = {place: _bag(piece) for place, piece in enumerate(new) if place not in alike}
    scored = [
        (-(1.0 if old[was].said == new[now].said else likeness(left[was], come[now])), abs(was - now), was, now)
        for now, was in _candidates(left, come)
    ]
    found: dict[int, tuple[int, float]] = {}
    for score, _, was, now in sorted(scored):
        if -score >= REWRITTEN and now not in found and was not in taken:
            found[now] = was, -score
            taken.add(was)
    return found


def _candidates(left: Mapping[int, frozenset[str]], come: Mapping[int, frozenset[str]]) -> Iterator[tuple[int, int]]:
    having: dict[str, list[int]] = defaultdict(list)
    for was, bag in left.items():
        for word in bag:
            having[word].append(was)
    for now, bag in come.items():
        rare = sorted((word for word in bag if word in having), key=lambda word: (len(having[word]), word))
        met: dict[int, float] = defaultdict(float)
        for word in rare[:MOST_COMPARED]:
            for was in _around(now, having[word]):
                met[was] += 1 / len(having[word])
        yield from ((now, was) for was in nlargest(MOST_COMPARED, met, key=lambda was: (met[was], -abs(was - now))))


def _around(place: int, places: Sequence[int]) -> Sequence[int]:
    """The nearest of many places."""
    first = max(0, bisect_left(places, place) - MOST_COMPARED // 2)
    return places[first : first + MOST_COMPARED]


def _rising(pairs: Pairs, new: Sequence[Piece]) -> Pairs:
    """The pairs with the most words that stand in the same order in both texts (the heaviest rising sequence), found by
    a tree of the best sequence up to each place."""
    size = max(pairs.values(), default=-1) + 2
    best: list[tuple[int, int]] = [(0, -1)] * (size + 1)
    before: Pairs = {}
    for now in sorted(pairs):
        spot, heaviest = pairs[now], (0, -1)
        while spot > 0:
            heaviest = max(heaviest, best[spot])
            spot -= spot & -spot
        before[now] = heaviest[1]
        mine, spot = (heaviest[0] + len(words(new[now].shown)) + 1, now), pairs[now] + 1
        while spot <= size:
            best[spot] = max(best[spot], mine)
            spot += spot & -spot
    kept: Pairs = {}
    last = max(best)[1]
    while last >= 0:
        kept[last], last = pairs[last], before[last]
    return kept


def _renamed(old: Sequence[Piece], new: Sequence[Piece], kept: Pairs, moved: Pairs) -> Pairs:
    """What was written anew at its place: the same name, between the same neighbours."""
    found: Pairs = {}
    away = set(moved.values())
    edges = [(-1, -1), *sorted(kept.items()), (len(new), len(old))]
    for (now_from, was_from), (now_to, was_to) in pairwise(edges):
        names = {old[was].place: was for was in range(was_from + 1, was_to) if was not in away}
        last = was_from
        for now in range(now_from + 1, now_to):
            was = names.get(new[now].place, -1)
            if was > last and now not in moved:
                found[now] = last = was
    return found


def _bag(piece: Piece) -> frozenset[str]:
    return frozenset(words(piece.shown))


def _is_told_apart(piece: Piece) -> bool:
    return len(words(piece.shown)) >= LEAST_WORDS
