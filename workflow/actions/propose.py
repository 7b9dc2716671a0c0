"""What the system reads from an issued plan by itself: the tasks it sets and the plans it carries out, as proposals."""

from collections.abc import Iterable, Sequence

from sqlalchemy import exists, select

from workflow.domain.blocks import Block
from workflow.domain.bodies import House, house_called
from workflow.domain.cited_plans import pairs
from workflow.domain.names import same_name
from workflow.domain.paper import Annex, Citation, ProposedTask
from workflow.domain.states import DocumentKind
from workflow.domain.tasks import LONGEST_BODY, LONGEST_TASK, Share, meant_by
from workflow.models import Document, Organisation, PlanLink, Task, TaskAssignment, db
from workflow.paper.parse.citations import citations
from workflow.paper.parse.tasks import tasks
from workflow.queries import plan_links
from workflow.queries.accounts import members_of
from workflow.queries.organisations import below_called, by_id, neighbours

STEP = 1000  # between two tasks, so that a split one finds room
_PLAN_SYMBOL = f"-{DocumentKind.PLAN.value}/"
_COMRADE = "đồng chí "


def propose_from(document: Document) -> int:
    """Read an issued plan, inside a running act, once: its tasks and its links wait for a person. How many tasks were
    found; none for a paper of another kind and for a plan that was read before."""
    if document.kind is not DocumentKind.PLAN or document.revision is None or _was_read(document.id):
        return 0
    content = document.revision.content
    blocks = [Block.from_json(shape) for shape in content["blocks"]]
    annexes = [Annex.from_json(shape) for shape in content.get("annexes", ())]
    found, names = tasks(blocks, annexes), Names(by_id(document.organisation_id))
    db.session.add_all(_task(document, place, one, names) for place, one in enumerate(found, 1))
    db.session.add_all(_links(document, citations([content["abstract"], *(block.text for block in blocks)])))
    return len(found)


class Names:
    """The organisations around one, and the people in it, by what plans call them; looked up when first asked for."""

    def __init__(self, owner: Organisation) -> None:
        self._owner = owner
        self._houses: Sequence[House] | None = None
        self._people: dict[int, str] | None = None

    def assignment(self, name: str, share: Share, position: int) -> TaskAssignment:
        """Who is meant by a name: an organisation around the plan's own, a member of it, those below whom the words
        mean; else the words alone."""
        row = TaskAssignment(name=name[:LONGEST_BODY], share=share, position=position)
        row.organisation_id = self._house(name)
        if row.organisation_id is not None:
            return row
        if (meant := meant_by(name)) is not None:
            row.reach, row.level = meant.reach, meant.level
        else:
            row.user_id = self._person(name)
        return row

    def assignments(self, lead: Iterable[str], cooperating: Iterable[str]) -> list[TaskAssignment]:
        """Those who lead, then those who take part."""
        named = [*((name, Share.LEAD) for name in lead), *((name, Share.COOPERATING) for name in cooperating)]
        return [self.assignment(name, share, place) for place, (name, share) in enumerate(named)]

    def _house(self, name: str) -> int | None:
        """One around, else one far below that is called exactly so."""
        if self._houses is None:
            self._houses = [_house_of(one) for one in neighbours(self._owner)]
        found = house_called(name, _house_of(self._owner), self._houses)
        return found or (None if meant_by(name) else below_called(self._owner.id, name))

    def _person(self, name: str) -> int | None:
        if self._people is None:
            self._people = {one.user_id: one.user.name for one in members_of(self._owner.id)}
        bare = name[len(_COMRADE) :] if name.lower().startswith(_COMRADE) else name
        found = [number for number, called in self._people.items() if same_name(called, bare)]
        return found[0] if len(found) == 1 else None


def _house_of(organisation: Organisation) -> House:
    return House(organisation.id, organisation.name, organisation.short_name, organisation.level)


def _was_read(document_id: int) -> bool:
    known = select(exists().where(Task.document_id == document_id))
    return bool(db.session.scalar(known))


def _task(document: Document, place: int, found: ProposedTask, names: Names) -> Task:
    task = Task(
        document_id=document.id,
        organisation_id=document.organisation_id,
        position=place * STEP,
        block=found.block,
        row=found.row,
        place=found.place[:80],
        heading=found.heading,
        text=found.text[:LONGEST_TASK],
        deadline_words=found.deadline_words[:300],
        assignments=names.assignments(found.bodies, found.cooperating),
    )
    task.deadline = found.deadline
    return task


def _links(document: Document, cited: Iterable[Citation]) -> list[PlanLink]:
    """The plans of others that it cites, each once; one that was kept without its number is known by what it says."""
    mine = document.symbol
    plans = {one.symbol: one for one in cited if _PLAN_SYMBOL in one.symbol and one.symbol != mine}
    known = plan_links.plans_called(plans)
    links = [
        PlanLink(
            document_id=document.id,
            superior_id=plan_links.the_one(known, symbol, one.date),
            symbol=symbol,
            issued_on=one.date,
            title=one.title or "",
        )
        for symbol, one in plans.items()
    ]
    _find_without_number(document, links)
    return links


def _find_without_number(document: Document, links: Sequence[PlanLink]) -> None:
    cited = {at: plan_links.cited_as(document, link) for at, link in enumerate(links) if link.superior_id is None}
    kept = plan_links.without_number(by_id(document.organisation_id)) if cited else ()
    for at, superior_id in pairs(cited, {one.id: plan_links.kept_as(one) for one in kept}).items():
        links[at].superior_id = superior_id
