"""What the desk that holds a difficulty does with it: receive, join like ones, pass up, charge a body, send back."""

from collections.abc import Collection, Sequence

from workflow.actions.clearing_house import clearing_house
from workflow.actions.difficulty_moves import Doing, join_into, new_record, note, say, send_up, take, touch, way_up
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.difficulties import DifficultyAct, DifficultyState, WordKind
from workflow.domain.errors import InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.difficulties import Charge, JoinDifficulties, PassUp, RaiseDifficulty, Remark
from workflow.domain.permissions import Permission, require
from workflow.models import Difficulty, Organisation, db
from workflow.models.clock import now
from workflow.queries.difficulties import for_change
from workflow.queries.difficulty_links import DifficultyCase, chain, locked, words_of
from workflow.queries.organisations import bodies_of, by_id

_ASKED_ON = (WordKind.UNSATISFIED, WordKind.QUESTION)


@action
def receive_difficulty(difficulty_id: int, *, actor: Actor) -> Difficulty:
    """The receipt of the desk's office; received already, it stays as it is."""
    difficulty = for_change(difficulty_id)
    doing = at_desk(difficulty, actor)
    if difficulty.state is DifficultyState.RAISED and difficulty.organisation_id != difficulty.desk_id:
        take(difficulty, DifficultyAct.RECEIVE, Fact.DIFFICULTY_RECEIVED, doing)
        touch(difficulty, doing.at)
    return difficulty


@action
def join_difficulties(
    difficulty_id: int, given: JoinDifficulties, *, actor: Actor, token: str | None = None
) -> Difficulty:
    """Join matters that lie at one desk into one record of the desk's organisation, a new one or one that is open; a
    person decided that they are alike. Refuses nothing to join, what lies at another desk, a record that was answered,
    and joining a record into itself."""
    once(token)
    first = for_change(difficulty_id, given.version)
    doing = at_desk(first, actor)
    picked = _picked({first.id, *given.others}, first.desk_id)
    parent = _parent(given, first, picked, doing)
    for child in picked:
        join_into(child, parent, doing)
    return parent


@action
def unjoin_difficulty(difficulty_id: int, *, actor: Actor) -> Difficulty:
    """Take a matter out of the record it was joined into by mistake. Refuses once that went up."""
    difficulty = for_change(difficulty_id)
    doing = at_desk(difficulty, actor)
    left = difficulty.parent_id
    take(difficulty, DifficultyAct.UNJOIN, Fact.DIFFICULTY_UNJOINED, doing, {"from_record": left})
    difficulty.parent_id = None
    return difficulty


@action
def pass_up(difficulty_id: int, given: PassUp, *, actor: Actor, token: str | None = None) -> Difficulty:
    """Bring a matter before the level above: an own record is sent; another's goes as a new record that speaks for it;
    a clearing house passes on what is not its own; one whose answer was not enough opens the record above again.
    Returns the record that went."""
    once(token)
    difficulty = for_change(difficulty_id, given.version)
    doing = at_desk(difficulty, actor)
    case = DifficultyCase(difficulty)
    touch(difficulty, doing.at)
    if difficulty.parent_id is not None:
        return _pass_again(difficulty, for_change(difficulty.parent_id), given.wording, doing)
    if difficulty.organisation_id == difficulty.desk_id:
        send_up(difficulty, _through(case, given.wording), doing)
        return difficulty
    if case.is_at_clearing_house:
        return _pass_on(difficulty, doing)
    parent = new_record(by_id(difficulty.desk_id), given.wording, doing)
    join_into(difficulty, parent, doing)
    db.session.flush()
    send_up(parent, _through(case, given.wording), doing)
    return parent


@action
def charge_body(difficulty_id: int, given: Charge, *, actor: Actor) -> Difficulty:
    """Charge an own advisory body with the answer. Refuses any other organisation."""
    difficulty = for_change(difficulty_id, given.version)
    doing = at_desk(difficulty, actor)
    body = next((one for one in bodies_of(difficulty.desk_id) if one.id == given.body_id), None)
    if body is None:
        message = "Cơ quan trả lời: hãy chọn một cơ quan tham mưu của đơn vị."
        raise InvalidInput(message, fields={"body_id": message})
    take(difficulty, DifficultyAct.CHARGE, Fact.DIFFICULTY_CHARGED, doing, {"body": body.name})
    touch(difficulty, doing.at)
    difficulty.desk_id, difficulty.is_charged = body.id, True
    return difficulty


