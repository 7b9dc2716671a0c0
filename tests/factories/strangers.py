"""A second tree that has nothing to do with the first."""

from workflow.actions.account import grant_role, open_account
from workflow.actions.organisation import found_organisation
from workflow.auth.passwords import hashed
from workflow.cli.demo.world import PASSWORD
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs.organisations import FoundOrganisation, GrantRole, OpenAccount
from workflow.domain.states import Level, Role
from workflow.models.clock import today


def found_stranger() -> None:
    """A second tree, and a person who is everything in it."""
    given = FoundOrganisation(
        name="Tỉnh uỷ Sông Hồng",
        short_name="Tỉnh uỷ",
        heading="TỈNH UỶ SÔNG HỒNG",
        symbol="TU",
        place="Sông Hồng",
        authority="T/M BAN THƯỜNG VỤ",
        level=Level.PROVINCE,
        superior_id=None,
        term_from=today(),
    )
    top = found_organisation(given, actor=SYSTEM)
    person = OpenAccount("xa.la", "Vương Thị Ư", PASSWORD, top.id, Role.OFFICE)
    open_account(person, hashed(PASSWORD), actor=SYSTEM)
    for role in set(Role) - {Role.OFFICE}:
        grant_role(GrantRole("xa.la", top.id, role), actor=SYSTEM)
