"""How a round of opinions stands, in numbers and in words: what it still waits for before the body has decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.domain.majority import Count, Rules, why_not_adopted

_MOST_NAMED = 4
AT_MEETING = "Cấp uỷ quyết định tại hội nghị: chờ Văn phòng ghi ngày họp, số có mặt, số đồng ý."
NOT_ASKED = "Cấp uỷ quyết định tập thể: chờ Văn phòng lấy ý kiến bằng phiếu, hoặc ghi quyết định của hội nghị."


@dataclass(frozen=True, slots=True)
class Standing:
    """A round as it stands: the rules, what was counted, how many of the members did not write the text, the names of
    those not heard yet, how many opinions have no reply, whether its day has passed."""

    rules: Rules
    count: Count
    able: int
    waiting: Sequence[str]
    unanswered: int
    is_over: bool

    @property
    def given(self) -> str:
        """ "5/9 phiếu"."""
        return f"{self.count.present}/{self.count.members} phiếu"

    @property
    def short(self) -> str | None:
        """What the slips given so far lack for a decision."""
        return why_not_adopted(self.rules, self.count)

    @property
    def awaits(self) -> str | None:
        """None when the body has decided and the round may end by itself, else what it waits for."""
        if self.hopeless:
            return f"{self.hopeless} Chờ Văn phòng kết thúc lấy ý kiến, hoặc ghi quyết định của hội nghị."
        if self.waiting:
            return f"Đã có {self.given}, chờ {named(self.waiting)}."
        if self.short:
            return f"Đủ phiếu nhưng chưa thông qua. {self.short}"
        return self.unreplied

    @property
    def hopeless(self) -> str | None:
        """Why no decision by slips can come about any more, whatever they say."""
        return why_hopeless(self.rules, self.count.members, self.able)

    @property
    def unreplied(self) -> str | None:
        """The opinions that nobody replied to; before that the body's decision is not closed."""
        return f"Còn {self.unanswered} ý kiến chưa tiếp thu, giải trình." if self.unanswered else None

    @property
    def why_not_ended(self) -> str | None:
        """None when the office may end the round now: all were heard, its day has passed, no decision can come
        about, or the result is there (then, before its day, with a reason)."""
        if self.waiting and self.short and not self.is_over and not self.hopeless:
            return f"{self.awaits} {self.short}"
        return None if self.short else self.unreplied

    @property
    def needs_reason(self) -> bool:
        """Whether ending it now cuts off members who could still speak."""
        return bool(self.waiting) and not self.is_over and not self.hopeless


def why_hopeless(rules: Rules, members: int, able: int) -> str | None:
    """Those who wrote the text count as members and have no slip: with too many of them no majority can come about."""
    if why_not_adopted(rules, Count(members, able, able)) is None:
        return None
    return f"Chỉ {able}/{members} uỷ viên không phải người soạn nên lấy phiếu không đủ tỷ lệ."


def named(names: Sequence[str]) -> str:
    """Some names, the rest counted."""
    more = f" và {len(names) - _MOST_NAMED} đồng chí nữa" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
