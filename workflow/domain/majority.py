"""When a committee has decided: how many must take part, how many must agree; exact fractions, no rounding."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from workflow.domain.errors import InvalidInput
from workflow.domain.states import DecisionWay

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Rules:
    """How a body decides. At least `quorum` of its members take part; more than `majority` agree, of all its members
    (Điều lệ Đảng, Điều 9: more than half of the members) or, where the body's own rules say so, of those present.
    The defaults are those of quy chế làm việc (Điều 11); each body sets its own."""

    way: DecisionWay = DecisionWay.ONE
    quorum: Fraction = Fraction(2, 3)
    majority: Fraction = HALF
    of_present: bool = False

    @property
    def is_collective(self) -> bool:
        """Whether more than one person decides."""
        return self.way is not DecisionWay.ONE


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted: members of the body, those who took part, those who agreed, those who did not."""

    members: int
    present: int
    agreed: int
    opposed: int = 0


def rules_of(way: DecisionWay, quorum: str, majority: str, *, of_present: bool) -> Rules:
    """The rules from fractions as they are written ("2/3"). Refuses (InvalidInput) a quorum that is not from one half
    to all, and a majority that less than half would reach or nobody could."""
    try:
        least, more = Fraction(quorum), Fraction(majority)
    except (ValueError, ZeroDivisionError) as wrong:
        raise InvalidInput("Tỷ lệ ghi bằng phân số, ví dụ 2/3.") from wrong
    if not HALF <= least <= 1:
        raise InvalidInput("Số tham gia phải từ 1/2 tới tất cả.", fields={"quorum": "Chọn từ 1/2 tới tất cả."})
    if not HALF <= more < 1:
        raise InvalidInput("Số đồng ý phải quá 1/2 trở lên.", fields={"majority": "Chọn từ quá 1/2 trở lên."})
    return Rules(way, least, more, of_present)


def needed_present(rules: Rules, members: int) -> int:
    """The least number of members who must take part."""
    return ceil(rules.quorum * members)


def needed_agreed(rules: Rules, count: Count) -> int:
    """The least number who must agree: more than the share, never just the share."""
    return floor(rules.majority * (count.present if rules.of_present else count.members)) + 1


def why_not_adopted(rules: Rules, count: Count) -> str | None:
    """None when the text is adopted, else what is short, in numbers."""
    present, agreed = needed_present(rules, count.members), needed_agreed(rules, count)
    if count.present < present:
        return f"Mới có {count.present}/{count.members} uỷ viên tham gia, cần ít nhất {present}."
    if count.agreed < agreed:
        return f"Mới có {count.agreed} đồng ý, cần ít nhất {agreed}."
    return None
