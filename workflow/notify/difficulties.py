"""Who is told of an act on a difficulty, and what the message says. Below nobody is told more than that the matter went
up, was sent back or was answered."""

from workflow.domain.difficulty_words import first_words
from workflow.domain.facts import Fact
from workflow.domain.labels import FACTS
from workflow.domain.messages import Message
from workflow.domain.states import Role
from workflow.models import AuditEntry, Difficulty
from workflow.queries.accounts import members_of

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


def message(difficulty: Difficulty, entry: AuditEntry) -> Message:
    """The words about one act."""
    said = entry.details.get("text")
    where = entry.details.get("to_unit")
    words = [entry.details.get("who") or entry.actor_name, where and f"chuyển tới {where}", said and f"“{said}”"]
    what = "Khó khăn, kiến nghị mới" if entry.fact is Fact.DIFFICULTY_SENT else FACTS[entry.fact]
    title = f"{what}: {difficulty.organisation.short_name}, {first_words(difficulty.text)}"
    return Message(fact=entry.fact, title=title, text=", ".join(one for one in words if one))


def recipients(difficulty: Difficulty, entry: AuditEntry) -> list[int]:
    """The people to tell: the office that has it now, or those who raised it; never the one who acted."""
    if entry.fact in _TO_THE_DESK:
        found = [one.user_id for one in members_of(difficulty.desk_id) if one.role is Role.OFFICE]
    else:
        found = [one.user_id for one in members_of(difficulty.organisation_id) if one.role in _RAISERS]
    return sorted({person for person in found if person != entry.actor_id})
