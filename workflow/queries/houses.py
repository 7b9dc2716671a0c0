"""What conditions ask of an organisation, as a value: a statement that is made of such values alone can be kept."""

from dataclasses import dataclass

from workflow.domain.actor import Actor
from workflow.domain.states import Level, Role
from workflow.models import Organisation, db

__all__ = ["House", "Organisation", "houses_of"]


@dataclass(frozen=True, slots=True)
class House:
    """An organisation in its place of the tree, its superiors from the direct one to the top."""

    id: int
    level: Level
    superior_id: int | None
    ancestor_ids: tuple[int, ...]


def houses_of(actor: Actor, *roles: Role) -> tuple[House, ...]:
    """Where the person has one of the roles; of what the session holds already no statement is asked."""
    held = (db.session.get_one(Organisation, one) for one in actor.serves_in(*roles))
    return tuple(House(one.id, one.level, one.superior_id, tuple(one.ancestor_ids)) for one in held)
