"""What the unit that raised a difficulty does with it: raise, explain, withdraw, ask on, call an answer not enough."""

from workflow.actions.clearing_house import clearing_house
from workflow.actions.difficulty_moves import Doing, new_record, put_text, say, send_up, take, withdraw
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.dates import local_day
from workflow.domain.difficulties import DifficultyAct, WordKind
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.difficulties import Clarify, RaiseDifficulty, Remark
from workflow.domain.permissions import Permission, require
from workflow.models import Difficulty
from workflow.models.clock import now
from workflow.queries.audit import entries_of_row
from workflow.queries.difficulties import for_change
from workflow.queries.difficulty_links import DifficultyCase
from workflow.queries.organisations import OrganisationCase, by_id

NOBODY_ABOVE = "Đơn vị này không có cấp trên trực tiếp trong hệ thống để nêu khó khăn, kiến nghị."


@action
def raise_difficulty(
    organisation_id: int, given: RaiseDifficulty, *, actor: Actor, token: str | None = None
) -> Difficulty:
    """Raise a matter to the superior at any time. Refuses NotPermitted, an empty text, a clearing house that is none,
    and an organisation without a superior."""
    once(token)
    organisation = by_id(organisation_id)
    require(actor, Permission.DIFFICULTY_RAISE, OrganisationCase(organisation))
    if organisation.superior_id is None:
        raise TransitionRefused(NOBODY_ABOVE)
    through = clearing_house(organisation.superior_id, given.through_id)
    doing = Doing(actor, now(), organisation.id)
    difficulty = new_record(organisation, given, doing)
    send_up(difficulty, through, doing)
    return difficulty


@action
def clarify_difficulty(difficulty_id: int, given: Clarify, *, actor: Actor, token: str | None = None) -> Difficulty:
    """Explain a matter that was sent back, worded anew; it stands before the superior again."""
    once(token)
    difficulty, doing = _own(difficulty_id, given.version, actor)
    take(difficulty, DifficultyAct.CLARIFY, Fact.DIFFICULTY_CLARIFIED, doing, {"text": given.note})
    put_text(difficulty, given.text)
    say(difficulty, WordKind.CLARIFIED, given.note or given.text, doing)
    return difficulty


@action
def reopen_difficulty(difficulty_id: int, given: Remark, *, actor: Actor, token: str | None = None) -> Difficulty:
    """Call the answer "chưa thoả đáng", with the reason: the matter stands open again. Refuses an empty reason."""
    once(token)
    difficulty, doing = _own(difficulty_id, given.version, actor)
    say(difficulty, WordKind.UNSATISFIED, given.text, doing)
    take(difficulty, DifficultyAct.REOPEN, Fact.DIFFICULTY_REOPENED, doing, {"text": given.text})
    return difficulty


@action
def ask_further(difficulty_id: int, given: Remark, *, actor: Actor, token: str | None = None) -> Difficulty:
    """Put a question about an answer, whole or in part. Refuses an empty question and a matter without any answer."""
    once(token)
    difficulty, doing = _own(difficulty_id, given.version, actor)
    take(difficulty, DifficultyAct.ASK, Fact.DIFFICULTY_ASKED, doing, {"text": given.text})
    say(difficulty, WordKind.QUESTION, given.text, doing)
    return difficulty


@action
def withdraw_difficulty(difficulty_id: int, given: Remark, *, actor: Actor, token: str | None = None) -> Difficulty:
    """Take a matter back before the superior has it in hand, or when it was sent back. Refuses an empty reason."""
    once(token)
    difficulty, doing = _own(difficulty_id, given.version, actor)
    if not given.text.strip():
        raise InvalidInput("Hãy ghi lý do rút.", fields={"text": "Hãy ghi lý do rút."})
    withdraw(difficulty, given.text, doing)
    return difficulty


@action
def urge_difficulty(difficulty_id: int, *, actor: Actor) -> Difficulty:
    """Remind the desk that holds the matter, once a day: by the unit's office, or by a clearing house it came through.
    A second time on one day nothing happens."""
    difficulty = for_change(difficulty_id)
    case = DifficultyCase(difficulty)
    require(actor, Permission.DIFFICULTY_URGE, case)
    at = now()
    urged = [one.at for one in entries_of_row(difficulty) if one.fact is Fact.DIFFICULTY_URGED]
    if urged and local_day(urged[-1]) == local_day(at):
        return difficulty
    served = [one for one in (difficulty.organisation_id, *sorted(case.reached_ids)) if actor.holds(one)]
    take(difficulty, DifficultyAct.URGE, Fact.DIFFICULTY_URGED, Doing(actor, at, served[0]))
    return difficulty


def _own(difficulty_id: int, version: int, actor: Actor) -> tuple[Difficulty, Doing]:
    difficulty = for_change(difficulty_id, version)
    require(actor, Permission.DIFFICULTY_RAISE, DifficultyCase(difficulty))
    return difficulty, Doing(actor, now(), difficulty.organisation_id)
