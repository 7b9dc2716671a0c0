"""What plans write behind a task in so many words: "Cơ quan chủ trì: …", "Cơ quan phối hợp: …", "Thời gian: …"."""

import re
from dataclasses import dataclass

from workflow.domain.deadlines import Deadline
from workflow.paper.parse.task_bodies import NOBODY, Bodies, named
from workflow.paper.parse.task_deadlines import deadline_of

_BODY = r"(?:cơ quan|đơn vị|bộ phận|tổ chức|tập thể|đồng chí|người|cá nhân|ban)"
_WHO = rf"(?:(?:các )?{_BODY}(?:,? {_BODY})?\s+)?"
_LEAD = (
    rf"{_WHO}(?:chủ trì(?: thực hiện| tham mưu)?|chịu trách nhiệm(?: chính)?|phụ trách|thực hiện|tham mưu)"
    r"|phân công|trách nhiệm"
)
_WITH = rf"{_WHO}phối hợp(?: thực hiện)?"
_WHEN = r"(?:hoàn thành|thực hiện|triển khai|báo cáo|gửi|xong|tiến độ)"
_TIME = rf"(?:thời gian|thời hạn|tiến độ|hạn)(?:,? {_WHEN})*"
_LABEL = re.compile(
    r"(?:^|(?<=[.;,(–-])|(?<=[.;,(] )|(?<=[–-] ))[-+*\s]{0,6}"
    rf"(?:(?P<lead>{_LEAD})|(?P<coop>{_WITH})|(?P<time>{_TIME}))\s*:\s*",
    re.IGNORECASE,
)
_END = re.compile(r"\.(?=\s|$)|\)")


@dataclass(frozen=True, slots=True)
class Said:
    """What labels say of a task, and the words of the block without them."""

    rest: str
    bodies: Bodies = NOBODY
    deadline: Deadline | None = None
    deadline_words: str = ""

    @property
    def anything(self) -> bool:
        """Whether there was any label."""
        return bool(self.bodies.lead or self.bodies.cooperating or self.deadline_words)


def labels_of(words: str) -> Said:
    """The labels in a text. What stands behind one goes to the end of its sentence or to the next label."""
    found = list(_LABEL.finditer(words))
    if not found:
        return Said(words)
    told: dict[str, list[str]] = {"lead": [], "coop": [], "time": []}
    rest, at = "", 0
    for label, limit in zip(found, [*(one.start() for one in found[1:]), len(words)], strict=True):
        end = _END.search(words, label.end(), limit)
        stop = end.end() if end else limit
        told[label.lastgroup or "lead"].append(words[label.end() : end.start() if end else limit].strip(" .;,-("))
        rest += words[at : label.start()]
        at = stop
    rest = (rest + words[at:]).strip(" (-+")
    time = "; ".join(told["time"])
    bodies = Bodies(named("; ".join(told["lead"])), named("; ".join(told["coop"])))
    return Said(rest, bodies, deadline_of(time, alone=True) if time else None, time)
