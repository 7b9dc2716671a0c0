"""The demo's clearing house: an advisory body of the department, by way of which the reports of a month go up."""

from flask_security.utils import hash_password

from workflow.actions.account import open_account
from workflow.actions.clearing_house import hand_up
from workflow.actions.organisation import found_organisation
from workflow.cli.demo.world import HOUSE_PERSON, PASSWORD, TERM_FROM, World
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.organisations import FoundOrganisation, OpenAccount
from workflow.domain.states import Level, Role
from workflow.models import Document, Organisation

_NAME = "Ban Tuyên giáo và Dân vận"


def found(world: World) -> Organisation:
    """The body and its one person, who hands reports on."""
    above, one = world.organisations["so"], HOUSE_PERSON
    given = FoundOrganisation(
        name=f"{_NAME} {above.name}",
        short_name=_NAME,
        heading=_NAME.upper(),
        symbol="BTGDV",
        place=above.place,
        authority="T/L ĐẢNG UỶ",
        level=Level.ADVISORY,
        superior_id=above.id,
        term_from=TERM_FROM,
    )
    body = found_organisation(given, actor=SYSTEM)
    account = OpenAccount(one.username, one.name, PASSWORD, body.id, Role.OFFICE)
    world.people[one.username] = open_account(account, hash_password(PASSWORD), actor=SYSTEM)
    return body


def passes_on(world: World, document: Document, opinion: str = "") -> None:
    """The body hands a report up to its committee, with what it thinks of it; one that could not be printed here (no
    Pango) never came."""
    if document.is_at_clearing_house:
        hand_up(document.id, Act(document.version, opinion), actor=world.actor(HOUSE_PERSON.username))
