"""Answering: the answer goes down every link to all who raised the matter, in the act that gives it."""

from workflow.actions.difficulty_handling import at_desk
from workflow.actions.difficulty_moves import Doing, note, say, take, touch
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.difficulties import DifficultyAct, WordKind
from workflow.domain.errors import InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.inputs.difficulties import AnswerDifficulty
from workflow.domain.permissions import Permission
from workflow.models import Difficulty
from workflow.queries.difficulties import for_change
from workflow.queries.difficulty_links import below_for_change


@action
def answer_difficulty(
    difficulty_id: int, given: AnswerDifficulty, *, actor: Actor, token: str | None = None
) -> Difficulty:
    """Answer a matter, wholly or in part, to all who raised it. Refuses NotPermitted, an empty answer, a clearing house
    that was not charged, a record that only its own organisation raised, and one that was answered or went up."""
    once(token)
    difficulty = for_change(difficulty_id, given.version)
    doing = at_desk(difficulty, actor, Permission.DIFFICULTY_ANSWER)
    who = given.who.strip() or difficulty.desk.name
    _refuse_bad(given)
    if given.in_part:
        _in_part(difficulty, given, who, doing)
    else:
        _wholly(difficulty, given, who, doing)
    return difficulty


def _wholly(difficulty: Difficulty, given: AnswerDifficulty, who: str, doing: Doing) -> None:
    told = {"text": given.text, "who": who}
    take(difficulty, DifficultyAct.ANSWER, Fact.DIFFICULTY_ANSWERED, doing, told)
    _keep(difficulty, WordKind.ANSWER, given, who, doing)
    difficulty.answered_at, difficulty.due_on = doing.at, None
    for one in below_for_change(difficulty.id):
        take(one, DifficultyAct.LEARN, Fact.DIFFICULTY_ANSWERED, doing, told)
        one.answered_at, one.due_on = doing.at, None


def _in_part(difficulty: Difficulty, given: AnswerDifficulty, who: str, doing: Doing) -> None:
    told = {"text": given.text, "who": who}
    take(difficulty, DifficultyAct.ANSWER_IN_PART, Fact.DIFFICULTY_ANSWERED_IN_PART, doing, told)
    _keep(difficulty, WordKind.PART, given, who, doing)
    difficulty.due_on = given.promised_on
    for one in below_for_change(difficulty.id):
        note(one, Fact.DIFFICULTY_ANSWERED_IN_PART, doing, told)


def _keep(difficulty: Difficulty, kind: WordKind, given: AnswerDifficulty, who: str, doing: Doing) -> None:
    touch(difficulty, doing.at)
    more = {"symbol": given.symbol.strip(), "dated_on": given.dated_on, "promised_on": given.promised_on}
    say(difficulty, kind, given.text, doing, said_by=who, **more)


def _refuse_bad(given: AnswerDifficulty) -> None:
    if not given.text.strip():
        raise InvalidInput("Hãy ghi câu trả lời.", fields={"text": "Hãy ghi câu trả lời."})
    if given.symbol.strip() and given.dated_on is None:
        message = "Ngày văn bản: hãy ghi ngày của văn bản trả lời."
        raise InvalidInput(message, fields={"dated_on": message})
