"""Weaving keeps its promises whatever the clerks press, and a source that changed is never used silently."""

from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from tests.desk import result_blocks
from tests.factories import received
from workflow.actions import weave
from workflow.actions.consolidate import add_up_figures, drop_source, mend_section, take_in
from workflow.actions.submit import submit_document
from workflow.actions.transaction import AlreadyDone
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound, TransitionRefused
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.inputs.deciding import Act
from workflow.domain.sections import EMPTY_ANSWER, OPENING
from workflow.domain.states import DocumentState, How, SourceState
from workflow.models import AuditEntry, Contribution, Document, ResultBlock, Source, SourceBlock, Target, db
from workflow.queries.consolidation import source_blocks

TEXTS = {
    "thuvien": {"ket-qua": "- Tổ chức 12 hoạt động đọc sách.\n- Tặng 340 cuốn sách.", "kien-nghi": "- Tăng kinh phí."},
    "vanhoa": {"ket-qua": "- Tổ chức 9 lễ hội.\n| Lễ hội | Số |\n| Xuân | 9 |", "kien-nghi": "Không."},
}
WORDS = [
    "- Lời viết lại.",
    "- Tổ chức 12 hoạt động đọc sách và 9 lễ hội.",
    "- Một.\n- Hai.\n- Ba.",
    "| a | b |\n| 1 | 2 |",
]


@pytest.fixture
def document(world: World) -> Document:
    return received.consolidation(world, TEXTS)


@pytest.fixture
def office(world: World) -> Actor:
    return world.actor("vanphong.so")


def results(document: Document, key: str = "ket-qua") -> list[str]:
    return [block.text for block in result_blocks(document.id, key)]


def origin(document: Document, world: World, cell: str) -> Document:
    unit = world.organisations[cell].id
    query = select(Source).where(Source.document_id == document.id, Source.organisation_id == unit)
    return db.session.scalars(query).one().source


ACTS = ["use", "merge", "merge_into", "alike", "leave", "reopen", "remove", "save", "add", "move", "drop", "take_in"]
Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "use",
                "merge",
                "merge_into",
                "alike",
                "leave",
                "reopen",
                "remove",
                "save",
                "add",
                "move",
                "drop",
                "take_in",
            ]
        ),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=12,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_of_acts_keeps_every_source_accounted_for(
    document: Document, office: Actor, world: World, steps: Iterable[Step]
) -> None:
    begin_again(document, office, world)
    for step in steps:
        press(document, office, step)
        assert broken(document) == []


def begin_again(document: Document, office: Actor, world: World) -> None:
    """Two sources with nothing handled, and a third report that has not come yet."""
    for table in (Contribution, ResultBlock, SourceBlock, Source):
        db.session.execute(delete(table).where(table.document_id == document.id))
    assert document.campaign is not None
    late = received.target_of(world, document.campaign, "baotang")
    if not late.documents:
        received.received(late, TEXTS["thuvien"])
    of_round = select(Target.id).where(Target.campaign_id == document.campaign_id)
    reports = update(Document).where(Document.target_id.in_(of_round))
    db.session.execute(reports.values(_state=DocumentState.RECEIVED))
    db.session.execute(reports.where(Document.target_id == late.id).values(_state=DocumentState.SENT))
    db.session.commit()
    db.session.expire_all()
    take_in(document.id, actor=office)


def drop(document: Document, office: Actor, number: int) -> None:
    """A unit replaces its paper; the office takes the old one out."""
    taken = db.session.scalars(select(Source).where(Source.document_id == document.id)).all()
    if taken:
        source = taken[number % len(taken)]
        received.withdraw(source.source)
        drop_source(document.id, source.source_id, actor=office)


def receive_and_take_in(document: Document, office: Actor) -> None:
    """Whatever is still on its way comes and is taken in."""
    db.session.execute(
        update(Document).where(Document._state == DocumentState.SENT).values(_state=DocumentState.RECEIVED)
    )
    db.session.commit()
    db.session.expire_all()
    take_in(document.id, actor=office)


