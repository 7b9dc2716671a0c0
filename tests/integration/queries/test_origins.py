"""The way from the province's block down to the chi bộ's words and back up, over trees woven at random."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories.levels import chain
from tests.factories.told import plans
from tests.kept_world import KeptWorld, empty
from workflow.actions import weave
from workflow.cli.demo.world import CELLS, World
from workflow.domain.actor import Actor
from workflow.domain.inputs.campaigns import SaveResult
from workflow.models import Document, SourceBlock, db
from workflow.queries.origins import Step, climb, walk

Place = tuple[int, str]
Picks = list[tuple[str, int]]
PICKS = st.lists(st.tuples(st.sampled_from(["use", "merge", "leave", "rewrite", "own"]), st.integers(1, 3)), max_size=8)
TEXTS = st.dictionaries(
    st.sampled_from(CELLS),
    st.dictionaries(st.sampled_from(["ket-qua", "kien-nghi"]), st.integers(1, 3), min_size=1),
    min_size=1,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=TEXTS, picks=PICKS, on_tasks=st.booleans())
def test_every_way_leads_to_the_cells_words_and_back(
    kept_world: KeptWorld, app: Flask, sizes: dict[str, dict[str, int]], picks: Picks, on_tasks: bool
) -> None:
    db.session.rollback()
    empty()
    world = kept_world.lay_back()
    texts = {cell: {key: _lines(cell, key, count) for key, count in said.items()} for cell, said in sizes.items()}
    tasks = [task.id for task in plans(world).tasks.values()] if on_tasks else []
    made = chain(world, texts, lambda document: _weave(document, picks, world), tasks)
    reader, top, kept = world.actor("vanphong.tinh"), made["tinh"], _as_kept(made.values())
    for block in {above[1] for above in kept.made if above[0] == top.id}:
        ends = set(_ends(walk(top.id, block, reader)))
        assert ends == kept.bottom_of((top.id, block))
        for place in ends:
            assert (top.id, block) in set(_ends(climb(*place, reader)))
    for cell_block in kept.words_of_cells:
        assert kept.reaches(cell_block, top.id) or kept.is_left_out(cell_block)
    for shape in top.revision.content["blocks"] if tasks and top.revision else ():
        ends = kept.bottom_of((top.id, shape["id"]))
        if shape["section"] == "ket-qua" and ends <= kept.words_of_cells:
            assert shape["task"] in tasks


@dataclass(frozen=True)
class AsKept:
    """What the revisions themselves say of their sources: {block above: blocks below}, and what was left out."""

    made: dict[Place, set[Place]]
    left_out: set[Place]
    consolidations: set[int]

    def bottom_of(self, place: Place) -> set[Place]:
        below = self.made.get(place, set())
        return {end for one in below for end in self.bottom_of(one)} if below else {place}

    @property
    def words_of_cells(self) -> set[Place]:
        places = self.left_out.union(*self.made.values())
        return {place for place in places if place[0] not in self.consolidations}

    def above(self, place: Place) -> set[Place]:
        return {up for up, below in self.made.items() if place in below}

    def reaches(self, place: Place, top: int) -> bool:
        return place[0] == top or any(self.reaches(up, top) for up in self.above(place))

    def is_left_out(self, place: Place) -> bool:
        """Whether each of its ways up ends with a reason."""
        ways = self.above(place)
        return place in self.left_out if not ways else all(self.is_left_out(up) for up in ways)


def _as_kept(documents: Iterable[Document]) -> AsKept:
    kept = AsKept({}, set(), {document.id for document in documents})
    for document in documents:
        assert document.revision is not None
        for one in document.revision.content["contributions"]:
            kept.made.setdefault((document.id, one["block"]), set()).add((one["document"], one["source"]))
        kept.left_out.update((one["document"], one["block"]) for one in document.revision.content["left_out"])
    return kept


def _lines(cell: str, key: str, count: int) -> str:
    return "\n".join(f"- {cell} làm việc {number} của {key}." for number in range(count))


def _weave(document: Document, picks: Picks, world: World) -> None:
    """Handle every source block as the picks say, over and over; what the picks do not reach is taken over."""
    keys = {one.id: key for key, one in world.organisations.items()}
    office = world.actor(f"vanphong.{keys[document.organisation_id]}")
    waiting = _waiting(document)
    for way, count in [*picks, *[("use", 3)] * 30]:
        some, waiting = waiting[:count], waiting[count:]
        _handle(document, way, [block for block in some if block.section_key == some[0].section_key], office)
        waiting = [block for block in some if block.section_key != some[0].section_key] + waiting
    weave.add_result(document.id, "ket-qua", "- Lời của Văn phòng.", actor=office)


def _waiting(document: Document) -> list[SourceBlock]:
    query = select(SourceBlock).where(SourceBlock.document_id == document.id)
    return list(db.session.scalars(query.order_by(SourceBlock.section_key, SourceBlock.position)))


def _handle(document: Document, way: str, some: list[SourceBlock], office: Actor) -> None:
    ids = [block.id for block in some]
    if not ids:
        return
    if way == "leave":
        weave.leave_out(document.id, ids, "Trùng ý", actor=office)
        return
    if way == "merge":
        weave.merge_blocks(document.id, ids, None, actor=office)
        return
    for made in weave.use_blocks(document.id, ids, actor=office):
        if way == "rewrite":
            words = SaveResult(made.block, f"{made.text} Viết thêm.\n- Và một đoạn nữa.", made.version)
            weave.save_result(document.id, words, actor=office)


def _ends(steps: tuple[Step, ...]) -> Iterator[Place]:
    """Where the ways end; nobody who may read the top is stopped before."""
    for step in steps:
        assert step.text
        if step.beyond:
            yield from _ends(step.beyond)
        else:
            yield step.document.id, step.block
