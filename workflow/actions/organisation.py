"""The tree: found an organisation, its nhiệm kỳ, and what is printed of it."""

import datetime as dt

from sqlalchemy import ColumnElement, delete

from workflow.actions.founding import begin_term, found, hold_tree
from workflow.actions.opinion_text import stop_rounds_of
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotFound, NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.inputs.registers import OpenTerm
from workflow.domain.majority import Rules
from workflow.domain.permissions import Permission, require
from workflow.domain.series import INCOMING_KIND
from workflow.domain.states import Role
from workflow.models import Organisation, Series, Term, db
from workflow.models.clock import now, today
from workflow.queries.organisations import OrganisationCase, by_id, for_change
from workflow.queries.registers import HeldTerm, dated_from, terms


@action
def found_organisation(given: FoundOrganisation, *, actor: Actor, token: str | None = None) -> Organisation:
    """Found an organisation below another; only the system founds the top of a tree. Refuses an empty name, a level
    that cannot stand there, and the same press twice (AlreadyDone)."""
    once(token)
    hold_tree(alone=False)
    superior = by_id(given.superior_id) if given.superior_id is not None else None
    if superior is None and not actor.is_system:
        raise NotPermitted("Chỉ hệ thống lập được đơn vị cao nhất. Hãy chọn đơn vị cấp trên.")
    if superior is not None and not actor.is_system:
        require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(superior))
    return found(given, superior, today(), actor)


@action
def open_term(organisation_id: int, given: OpenTerm, *, actor: Actor) -> Term:
    """Write down a nhiệm kỳ: from its first day papers are numbered anew from 01. Refuses a day that begins one
    already, and, unless `keep_given`, one from which papers have got numbers of the term before."""
    organisation = for_change(organisation_id)
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation))
    if not given.name.strip():
        raise InvalidInput("Nhiệm kỳ cần có tên.", fields={"name": "Hãy ghi tên nhiệm kỳ."})
    if any(term.days.from_day == given.from_day for term in terms(organisation_id)):
        message = f"Đã có nhiệm kỳ bắt đầu ngày {dates.short(given.from_day)}."
        raise InvalidInput(message, fields={"from_day": message})
    if not given.keep_given:
        _refuse_numbered_since(organisation_id, given.from_day)
    term = begin_term(organisation_id, given.name.strip(), given.from_day, given.numbering)
    details: dict[str, object] = {"term": term.name, "day": given.from_day.isoformat()}
    details |= {"numbering": given.numbering.value, "keep_given": given.keep_given}
    record(organisation, Fact.TERM_OPENED, actor, now(), Said(details=details, role=Role.ADMIN))
    return term


@action
def remove_term(organisation_id: int, term_id: int, *, actor: Actor) -> None:
    """Take back a nhiệm kỳ written by mistake. Refuses one in which numbers were given, and the only one."""
    organisation = for_change(organisation_id)
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation))
    held = terms(organisation_id)
    term = next((one for one in held if one.id == term_id), None)
    if term is None:
        raise NotFound("Không có nhiệm kỳ này.")
    if term.numbers or len(held) == 1:
        raise TransitionRefused("Chỉ bỏ được nhiệm kỳ chưa cấp số nào, và đơn vị phải còn ít nhất một nhiệm kỳ.")
    db.session.execute(delete(Series).where(Series.organisation_id == organisation_id, _opened_in(term)))
    db.session.execute(delete(Term).where(Term.id == term_id))
    details = {"term": term.name, "day": term.days.from_day.isoformat()}
    record(organisation, Fact.TERM_REMOVED, actor, now(), Said(details=details, role=Role.ADMIN))


@action
def set_file_code(organisation_id: int, code: str, *, actor: Actor) -> Organisation:
    """The code with which the names of the organisation's files begin ("A32.65"); empty takes it away. The same again
    changes nothing."""
    organisation = for_change(organisation_id)
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation))
    if organisation.code == (code.strip() or None):
        return organisation
    organisation.code = code.strip() or None
    record(organisation, Fact.ORGANISATION_CHANGED, actor, now(), Said(details={"code": code.strip()}, role=Role.ADMIN))
    return organisation


@action
def set_rules(organisation_id: int, rules: Rules, *, actor: Actor) -> bool:
    """Choose how a committee decides; what is before it already is decided by the new rules, and where one person
    approves from now on the rounds of opinions end. Whether that is a change: the same again leaves no entry. Refuses
    NotPermitted, and anything but one person's approval for a chi bộ, whose meeting is recorded with that
    (TransitionRefused)."""
    organisation = for_change(organisation_id)
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation))
    if organisation.is_cell and rules.is_collective:
        raise TransitionRefused("Chi bộ thông qua tại hội nghị chi bộ, ghi ngay khi Bí thư thông qua văn bản.")
    if organisation.rules == rules:
        return False
    organisation.decides_by, organisation.majority_of_present = rules.way, rules.of_present
    organisation.quorum, organisation.majority = str(rules.quorum), str(rules.majority)
    at = now()
    if not rules.is_collective:
        stop_rounds_of(organisation_id, at)
    details: dict[str, object] = {"way": rules.way.value, "quorum": organisation.quorum}
    details |= {"majority": organisation.majority, "of_present": rules.of_present}
    record(organisation, Fact.ORGANISATION_DECIDES, actor, at, Said(details=details, role=Role.ADMIN))
    return True


@action
def set_step_days(organisation_id: int, days: int, *, actor: Actor) -> bool:
    """Choose after how many working days a step of the organisation is slow; 0: never. Whether that is a
    change: the same again leaves no entry. Refuses NotPermitted, and a chi bộ, where nobody stands above whoever does
    the step (TransitionRefused)."""
    organisation = for_change(organisation_id)
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation))
    if organisation.is_cell:
        raise TransitionRefused("Ở chi bộ, Bí thư làm hoặc thấy mọi bước nên không cần báo việc chậm.")
    if organisation.step_days == days:
        return False
    organisation.step_days = days
    record(organisation, Fact.ORGANISATION_CHANGED, actor, now(), Said(details={"step_days": days}, role=Role.ADMIN))
    return True


def _refuse_numbered_since(organisation_id: int, day: dt.date) -> None:
    given = dated_from(organisation_id, day)
    if not given:
        return
    named = ", ".join(entry.symbol for entry in given[:3]) + (" …" if len(given) > 3 else "")
    message = (
        f"Từ ngày {dates.short(day)} đã có văn bản lấy số ở nhiệm kỳ trước: {named}. "
        "Hãy chọn ngày sau đó, hoặc đánh dấu để các văn bản này giữ số đã cấp."
    )
    raise InvalidInput(message, fields={"keep_given": message})


def _opened_in(term: HeldTerm) -> ColumnElement[bool]:
    until = term.days.to_day or dt.date.max
    return Series.from_day.between(term.days.from_day, until) & (Series.last == 0) & (Series.kind != INCOMING_KIND)
