"""What chi bộ say of their tasks rolls up to the province's report, each word handled once, its way down kept."""

import random
from collections import Counter
from collections.abc import Mapping

import pytest
from sqlalchemy import delete, select

from tests.factories import received, told
from tests.factories.told import KEY
from workflow.actions import weave
from workflow.actions.compose import content_of
from workflow.actions.consolidate import drop_source, start_consolidation
from workflow.actions.task_results import choose_progress
from workflow.cli.demo.world import World
from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.domain.facts import Fact
from workflow.domain.inputs.tasks import ChooseProgress
from workflow.domain.states import SourceState
from workflow.domain.tasks import Progress, rolled_up
from workflow.models import Campaign, Document, Source, TaskResult, db
from workflow.queries.audit import entries_of
from workflow.queries.consolidation import source_blocks
from workflow.queries.origins import walk
from workflow.queries.task_results import results_of
from workflow.queries.task_sums import task_sums, units_on
from workflow.queries.task_table import mismatches

SAID: Mapping[str, told.Told] = {
    "vanphong": {
        "mot": ("done", "Đã mở 1 lớp.", "Biên bản số 3"),
        "hai": ("done", "", ""),
        "nha": ("not_begun", "", ""),
    },
    "vanhoa": {"mot": ("in_progress", "Đang mở 2 lớp.", ""), "hai": ("done", "Đã viết 20 bài.", "")},
    "thuvien": {"mot": ("done", "Đã mở lớp.\n- Có 40 đảng viên dự.", "Ảnh"), "hai": ("no_result", "Chưa viết.", "")},
    "baotang": {"mot": ("done", "Đã học chung.", ""), "hai": ("done", "Đã viết.", "")},
}
FILLED = {"nha": ("no_result", "", "")}


@pytest.fixture
def plans(world: World) -> told.Plans:
    return told.plans(world)


@pytest.fixture
def campaigns(world: World, plans: told.Plans) -> dict[str, Campaign]:
    """The rounds of three levels; the cells' reports lie on the department's desk."""
    found = told.rounds(world, plans)
    for cell, said in SAID.items():
        told.reported(world, found["so"], plans, cell, {**FILLED, **said})
    return found


@pytest.fixture
def document(world: World, campaigns: dict[str, Campaign]) -> Document:
    """The department's consolidation, nothing handled yet."""
    return start_consolidation(campaigns["so"].id, actor=world.actor("vanphong.so"))


def test_what_is_told_of_the_own_plan_counts_for_the_task_above_that_it_carries_out(
    document: Document, plans: told.Plans
) -> None:
    sums = {one.task.id: one for one in task_sums(document)}
    assert list(sums) == [plans["chung"], plans["nha"]]
    # Each unit once, whatever it says of the two tasks below: one is done with both, one of them is not.
    assert sums[plans["chung"]].counts == {Progress.DONE: 2, Progress.IN_PROGRESS: 2}
    assert sums[plans["nha"]].counts == {Progress.NO_RESULT: 3, Progress.NOT_BEGUN: 1}
    found = results_of(document.id)
    assert [(number, row.progress) for number, row in found.items()] == [
        (plans["chung"], Progress.IN_PROGRESS),
        (plans["rieng"], None),
        (plans["nha"], Progress.NO_RESULT),
    ]
    first, *_ = units_on(document, plans["chung"])
    assert (first.organisation.short_name, first.leads) == ("Thư viện tỉnh", True)


def test_the_counts_are_what_a_naive_counting_finds(document: Document, plans: told.Plans) -> None:
    rng = random.Random(20261122)
    sources = list(db.session.scalars(select(Source.source_id).where(Source.document_id == document.id)))
    for _ in range(25):
        db.session.execute(delete(TaskResult).where(TaskResult.document_id.in_(sources)))
        found: dict[int, list[list[Progress | None]]] = {}
        for source in sources:
            said: dict[int, list[Progress | None]] = {}
            for place, name in enumerate(rng.sample(["mot", "hai", "nha"], rng.randint(0, 3))):
                how = rng.choice([*Progress, None])
                said.setdefault(plans["nha" if name == "nha" else "chung"], []).append(how)
                row = {"document_id": source, "task_id": plans[name], "position": place}
                db.session.add(TaskResult(progress=how, **row))
            for task, told_of in said.items():
                found.setdefault(task, []).append(told_of)
        db.session.flush()
        naive = {task: Counter(_together(one) for one in units) for task, units in found.items()}
        sums = {one.task.id: Counter(one.counts) + Counter({None: one.silent}) for one in task_sums(document)}
        assert sums == naive
    db.session.rollback()


def _together(told_of: list[Progress | None]) -> Progress | None:
    return rolled_up(Counter(one for one in told_of if one), silent=told_of.count(None))


def test_words_on_tasks_are_source_blocks_under_the_task_above(document: Document, plans: told.Plans) -> None:
    blocks = sorted(source_blocks(document.id, KEY), key=lambda block: block.position)
    assert {block.task_id for block in blocks} == {plans["chung"]}
    assert [block.text for block in blocks] == [
        "Đã mở 1 lớp. Minh chứng: Biên bản số 3.",
        "Đang mở 2 lớp.",
        "Đã viết 20 bài.",
        "Đã mở lớp.",
        "- Có 40 đảng viên dự. Minh chứng: Ảnh.",
        "Chưa viết.",
        "Đã học chung.",
        "Đã viết.",
    ]
    assert all(block.state is SourceState.OPEN for block in blocks)