def press(document: Document, office: Actor, step: Step) -> None:
    """One act on the blocks that the numbers point at; what an act refuses in words is no failure."""
    name, first, second = step
    blocks = db.session.scalars(select(SourceBlock.id).order_by(SourceBlock.position)).all()
    made = db.session.scalars(select(ResultBlock).order_by(ResultBlock.id)).all()
    picked = sorted({blocks[first % len(blocks)], blocks[second % len(blocks)]}) if blocks else []
    acts: dict[str, Callable[[], object]] = {
        "drop": lambda: drop(document, office, first),
        "take_in": lambda: receive_and_take_in(document, office),
        "add": lambda: weave.add_result(document.id, "ket-qua", WORDS[second % len(WORDS)], actor=office),
    }
    handling: dict[str, Callable[[], object]] = {
        "use": lambda: weave.use_blocks(document.id, picked, actor=office),
        "merge": lambda: weave.merge_blocks(document.id, picked, None, actor=office),
        "leave": lambda: weave.leave_out(document.id, picked, f"Lý do {second}", actor=office),
        "alike": lambda: weave.merge_alike(document.id, picked, actor=office),
        "reopen": lambda: weave.reopen_block(document.id, picked[0], actor=office),
    }
    acts |= handling if picked else {}
    if made:
        one = made[first % len(made)]
        text = WORDS[second % len(WORDS)]
        acts |= {
            "merge_into": lambda: weave.merge_blocks(document.id, picked, one.block, actor=office) if picked else None,
            "remove": lambda: weave.remove_result(document.id, one.block, actor=office),
            "move": lambda: weave.move_result(document.id, one.block, up=bool(second % 2), actor=office),
            "save": lambda: weave.save_result(document.id, SaveResult(one.block, text, one.version), actor=office),
        }
    try:
        acts.get(name, lambda: None)()
    except (InvalidInput, ChangedMeanwhile):
        db.session.rollback()


def broken(document: Document) -> list[str]:
    """What the database holds that it never may."""
    db.session.expire_all()
    made = db.session.scalars(select(Contribution).where(Contribution.document_id == document.id)).all()
    names = {block.block for block in db.session.scalars(select(ResultBlock))}
    sharing = {block: [one for one in made if one.block == block] for block in names}
    wrong = [f"no block {one.block}" for one in made if one.block not in names]
    wrong += taken_falsely(document, made)
    wrong += [f"kept {one.kept}" for one in made if not 0 <= one.kept <= 100]
    for block in db.session.scalars(select(SourceBlock).where(SourceBlock.document_id == document.id)):
        mine = [one for one in made if (one.source_id, one.source_block) == (block.source_id, block.block)]
        shares = any(len(sharing[one.block]) > 1 for one in mine)
        expected = (
            {SourceState.MERGED if shares else SourceState.USED} if mine else {SourceState.OPEN, SourceState.LEFT_OUT}
        )
        if block.state not in expected or (block.state is SourceState.LEFT_OUT) != bool(block.reason):
            wrong.append(f"{block.block}: {block.state}, {len(mine)} contributions, reason {block.reason}")
        wrong += [f"{one.block}: {one.how}" for one in mine if (one.how is How.MERGED) != (len(sharing[one.block]) > 1)]
    positions = [(block.section_key, block.position) for block in db.session.scalars(select(ResultBlock))]
    return wrong + (["two blocks at one place"] if len(set(positions)) < len(positions) else [])


def taken_falsely(document: Document, made: Iterable[Contribution]) -> list[str]:
    """Each source's words stand there once, and nothing of what is no source."""
    sources = db.session.scalars(select(Source).where(Source.document_id == document.id)).all()
    blocks = db.session.scalars(select(SourceBlock).where(SourceBlock.document_id == document.id)).all()
    taken = {one.source_id for one in sources}
    named = [*(one.source_id for one in blocks), *(one.source_id for one in made)]
    wrong = [f"words of {number}, which is no source" for number in named if number not in taken]
    for source in sources:
        held = sorted(one.block for one in blocks if one.source_id == source.source_id)
        if held != sorted(said_by(source.source)):
            wrong.append(f"{source.source_id}: {held} of {said_by(source.source)}")
    return wrong


def said_by(report: Document) -> list[str]:
    assert report.revision is not None
    shapes = [shape for shape in report.revision.content["blocks"] if shape["section"] != OPENING]
    return [shape["id"] for shape in shapes if shape["text"] != EMPTY_ANSWER]


def test_merging_joins_the_words_as_one_paragraph(document: Document, office: Actor) -> None:
    *_, first, second = source_blocks(document.id, "ket-qua")
    weave.merge_blocks(document.id, [first.id, second.id], None, actor=office)
    assert results(document) == ["- Tổ chức 12 hoạt động đọc sách. Tặng 340 cuốn sách."]


def test_the_same_press_twice_is_recorded_once(document: Document, office: Actor) -> None:
    first, second, *_ = source_blocks(document.id, "ket-qua")
    for _ in range(2):
        weave.use_blocks(document.id, [first.id], actor=office)
        weave.leave_out(document.id, [second.id], "Trùng ý", actor=office)
        weave.reopen_block(document.id, source_blocks(document.id, "kien-nghi")[0].id, actor=office)
    weave.add_result(document.id, "ket-qua", "- Thêm.", actor=office, token="a")
    with pytest.raises(AlreadyDone):
        weave.add_result(document.id, "ket-qua", "- Thêm.", actor=office, token="a")
    assert len(results(document)) == 2
    query = select(AuditEntry).where(AuditEntry.subject_id == document.id).order_by(AuditEntry.id)
    entries = db.session.scalars(query).all()
    woven = [entry.fact.value for entry in entries if entry.fact.value.startswith(("source:", "block:"))]
    assert woven == ["source:used", "source:left_out", "block:added"]


