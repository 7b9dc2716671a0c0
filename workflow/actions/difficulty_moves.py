"""What every act on a difficulty is made of: a new record, a move with its entry, a word said, the way up."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.actions.record import Said, record
from workflow.domain.actor import Actor
from workflow.domain.blocks import clean
from workflow.domain.difficulties import WAITING, DifficultyAct, DifficultyState, WordKind, moved
from workflow.domain.difficulty_words import addressee_in, first_words
from workflow.domain.errors import InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.folding import tagged_words
from workflow.domain.inputs.difficulties import RaiseDifficulty
from workflow.domain.job_names import JobName
from workflow.domain.states import Role
from workflow.models import Difficulty, DifficultyWord, Organisation, db
from workflow.queries.difficulty_links import DifficultyCase, joined_into

LONGEST = 5_000

# the acts that nobody need be told of: the person who did them, or the list, says it
_QUIET = frozenset(
    {
        Fact.DIFFICULTY_RAISED,
        Fact.DIFFICULTY_RECEIVED,
        Fact.DIFFICULTY_JOINED,
        Fact.DIFFICULTY_UNJOINED,
        Fact.DIFFICULTY_CALLED_BACK,
        Fact.DIFFICULTY_REWORDED,
        Fact.DIFFICULTY_WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True)
class Doing:
    """Who acts, when, and for which organisation."""

    actor: Actor
    at: dt.datetime
    organisation_id: int


def new_record(organisation: Organisation, given: RaiseDifficulty, doing: Doing) -> Difficulty:
    """A record of the organisation at its own desk, not sent yet. Refuses an empty text and one that is too long."""
    difficulty = Difficulty(
        state=DifficultyState.RAISED,
        organisation_id=organisation.id,
        desk_id=organisation.id,
        kind=given.kind,
        addressed_to=(given.addressed_to or addressee_in(given.text))[:200],
        raised_at=doing.at,
        raised_by_id=doing.actor.user_id,
    )
    put_text(difficulty, given.text)
    db.session.add(difficulty)
    db.session.flush()
    note(difficulty, Fact.DIFFICULTY_RAISED, doing, {"text": first_words(difficulty.text)})
    return difficulty


def put_text(difficulty: Difficulty, text: str) -> None:
    """Give the record its words, and the search its own. Refuses an empty text and one that is too long."""
    words = clean(text).strip()
    if not words or len(words) > LONGEST:
        message = f"Nội dung: hãy ghi từ 1 đến {LONGEST} ký tự."
        raise InvalidInput(message, fields={"text": message})
    difficulty.text, difficulty.search_words = words, tagged_words(text=words)


def take(
    difficulty: Difficulty, act: DifficultyAct, fact: Fact, doing: Doing, details: Mapping[str, Any] | None = None
) -> None:
    """Move the record and write it down. Refuses as `domain.difficulties.moved`."""
    left = difficulty.state
    difficulty.put(moved(DifficultyCase(difficulty), act))
    note(difficulty, fact, doing, {"from": left.value, "to": difficulty.state.value, **(details or {})})


def note(difficulty: Difficulty, fact: Fact, doing: Doing, details: Mapping[str, Any]) -> None:
    """Write an act down and promise to tell those whom it concerns; what a report takes along, the report tells."""
    difficulty.version += 1
    jobs = () if fact in _QUIET or doing.actor.is_system else (JobName.NOTIFY,)
    role = doing.actor.role_in(doing.organisation_id, Role.OFFICE, Role.DRAFTER, Role.SIGNER)
    said = Said(details=details, jobs=jobs, role=role, acting_for=doing.organisation_id)
    record(difficulty, fact, doing.actor, doing.at, said)


def say(difficulty: Difficulty, kind: WordKind, text: str, doing: Doing, **more: Any) -> DifficultyWord:
    """Keep what was said. Refuses an empty text."""
    words = clean(text).strip()
    if not words:
        raise InvalidInput("Hãy ghi nội dung.", fields={"text": "Hãy ghi nội dung."})
    given = {"said_by": doing.actor.name} | more
    word = DifficultyWord(
        difficulty_id=difficulty.id,
        kind=kind,
        organisation_id=doing.organisation_id,
        at=doing.at,
        text=words,
        **given,
    )
    db.session.add(word)
    return word


def touch(difficulty: Difficulty, at: dt.datetime) -> None:
    """The desk has it in hand; whatever is done first is also its receipt."""
    difficulty.received_at = difficulty.received_at or at


def send_up(difficulty: Difficulty, through: Organisation | None, doing: Doing) -> None:
    """Send an organisation's own record to its superior, through a clearing house or straight; what was joined into it
    has gone up with it. Refuses where there is nobody above."""
    above = difficulty.desk.superior
    details = way_up(above, through)
    take(difficulty, DifficultyAct.PASS_UP, Fact.DIFFICULTY_SENT, doing, details)
    assert above is not None  # noqa: S101 - refused just now
    difficulty.through_id, difficulty.is_charged = through.id if through else None, False
    difficulty.desk_id, difficulty.due_on = through.id if through else above.id, None
    difficulty.sent_at, difficulty.received_at = doing.at, None
    db.session.flush()
    db.session.expire(difficulty, ["desk"])
    for child in joined_into(difficulty.id):
        if child.state in WAITING or child.state is DifficultyState.JOINED:
            take(child, DifficultyAct.ASCEND, Fact.DIFFICULTY_PASSED_UP, doing, details)


def join_into(child: Difficulty, parent: Difficulty, doing: Doing) -> None:
    """Let the parent speak for the child; where the parent has gone up already, the child has too."""
    take(child, DifficultyAct.JOIN, Fact.DIFFICULTY_JOINED, doing, {"into": parent.id})
    child.parent_id = parent.id
    touch(child, doing.at)
    if parent.sent_at is not None:
        db.session.flush()
        take(child, DifficultyAct.ASCEND, Fact.DIFFICULTY_PASSED_UP, doing, way_up(parent.organisation.superior))


def way_up(superior: Organisation | None, through: Organisation | None = None) -> dict[str, str]:
    """What the record says of a matter that went up: to whom, and by way of which clearing house."""
    return {"to_unit": superior.name if superior else "", "through": through.name if through else ""}


def call_home(difficulty: Difficulty) -> None:
    """Nobody above has it in hand: it lies at its own organisation's desk again."""
    difficulty.desk_id, difficulty.through_id, difficulty.sent_at = difficulty.organisation_id, None, None


def withdraw(difficulty: Difficulty, reason: str, doing: Doing) -> None:
    """Take it back; what the superior has in hand stays to be read there."""
    take(difficulty, DifficultyAct.WITHDRAW, Fact.DIFFICULTY_WITHDRAWN, doing, {"text": reason})
    if difficulty.received_at is None:
        call_home(difficulty)