@action
def return_difficulty(difficulty_id: int, given: Remark, *, actor: Actor, token: str | None = None) -> Difficulty:
    """Send a matter back for clarification, saying what is unclear. Refuses an empty reason."""
    once(token)
    difficulty = for_change(difficulty_id, given.version)
    doing = at_desk(difficulty, actor)
    say(difficulty, WordKind.RETURNED, given.text, doing)
    take(difficulty, DifficultyAct.RETURN, Fact.DIFFICULTY_RETURNED, doing, {"text": given.text})
    touch(difficulty, doing.at)
    return difficulty


def at_desk(difficulty: Difficulty, actor: Actor, permission: Permission = Permission.DIFFICULTY_HANDLE) -> Doing:
    """The person as whoever acts for the desk. Refuses NotPermitted."""
    require(actor, permission, DifficultyCase(difficulty))
    return Doing(actor, now(), difficulty.desk_id)


def _picked(ids: Collection[int], desk_id: int) -> Sequence[Difficulty]:
    found = locked(Difficulty.id.in_(ids), Difficulty.desk_id == desk_id)
    if len(found) != len(ids):
        raise NotFound("Có việc không còn ở đơn vị này. Hãy tải lại trang rồi chọn lại.")
    return found


def _parent(given: JoinDifficulties, first: Difficulty, picked: Sequence[Difficulty], doing: Doing) -> Difficulty:
    if given.into is None:
        if len(picked) < 2:
            message = "Hãy chọn ít nhất một việc khác để ghép, hoặc một việc chung đã có."
            raise InvalidInput(message, fields={"others": message})
        return new_record(by_id(first.desk_id), RaiseDifficulty(given.kind, given.text), doing)
    parent = for_change(given.into)
    if parent.organisation_id != first.desk_id:
        raise NotFound("Việc chung này không phải của đơn vị. Hãy tải lại trang rồi chọn lại.")
    if parent.state in {DifficultyState.ANSWERED, DifficultyState.WITHDRAWN}:
        raise TransitionRefused("Việc chung này đã khép lại. Hãy ghép vào việc khác, hoặc trả lời riêng.")
    if {one.id for one in picked} & {step.id for step in chain(parent)}:
        raise TransitionRefused("Không ghép được một việc vào chính nó.")
    return parent


def _pass_again(difficulty: Difficulty, parent: Difficulty, wording: RaiseDifficulty, doing: Doing) -> Difficulty:
    """The record that speaks for it is opened again before the level above, with what was said below."""
    asked = [word for word in words_of(difficulty.id) if word.kind in _ASKED_ON]
    text = asked[-1].text if asked else wording.text
    say(parent, WordKind.UNSATISFIED, text, doing)
    if parent.state is DifficultyState.ANSWERED:
        take(parent, DifficultyAct.REOPEN, Fact.DIFFICULTY_REOPENED, doing, {"text": text})
    else:
        note(parent, Fact.DIFFICULTY_ASKED, doing, {"text": text})
    if parent.desk_id == parent.organisation_id:
        send_up(parent, _through(DifficultyCase(parent), wording), doing)
        return parent
    take(difficulty, DifficultyAct.ASCEND, Fact.DIFFICULTY_PASSED_UP, doing, way_up(parent.organisation.superior))
    return parent


def _pass_on(difficulty: Difficulty, doing: Doing) -> Difficulty:
    above = difficulty.desk.superior_id
    take(difficulty, DifficultyAct.PASS_ON, Fact.DIFFICULTY_PASSED_ON, doing)
    assert above is not None  # noqa: S101 - an advisory body has a committee
    difficulty.desk_id, difficulty.is_charged = above, False
    return difficulty


def _through(case: DifficultyCase, wording: RaiseDifficulty) -> Organisation | None:
    return clearing_house(case.above_desk_id, wording.through_id)
