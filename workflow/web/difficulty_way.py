"""The way of a difficulty in words: how old it is, where it went, what was done. Below one reads that it was received,
went up to whom and was answered; what happens above stays above."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.domain.actor import Actor
from workflow.domain.dates import local_day
from workflow.domain.difficulties import DifficultyState
from workflow.domain.facts import Fact
from workflow.domain.labels import DIFFICULTY_STATES, FACTS
from workflow.queries.audit import entries_of_row
from workflow.queries.difficulties import Ages, Difficulty
from workflow.queries.difficulty_links import Branch
from workflow.web.history import Told

# what the unit that raised a matter is not told of the level above
_ABOVE_ONLY = frozenset(
    {Fact.DIFFICULTY_JOINED, Fact.DIFFICULTY_UNJOINED, Fact.DIFFICULTY_CHARGED, Fact.DIFFICULTY_URGED}
)


@dataclass(frozen=True, slots=True)
class Age:
    """How long a matter has waited: the sign and the words that stand beside it in a list."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Node:
    """One matter of the tree, with what was joined into it."""

    difficulty: Difficulty
    joined: list["Node"]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of the way up."""

    what: str
    at: dt.datetime


def age_of(difficulty: Difficulty, ages: Ages) -> Age:
    """Answered with its day, else how many days it has waited, by the bounds of the setting."""
    if difficulty.rank == 2:
        return Age("ok", "Đã trả lời") if difficulty.answered_at else Age("idle", "Đã rút")
    days = (ages.today - local_day(difficulty.raised_at)).days
    sign = "late" if days > ages.old else "soon" if days >= ages.young else "idle"
    return Age(sign, f"{days} ngày" if days else "Hôm nay")


def state_of(difficulty: Difficulty, actor: Actor) -> str:
    """Where it stands in words; that it was joined is the matter of the level that joined it."""
    is_joined = difficulty.state is DifficultyState.JOINED
    seen = DifficultyState.RECEIVED if is_joined and not actor.holds(difficulty.desk_id) else difficulty.state
    return DIFFICULTY_STATES[seen]


def way_of(steps: Sequence[Difficulty]) -> list[Hop]:
    """The way up, level by level: raised, sent to whom, received; nothing of the words used above."""
    hops = [Hop(f"{steps[0].organisation.name} nêu", steps[0].raised_at)]
    for step in steps:
        above = step.organisation.superior
        if step.sent_at is None or above is None:
            continue
        through = f" (qua {step.desk.name})" if step.through_id is not None and step.through_id == step.desk_id else ""
        verb = "gửi" if step is steps[0] else "chuyển lên"
        hops.append(Hop(f"{step.organisation.name} {verb} {above.name}{through}", step.sent_at))
        if step.received_at is not None:
            hops.append(Hop(f"{above.name} tiếp nhận", step.received_at))
    return hops


def holder_of(steps: Sequence[Difficulty]) -> str:
    """The organisation that has it now: the last one that it was sent to, by itself or within what speaks for it."""
    sent = [step for step in steps if step.sent_at is not None]
    if len(sent) < 2:
        return steps[0].desk.name
    superior = sent[-1].organisation.superior
    return superior.name if superior else sent[-1].desk.name


def tree_of(root: Difficulty, branches: Sequence[Branch]) -> list[Node]:
    """What was joined into a matter, each under the one it was joined into."""
    nodes = {root.id: Node(root, [])}
    for branch in branches:
        node = nodes[branch.difficulty.id] = Node(branch.difficulty, [])
        nodes[branch.difficulty.parent_id or root.id].joined.append(node)
    return nodes[root.id].joined


def history_of(difficulty: Difficulty, *, inside: bool) -> list[Told]:
    """The acts recorded on it, newest first; for those below only what they may know."""
    entries = [one for one in entries_of_row(difficulty) if inside or one.fact not in _ABOVE_ONLY]
    return [
        Told(FACTS[one.fact], ", ".join(filter(None, [one.actor, one.unit])), one.at, _detail(one.details))
        for one in reversed(entries)
    ]


def _detail(details: object) -> str:
    if not isinstance(details, dict):
        return ""
    to_unit, text = details.get("to_unit"), details.get("text")
    return ": ".join(filter(None, [f"tới {to_unit}" if to_unit else "", f"“{text}”" if text else ""]))