def test_from_the_provinces_sentence_down_to_the_four_cells(
    world: World, campaigns: dict[str, Campaign], plans: told.Plans
) -> None:
    office = {unit: world.actor(f"vanphong.{unit}") for unit in ("so", "khoi", "tinh")}

    def into_one(document: Document) -> None:
        keys = {one.id: key for key, one in world.organisations.items()}
        actor = office[keys[document.organisation_id]]
        waiting = [block.id for block in source_blocks(document.id, KEY)]
        weave.merge_blocks(document.id, waiting, None, actor=actor)

    made = told.rolled_up(world, campaigns, into_one)
    top = made["tinh"]
    assert [(number, row.progress) for number, row in results_of(top.id).items()] == [
        (plans["chung"], Progress.IN_PROGRESS),
        (plans["rieng"], None),
        (plans["nha"], Progress.NO_RESULT),
    ]
    lines = [shape for shape in top.revision.content["blocks"] if shape["section"] == KEY]
    assert [shape["marker"] for shape in lines[1:]] == ["1.", "", "2."]
    assert lines[1]["text"] == "**Quán triệt nghị quyết tới toàn thể đảng viên**: đang thực hiện."
    assert lines[3]["text"] == "**Sửa trụ sở**: kỳ này chưa có kết quả."
    steps = walk(top.id, lines[2]["id"], office["tinh"])
    (bloc,) = steps
    (department,) = bloc.beyond
    assert {step.document.organisation.short_name for step in department.beyond} == {
        world.organisations[cell].short_name for cell in SAID
    }
    assert len(department.beyond) == 8


def test_a_person_may_choose_and_what_the_units_say_is_told_beside(
    world: World, document: Document, plans: told.Plans
) -> None:
    office, task = world.actor("vanphong.so"), plans["chung"]
    said = ChooseProgress(task, Progress.NOT_BEGUN, seen=Progress.IN_PROGRESS)
    choose_progress(document.id, said, actor=office)
    assert [(row.task.id, row.units.proposed) for row in mismatches(document)] == [(task, Progress.IN_PROGRESS)]
    with pytest.raises(ChangedMeanwhile):
        choose_progress(document.id, ChooseProgress(task, Progress.DONE, seen=Progress.IN_PROGRESS), actor=office)
    choose_progress(document.id, ChooseProgress(task, None, seen=Progress.NOT_BEGUN), actor=office)
    assert results_of(document.id)[task].progress is Progress.IN_PROGRESS
    assert mismatches(document) == []
    chosen = [one for one in entries_of(document.id) if one.fact is Fact.TASK_PROGRESS_CHOSEN]
    assert [(one.details["task"], one.details["progress"], one.details["before"]) for one in chosen] == [
        (task, "not_begun", "in_progress"),
        (task, "in_progress", "not_begun"),
    ]
    assert [one.details["chosen"] for one in chosen] == [True, False]
    with pytest.raises(NotFound):
        choose_progress(document.id, ChooseProgress(plans["mot"], Progress.DONE, None), actor=office)


def test_the_offices_own_words_stand_under_their_task(world: World, document: Document, plans: told.Plans) -> None:
    office = world.actor("vanphong.so")
    weave.add_result(document.id, KEY, "Đảng uỷ đã chỉ đạo.", task_id=plans["rieng"], actor=office)
    with pytest.raises(NotFound):
        weave.add_result(document.id, KEY, "Lời lạc.", task_id=plans["hai"], actor=office)
    db.session.expire_all()
    shapes = [shape for shape in content_of(document)["blocks"] if shape["section"] == KEY]
    told_of = [(shape["marker"], shape["text"]) for shape in shapes if shape.get("task") == plans["rieng"]]
    assert told_of == [("2.", "**Số hoá hồ sơ đảng viên**: chưa có thông tin."), ("", "Đảng uỷ đã chỉ đạo.")]


def test_a_source_that_is_dropped_is_taken_off_the_counts(world: World, document: Document, plans: told.Plans) -> None:
    office = world.actor("vanphong.so")
    sources = db.session.scalars(select(Source).where(Source.document_id == document.id)).all()
    for source in sources[1:3]:  # those of whom something is still open
        received.withdraw(source.source)
        drop_source(document.id, source.source_id, actor=office)
    db.session.expire_all()
    (chung, nha) = task_sums(document)
    assert (chung.counts, nha.counts) == ({Progress.DONE: 2}, {Progress.NOT_BEGUN: 1, Progress.NO_RESULT: 1})
    assert results_of(document.id)[plans["chung"]].progress is Progress.DONE


def test_without_a_section_on_tasks_nothing_that_was_told_is_lost(world: World, campaigns: dict[str, Campaign]) -> None:
    campaign = campaigns["so"]
    campaign.outline_json = told.OUTLINE.to_json() | {"sections": [told.OUTLINE.sections[1].to_json()]}
    db.session.commit()
    document = start_consolidation(campaign.id, actor=world.actor("vanphong.so"))
    words = [block.text for block in source_blocks(document.id, "khac")]
    assert "3. **Sửa trụ sở**: chưa triển khai." in words
    assert (
        "1. **Mở lớp học nghị quyết**: đã hoàn thành." in words and "Đã mở 1 lớp. Minh chứng: Biên bản số 3." in words
    )
    assert results_of(document.id) == {}
