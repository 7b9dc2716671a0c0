"""What conditions ask of an organisation, as a value: a statement that is made of such values alone can be kept."""

from dataclasses import dataclass

from workflow.domain.actor import Actor
from workflow.domain.states import Level, Role
from workflow.models import Organisation, db

KEPT = 64
"""People whose statements are kept; one holds up to 1 MB."""
WRITERS = (Role.DRAFTER, Role.OFFICE)


@dataclass(frozen=True, slots=True)
class House:
    """An organisation in its place of the tree, its superiors from the direct one to the top."""

    id: int
    level: Level
    superior_id: int | None
    ancestor_ids: tuple[int, ...]


def houses_of(actor: Actor) -> tuple[House, ...]:
    """Those for which the person writes; of what the session holds already no statement is asked."""
    held = (db.session.get_one(Organisation, one) for one in actor.serves_in(*WRITERS))
    return tuple(House(one.id, one.level, one.superior_id, tuple(one.ancestor_ids)) for one in held)
