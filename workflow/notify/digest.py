"""The lines of a person's notice of the day: what came, what is due, what was returned or answered, who acts next."""

import datetime as dt
from collections.abc import Iterable, Mapping

from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.digest import Group, Line, joined, reminded
from workflow.domain.facts import Fact
from workflow.domain.labels import CLEARINGS, STATES
from workflow.domain.states import Role
from workflow.models import Notification
from workflow.queries import task_clearings
from workflow.queries.digest import news_since
from workflow.queries.due import Duty, Span, duties
from workflow.queries.inbox import Work
from workflow.queries.openable import is_still_open, is_still_told, taken_from

_RETURNED = frozenset(
    {
        Fact.DOCUMENT_RETURNED,
        Fact.DOCUMENT_RETURNED_TO_APPRAISAL,
        Fact.DOCUMENT_SENT_BACK,
        Fact.DOCUMENT_STEP_FAILED,
        Fact.DIFFICULTY_RETURNED,
    }
)
_ANSWERED = frozenset(
    {
        Fact.DOCUMENT_RECEIVED,
        Fact.DOCUMENT_CONSOLIDATED,
        Fact.DOCUMENT_SUPERSEDED,
        Fact.DOCUMENT_CANCELLED,
        Fact.OPINION_KEPT,
        Fact.OPINION_ANSWERED,
        Fact.DIFFICULTY_ANSWERED,
        Fact.DIFFICULTY_ANSWERED_IN_PART,
        Fact.CAMPAIGN_EXTENDED,
        Fact.EXTENSION_REFUSED,
    }
)
_ACTS: Mapping[Work, str] = {
    Work.REPORT: "lập báo cáo",
    Work.HAND_UP: "cho ý kiến và chuyển lên",
    Work.RECEIVE: "tiếp nhận",
    Work.CONSOLIDATE: "tổng hợp",
    Work.MEND: "sửa và trình lại",
    Work.WRITE: "soạn và trình",
    Work.APPRAISE: "thẩm định",
    Work.APPROVE: "cho ý kiến",
    Work.OPINION: "cho ý kiến bằng phiếu",
    Work.CONCLUDE: "lấy ý kiến, kết luận",
    Work.NUMBER: "lấy số",
    Work.SIGN: "ký số",
    Work.SEAL: "đóng dấu",
    Work.SEND: "gửi đi",
    Work.MATTER: "xem và trả lời",
    Work.CLARIFY: "làm rõ",
    Work.EXTENSION: "trả lời",
    Work.ARRIVAL: "tiếp nhận vào sổ",
    Work.PLAN: "soạn kế hoạch của đơn vị",
    Work.TASK: "hoàn thành và báo cáo kết quả",
    Work.URGE: "đôn đốc",
    Work.SLOW: "nhắc người đang giữ việc",
}


def lines_for(actor: Actor, since: dt.datetime, today: dt.date, soon: dt.date) -> list[Line]:
    """What the person is told today, one line for each matter; nothing when there is nothing. `since` is when they were
    told last, `soon` the last due day that is reminded of."""
    known = duties(actor, Span(today, soon))
    news = news_since(actor.user_id, since) if actor.user_id is not None else ()
    told = [line for line in _news(news, {duty.path for duty in known}) if is_still_told(line, actor)]
    return joined([*told, *_taken_back(news, actor), *_cleared(actor, since), *_due(known, since, today, soon)])


def _cleared(actor: Actor, since: dt.datetime) -> Iterable[Line]:
    """What units said, beside reports, of tasks that the person's offices set."""
    desks = [one for one in sorted(actor.organisation_ids) if actor.holds(one, Role.OFFICE)]
    for one in task_clearings.since(since, desks) if desks else ():
        task = one.task
        title = f"{one.organisation.name}: {CLEARINGS[one.way].lower()} nhiệm vụ {task.place}".rstrip()
        yield Line(Group.ANSWERED, title, f"/ke-hoach/{task.document_id}/nhiem-vu#nv-{task.id}", one.said)


def _news(told: Iterable[Notification], mine: set[str]) -> Iterable[Line]:
    """The newest first. A paper that waits for others is told of once, by what happened last."""
    past = set[str]()
    for one in told:
        path, group = _path(one), _group(one.fact)
        if one.fact is Fact.EXTENSION_ASKED:
            continue  # it waits itself, until somebody has answered it
        if path in mine or one.document is None:
            yield Line(group, one.title, path, one.text)
        elif group is not Group.RETURNED and path not in past:  # returned and mended since, it waits for others
            past.add(path)
            now = f"Hiện nay: {STATES[one.document.state].lower()}."
            yield Line(Group.ANSWERED, one.title, path, f"{one.text}\n{now}")


def _taken_back(told: Iterable[Notification], actor: Actor) -> Iterable[Line]:
    """What was sent to the person's house and taken back before anybody received it: it is not there to be opened."""
    for one in told:
        recalled = one.document_id if one.fact is Fact.DOCUMENT_RECALLED else None
        house = taken_from(recalled, one.ordinal, actor) if recalled else None
        if house is not None and not is_still_open(_path(one), actor):
            yield Line(Group.ANSWERED, one.title, "", one.text, house=house)


def _path(one: Notification) -> str:
    if one.campaign_id:
        return f"/dot-bao-cao/{one.campaign_id}"
    return f"/van-ban/{one.document_id}" if one.document_id else f"/kho-khan/{one.difficulty_id}"


def _group(fact: Fact) -> Group:
    if fact in _RETURNED:
        return Group.RETURNED
    if fact is Fact.CAMPAIGN_UNIT_LATE:
        return Group.LATE
    return Group.ANSWERED if fact in _ANSWERED else Group.NEW


def _due(known: Iterable[Duty], since: dt.datetime, today: dt.date, soon: dt.date) -> Iterable[Line]:
    for duty in known:
        group = reminded(duty.due_on, today, soon) or (Group.NEW if duty.since > since else None)
        if group is not None:
            until = f", hạn {dates.short(duty.due_on)}" if duty.due_on else ""
            said = "\n".join(filter(None, (duty.said, f"Chờ đồng chí {_ACTS[duty.act]}{until}.")))
            yield Line(group, duty.title, duty.path, said, duty.due_on)
