"""Who is told of an act on a difficulty, and what the message says. Below nobody is told more than that the matter went
up, was sent back or was answered."""

from workflow.domain.difficulty_words import first_words
from workflow.domain.facts import Fact
from workflow.domain.labels import FACTS
from workflow.domain.messages import Message
from workflow.domain.states import Role
from workflow.models import AuditEntry, Difficulty, db
from workflow.queries.accounts import members_of
from workflow.queries.chains import entry_of

_RAISERS = (Role.DRAFTER, Role.OFFICE, Role.SIGNER)
_TO_THE_DESK = frozenset(
    {
        Fact.DIFFICULTY_SENT,
        Fact.DIFFICULTY_PASSED_ON,
        Fact.DIFFICULTY_CHARGED,
        Fact.DIFFICULTY_CLARIFIED,
        Fact.DIFFICULTY_REOPENED,
        Fact.DIFFICULTY_ASKED,
        Fact.DIFFICULTY_URGED,
    }
)


def message(difficulty_id: int, ordinal: int) -> Message:
    """The words about one act."""
    difficulty, entry = _told(difficulty_id, ordinal)
    said = entry.details.get("text")
    where = entry.details.get("to_unit")
    words = [entry.details.get("who") or entry.actor_name, where and f"chuyển tới {where}", said and f"“{said}”"]
    what = "Khó khăn, kiến nghị mới" if entry.fact is Fact.DIFFICULTY_SENT else FACTS[entry.fact]
    title = f"{what}: {difficulty.organisation.short_name}, {first_words(difficulty.text)}"
    return Message(fact=entry.fact, title=title, text=", ".join(one for one in words if one))


def recipients(difficulty_id: int, ordinal: int) -> list[int]:
    """The people to tell: the office that has it now, or those who raised it; never the one who acted."""
    difficulty, entry = _told(difficulty_id, ordinal)
    if entry.fact in _TO_THE_DESK:
        found = [one.user_id for one in members_of(difficulty.desk_id) if one.role is Role.OFFICE]
    else:
        found = [one.user_id for one in members_of(difficulty.organisation_id) if one.role in _RAISERS]
    return sorted({person for person in found if person != entry.actor_id})


def _told(difficulty_id: int, ordinal: int) -> tuple[Difficulty, AuditEntry]:
    difficulty = db.session.get_one(Difficulty, difficulty_id)
    return difficulty, entry_of(difficulty_id, ordinal, Difficulty.subject_kind)
