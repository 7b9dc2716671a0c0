"""Where the races are held: the demo's people, an application that answers at an address of its own."""

from sqlalchemy import select

from tests.races.numbers import House
from workflow.actions.account import grant_role
from workflow.actions.begin import begin_paper
from workflow.actions.organisation import open_term
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.inputs.registers import OpenTerm
from workflow.domain.inputs.writing import BeginPaper
from workflow.domain.states import DocumentKind, Numbering, Role
from workflow.models import DraftSection, db
from workflow.models.clock import today


def two_writers(world: World) -> tuple[int, int]:
    """A letter that two of the office write, and the section they meet in: (document, section)."""
    grant_role(GrantRole("uyvien.so", world.organisations["so"].id, Role.OFFICE, None), actor=SYSTEM)
    given = BeginPaper(DocumentKind.LETTER, "về việc chung", ("Chi bộ Thư viện tỉnh",))
    document = begin_paper(world.organisations["so"].id, given, actor=world.actor("vanphong.so"))
    query = select(DraftSection.id).where(DraftSection.document_id == document.id, DraftSection.key == "noi-dung")
    number, section = document.id, db.session.scalars(query).one()
    db.session.rollback()
    return number, section


def two_books(world: World) -> tuple[House, House]:
    """An organisation whose numbers begin anew each year, and one whose numbers run on through the nhiệm kỳ."""
    so, khoi = (world.organisations[key].id for key in ("so", "khoi"))
    by_year = OpenTerm("Nhiệm kỳ theo năm", today().replace(month=1, day=1), Numbering.YEAR)
    open_term(so, by_year, actor=world.actor("quantri"))
    places = (so, world.actor("vanthu.so")), (khoi, world.actor("vanthu.khoi"))
    db.session.rollback()
    return places
