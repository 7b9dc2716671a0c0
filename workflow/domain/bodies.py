"""Which organisation a plan means by a name: written out or short, with or without the word for its kind."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workflow.domain.folding import fold
from workflow.domain.states import Level

_SHORT = {
    "btv": "ban thuong vu",
    "bch": "ban chap hanh",
    "ubkt": "uy ban kiem tra",
    "vp": "van phong",
    "mttq": "mat tran to quoc",
    "tu": "tinh uy",
    "du": "dang uy",
    "db": "dang bo",
    "cb": "chi bo",
}
_CHARGE = re.compile(r"(?:giao(?: cho)?|de nghi|yeu cau|phan cong|doi voi) ")
# What stands before the name of a Party organisation; the name alone is one of its names.
_KIND = re.compile(
    r"(?:(?:cap uy|chi uy|chi bo|dang uy|dang bo|ban thuong vu|thuong truc|ban chap hanh|tap the|bi thu|pho bi thu) )+"
)
# Who decides and acts for a committee, without its name.
_ITSELF = re.compile(
    r"(?:(?:ban thuong vu|thuong truc|ban chap hanh|tap the) )?"
    r"(?P<kind>dang uy|dang bo|tinh uy|thanh uy|huyen uy|thi uy|dang bo tinh|chi bo|chi uy)"
)
_OF_CELLS = frozenset({"chi bo", "chi uy"})
_OF_PROVINCES = frozenset({"tinh uy", "dang bo tinh"})
# Whose body it is: "Ban Dân vận Tỉnh uỷ", "Văn phòng Đảng uỷ".
_WHOSE = re.compile(r" (?:cua )?(?:dang uy|tinh uy|thanh uy|huyen uy|thi uy|dang bo)(?: .*)?$")


_Way = Callable[[str, Level], frozenset[str]]


@dataclass(frozen=True, slots=True)
class House:
    """An organisation by what it is called."""

    id: int
    name: str
    short_name: str
    level: Level


def house_called(body: str, owner: House, around: Sequence[House]) -> int | None:
    """The organisation that a plan of `owner` means: the owner itself by the word for what it is ("Đảng uỷ", "Ban
    Thường vụ Tỉnh uỷ"), one around it by its name, its short one, either without the word for its kind ("Cấp uỷ Thư
    viện tỉnh"), or an advisory body with its committee's name or without. None when nobody or more than one is
    called so."""
    words = _words(body)
    houses = [owner, *(one for one in around if one.id != owner.id)]
    for called in (_full, _bare, _advisory):
        found = {one.id for one in houses if words and _meets(called, words, one)}
        if found:
            return found.pop() if len(found) == 1 else None
    return owner.id if _is_itself(words, owner.level) else None


def _meets(called: _Way, words: str, house: House) -> bool:
    return bool(called(words, house.level) & {key for one in _names(house) for key in called(one, house.level)})


def _full(words: str, level: Level) -> frozenset[str]:
    return frozenset({words})


def _bare(words: str, level: Level) -> frozenset[str]:
    if level is Level.ADVISORY:
        return frozenset()
    found = _KIND.match(words)
    # A single word that is left ("sở", "xã") names nobody in particular.
    rest = words[found.end() :] if found else words
    return frozenset({rest} if " " in rest else ())


def _advisory(words: str, level: Level) -> frozenset[str]:
    return frozenset({_WHOSE.sub("", words)} if level is Level.ADVISORY else ())


def _is_itself(words: str, level: Level) -> bool:
    found = _ITSELF.fullmatch(words)
    if found is None:
        return False
    kind = found["kind"]
    if level is Level.CELL:
        return kind in _OF_CELLS
    return kind not in _OF_CELLS and (level is Level.PROVINCE or kind not in _OF_PROVINCES)


def _names(house: House) -> Iterable[str]:
    return {_words(house.name), _words(house.short_name)}


def _words(name: str) -> str:
    spelled = " ".join(_SHORT.get(word, word) for word in fold(name).split())
    charge = _CHARGE.match(spelled)
    return spelled[charge.end() :] if charge else spelled