def test_the_words_of_another_clerk_are_not_overwritten(document: Document, office: Actor) -> None:
    (block,) = weave.add_result(document.id, "ket-qua", "- Đầu.", actor=office)
    seen = block.version
    weave.save_result(document.id, SaveResult(block.block, "- Của người thứ nhất.", seen), actor=office)
    with pytest.raises(ChangedMeanwhile, match="Trần Thị B"):
        weave.save_result(document.id, SaveResult(block.block, "- Của người thứ hai.", seen), actor=office)
    assert results(document) == ["- Của người thứ nhất."]


def test_leaving_out_what_was_used_meanwhile_keeps_the_reason_typed(document: Document, office: Actor) -> None:
    first, *_ = source_blocks(document.id, "ket-qua")
    weave.use_blocks(document.id, [first.id], actor=office)
    with pytest.raises(ChangedMeanwhile, match="Không còn phù hợp"):
        weave.leave_out(document.id, [first.id], "Không còn phù hợp", actor=office)


@pytest.mark.parametrize("key", ["mo-dau", "so-lieu", "khong-co"])
def test_refuses_words_in_a_section_that_would_not_print_them(document: Document, office: Actor, key: str) -> None:
    with pytest.raises(NotFound):
        weave.add_result(document.id, key, "- Lời.", actor=office)


def test_an_outdated_source_closes_the_way_until_it_is_dropped(document: Document, office: Actor, world: World) -> None:
    library = origin(document, world, "thuvien")
    mine = [block.id for block in source_blocks(document.id, "ket-qua")]
    merged = weave.merge_blocks(document.id, [mine[0], mine[2]], None, actor=office)
    weave.use_blocks(document.id, [*mine, source_blocks(document.id, "kien-nghi")[0].id], actor=office)
    before = results(document)
    received.withdraw(library)
    with pytest.raises(TransitionRefused, match="Thư viện tỉnh"):
        submit_document(document.id, Act(document.version), actor=office)
    drop_source(document.id, library.id, actor=office)
    drop_source(document.id, library.id, actor=office)
    assert (results(document), broken(document)) == (before, [])
    alone = db.session.scalars(select(Contribution).where(Contribution.block == merged.block)).one()
    assert alone.how is How.EDITED
    assert submit_document(document.id, Act(document.version), actor=office).state is DocumentState.IN_APPRAISAL


def test_a_living_source_is_not_dropped(document: Document, office: Actor, world: World) -> None:
    with pytest.raises(TransitionRefused):
        drop_source(document.id, origin(document, world, "thuvien").id, actor=office)


def test_figures_stay_as_added_until_a_person_adds_up(document: Document, office: Actor, world: World) -> None:
    assert [figure.value for figure in document.figures] == [2, 4, 6]
    changed = origin(document, world, "vanhoa").figures[0]
    changed.value = Decimal(10)
    db.session.commit()
    assert document.campaign is not None
    received.received(
        received.target_of(world, document.campaign, "baotang"), {"ket-qua": "- Trưng bày."}, (5, None, 0)
    )
    assert take_in(document.id, actor=office) == 1
    assert [figure.value for figure in document.figures] == [7, 4, 6]
    assert [figure.value for figure in add_up_figures(document.id, actor=office)] == [16, 4, 6]


def test_a_returned_section_is_called_mended_once(document: Document, office: Actor, app: Flask) -> None:
    section = document.sections[2]
    section.state = section.state.TO_FIX
    db.session.commit()
    mend_section(document.id, section.key, actor=office)
    length = document.chain_length
    mend_section(document.id, section.key, actor=office)
    assert (section.state, document.chain_length) == ("done", length)


def test_tables_with_the_same_head_become_one(world: World) -> None:
    head = "| Nội dung | Kết quả |\n"
    texts = {"vanhoa": {"ket-qua": head + "| Lễ hội | 9 |"}, "thuvien": {"ket-qua": head + "| Đọc sách | 12 |"}}
    document, office = received.consolidation(world, texts), world.actor("vanphong.so")
    blocks = sorted(source_blocks(document.id, "ket-qua"), key=lambda block: block.position)
    made = weave.merge_blocks(document.id, [block.id for block in blocks], None, actor=office)
    assert made.text.splitlines() == ["| Nội dung | Kết quả |", "| Lễ hội | 9 |", "| Đọc sách | 12 |"]
