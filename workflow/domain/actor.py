"""Who acts: a person with the roles of today, or the system itself. Always an explicit argument, never ambient."""

from dataclasses import dataclass

from workflow.domain.states import Role

SYSTEM_NAME = "Hệ thống"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one organisation, valid on the day the actor was loaded."""

    organisation_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class StandIn:
    """A grant that is another's: the person who has it is away, and the actor takes their place."""

    grant: Grant
    absent_id: int
    absent_name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (`user_id`) or the system (`user_id` None, `is_system` True) with the grants of today. `past` are the
    roles in organisations that have ended: whoever has them reads there, and does nothing more. `stand_ins` say which
    of the grants are not the actor's own."""

    user_id: int | None
    name: str
    grants: frozenset[Grant] = frozenset()
    is_system: bool = False
    past: frozenset[Grant] = frozenset()
    stand_ins: tuple[StandIn, ...] = ()

    def holds(self, organisation_id: int | None, *roles: Role) -> bool:
        """Whether the actor has one of the roles in the organisation, to act there; when none is named: whether the
        actor has any, there or in what it was before it ended, which is enough to read."""
        if organisation_id is None:
            return False
        if not roles:
            return any(grant.organisation_id == organisation_id for grant in self.grants | self.past)
        return any(Grant(organisation_id, role) in self.grants for role in roles)

    def held(self, organisation_id: int, *roles: Role) -> bool:
        """Whether the actor has one of the roles in the organisation, or had it when that ended: enough to read."""
        return any(Grant(organisation_id, role) in self.grants | self.past for role in roles)

    def serves_in(self, *roles: Role) -> list[int]:
        """The organisations in which the actor has one of the roles, to act there, by number."""
        return sorted({grant.organisation_id for grant in self.grants if grant.role in roles})

    def role_in(self, organisation_id: int | None, *preferred: Role) -> Role | None:
        """The role to name in the record of an act: the first preferred one held, else any held there."""
        for role in preferred:
            if self.holds(organisation_id, role):
                return role
        held = sorted(grant.role for grant in self.grants if grant.organisation_id == organisation_id)
        return held[0] if held else None

    def stands_in(self, organisation_id: int | None, *roles: Role) -> StandIn | None:
        """In whose place the actor acts there in one of the roles (in any when none is named); None where one of them
        is the actor's own."""
        here = [one for one in self.stand_ins if one.grant.organisation_id == organisation_id]
        meant = [one for one in here if not roles or one.grant.role in roles]
        own = self.grants - {one.grant for one in here}
        is_own = any(one.organisation_id == organisation_id and (not roles or one.role in roles) for one in own)
        return None if is_own or not meant else meant[0]

    @property
    def organisation_ids(self) -> frozenset[int]:
        """The organisations in which the actor serves today, those among them that have ended for reading."""
        return frozenset(grant.organisation_id for grant in self.grants | self.past)


SYSTEM = Actor(user_id=None, name=SYSTEM_NAME, is_system=True)
