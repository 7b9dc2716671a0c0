"""Who takes another's place for some days: which roles pass on, and what may not be agreed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow.domain import dates
from workflow.domain.states import Role

# A signature is a person's own: whoever signs does so by a role of signer of their own, T/M, T/L or K/T (HD36 1.7), so
# a signer's substitute decides and does not sign. Administration and inspection are not passed on at all.
PASSED_ON: Mapping[Role, Role] = {
    Role.DRAFTER: Role.DRAFTER,
    Role.OFFICE: Role.OFFICE,
    Role.CLERK: Role.CLERK,
    Role.MEMBER: Role.MEMBER,
    Role.SIGNER: Role.MEMBER,
}
LONGEST_CHAIN = 3  # A's substitute is away too, and his as well: whoever comes then no longer knows the matter
LONGEST_DAYS = 92  # a quarter; whoever is away longer is replaced by giving the role to somebody


@dataclass(frozen=True, slots=True)
class Absence:
    """Within one organisation: who is away from a day to a day, both counted, and who stands in."""

    absent_id: int
    substitute_id: int
    from_day: dt.date
    to_day: dt.date

    def covers(self, day: dt.date) -> bool:
        """Whether it counts on the day."""
        return self.from_day <= day <= self.to_day


def wrong_with(new: Absence, known: Iterable[Absence]) -> tuple[str, str] | None:
    """(field, sentence) that says why the absence cannot stand beside those known in the organisation: somebody stands
    in already, two stand in for each other in a ring, or the chain of substitutes grows too long. None when it can."""
    if new.absent_id == new.substitute_id:
        return "substitute", "Người thay phải là người khác."
    if new.to_day < new.from_day:
        return "to_day", "Ngày cuối phải từ ngày đầu trở đi."
    if (new.to_day - new.from_day).days >= LONGEST_DAYS:
        return "to_day", f"Nhiều nhất {LONGEST_DAYS} ngày. Vắng lâu hơn thì hãy giao vai trò cho người khác."
    near = [one for one in known if one.from_day <= new.to_day and new.from_day <= one.to_day]
    # who stands in for whom changes only where somebody's absence begins
    for day in sorted({new.from_day, *(one.from_day for one in near if one.from_day > new.from_day)}):
        found = _wrong_on(day, new, {one.absent_id: one.substitute_id for one in near if one.covers(day)})
        if found:
            return found
    return None


def _wrong_on(day: dt.date, new: Absence, stands_in: dict[int, int]) -> tuple[str, str] | None:
    on = dates.short(day)
    if new.absent_id in stands_in:
        return "from_day", f"Ngày {on} đã có người thay. Hãy kết thúc việc thay cũ trước, hoặc chọn ngày khác."
    stands_in[new.absent_id] = new.substitute_id
    if _steps(new.substitute_id, stands_in, new.absent_id) is None:
        return "substitute", f"Ngày {on} chính người này lại vắng và được đồng chí kia thay. Hãy chọn người khác."
    if any((_steps(one, stands_in, one) or 0) > LONGEST_CHAIN for one in stands_in):
        return "substitute", f"Ngày {on} đã có quá {LONGEST_CHAIN} người thay nối nhau. Hãy chọn người không vắng."
    return None


def _steps(begun: int, stands_in: Mapping[int, int], never: int) -> int | None:
    """How many substitutes stand one behind another, None when the way comes to `never`."""
    here, steps = begun, 0
    while (here := stands_in.get(here, 0)) and steps <= len(stands_in):
        if here == never:
            return None
        steps += 1
    return steps
