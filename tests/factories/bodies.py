"""Advisory bodies of the cast's committees, and their people."""

from workflow.actions.account import open_account
from workflow.actions.organisation import found_organisation
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.inputs.organisations import FoundOrganisation, OpenAccount
from workflow.domain.states import Level, Role
from workflow.models import Organisation
from workflow.models.clock import today
from workflow.queries.accounts import actor_of


def body_of(world: World, unit: str, name: str = "Ban Dân vận") -> tuple[Organisation, Actor]:
    """An advisory body of the unit, and the person who is its office ("ban.<unit>" signs in)."""
    above = world.organisations[unit]
    given = FoundOrganisation(
        name=f"{name} {above.short_name}",
        short_name=name,
        heading=name.upper(),
        symbol="BDV",
        place=above.place,
        authority="T/L BAN THƯỜNG VỤ",
        level=Level.ADVISORY,
        superior_id=above.id,
        term_from=today(),
    )
    body = found_organisation(given, actor=SYSTEM)
    username = f"ban{body.id}.{unit}"
    person = OpenAccount(username, "Người của Ban", PASSWORD, body.id, Role.OFFICE)
    user = open_account(person, world.people["quantri"].password, actor=SYSTEM)  # the same password, hashed before
    world.people[username] = user
    return body, actor_of(user)
