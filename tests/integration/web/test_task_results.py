"""The section that goes through the tasks: it opens with all that concern the unit, keeps what is typed, is printed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.planned import body, plan_of, task_of
from tests.factories.stages import campaign_of, draft_of
from tests.integration.web.test_drafts import at, kept, person, post, words
from workflow.actions.compose import content_of
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.outline import Outline, Section, SectionKind
from workflow.domain.states import DocumentState, SectionState
from workflow.domain.tasks import Progress, Reach
from workflow.models import Document, Task, TaskResult, db
from workflow.queries.case import DocumentCase
from workflow.queries.papers import blocks_by_section

KEY = "nhiem-vu"
OUTLINE = Outline((Section(KEY, "Kết quả từng nhiệm vụ", "", SectionKind.TASKS), Section("khac", "Việc khác")))


@pytest.fixture
def tasks(world: World) -> list[Task]:
    """Two tasks of the department's plan that concern Chi bộ Thư viện tỉnh; a third is the museum's."""
    plan, units = plan_of(world), world.organisations
    often = Deadline(DeadlineKind.CONTINUOUS)
    mine = [
        task_of(plan, "Mở lớp tập huấn cho đảng viên.", body("Chi bộ Thư viện tỉnh", units["thuvien"].id)),
        task_of(plan, "Nâng cao chất lượng sinh hoạt.", body("cấp uỷ", reach=Reach.ALL_BELOW), deadline=often),
    ]
    task_of(plan, "Trưng bày chuyên đề.", body("Chi bộ Bảo tàng tỉnh", units["baotang"].id))
    return mine


@pytest.fixture
def document(world: World, tasks: list[Task]) -> Document:
    """The report of Chi bộ Thư viện tỉnh on that plan, begun."""
    return report(world, tasks)


@pytest.fixture
def writer(app: Flask, document: Document) -> FlaskClient:
    return person(app, "soan.thuvien")


def report(world: World, tasks: list[Task]) -> Document:
    campaign = campaign_of(world)
    campaign.outline_json, campaign.plan_id = OUTLINE.to_json(), tasks[0].document_id
    db.session.commit()
    return draft_of(world, campaign)


def told(*given: tuple[Task, str, str, str]) -> dict[str, str]:
    typed: dict[str, str] = {}
    for task, progress, done, evidence in given:
        typed |= {
            f"tien_do_{task.id}": progress,
            f"da_lam_{task.id}": done,
            f"minh_chung_{task.id}": evidence,
        }
    return typed


def results(document: Document) -> list[tuple[int, Progress | None, str, str]]:
    db.session.expire_all()
    query = select(TaskResult).where(TaskResult.document_id == document.id).order_by(TaskResult.position)
    return [(row.task_id, row.progress, row.done, row.evidence) for row in db.session.scalars(query)]


def test_it_opens_with_every_task_that_concerns_the_unit(writer: FlaskClient, document: Document) -> None:
    page = words(writer.get(at(document, KEY)))
    assert page.count("<fieldset") == 2
    assert "Mở lớp tập huấn" in page and "thường xuyên" in page
    assert "Trưng bày chuyên đề" not in page
    assert 'value="khong"' not in page


def test_what_is_said_of_each_task_is_kept_and_printed(
    writer: FlaskClient, document: Document, tasks: list[Task]
) -> None:
    first, second = tasks
    typed = told((first, "done", "Đã mở 2 lớp\ncho 40 đảng viên.", "Báo cáo lớp"), (second, "no_result", "", ""))
    assert not DocumentCase(document).has_text
    answer = post(writer, at(document, KEY), version="1", act="tiep", done="y", text="Nói thêm.", **typed)
    assert answer.status_code == 303
    assert results(document) == [
        (first.id, Progress.DONE, "Đã mở 2 lớp\ncho 40 đảng viên.", "Báo cáo lớp"),
        (second.id, Progress.NO_RESULT, "", ""),
    ]
    assert kept(document, KEY).state is SectionState.DONE
    content = content_of(db.session.get_one(Document, document.id))
    lines = [block.printed for block in blocks_by_section(content, with_lines=True)[KEY]]
    assert lines == [
        "1. **Mở lớp tập huấn cho đảng viên**: đã hoàn thành.",
        "Đã mở 2 lớp cho 40 đảng viên. Minh chứng: Báo cáo lớp.",
        "2. **Nâng cao chất lượng sinh hoạt**: kỳ này chưa có kết quả.",
        "3. **Nội dung khác:**",
        "Nói thêm.",
    ]
    assert DocumentCase(db.session.get_one(Document, document.id)).has_text


def test_finished_means_that_every_task_is_answered(writer: FlaskClient, document: Document, tasks: list[Task]) -> None:
    typed = told((tasks[0], "done", "", ""), (tasks[1], "", "", ""))
    answer = post(writer, at(document, KEY), version="1", act="luu", done="y", **typed)
    assert answer.status_code == 422
    assert "Nhiệm vụ 1: hãy ghi việc đã làm." in words(answer)
    assert "Nhiệm vụ 2: hãy chọn tiến độ." in words(answer)
    assert results(document) == []
    assert post(writer, at(document, KEY), version="1", act="luu", **typed).status_code == 303
    assert kept(document, KEY).state is SectionState.WORKING


def test_it_saves_by_itself_and_two_people_do_not_overwrite_each_other(
    writer: FlaskClient, document: Document, tasks: list[Task]
) -> None:
    path, typed = at(document, KEY), told((tasks[0], "in_progress", "Đang mở lớp.", ""))
    saved = post(writer, path, script=True, version="1", **typed)
    assert (saved.status_code, saved.get_json()["version"]) == (200, 2)
    again = post(writer, path, script=True, version="1", **typed)
    assert (again.status_code, again.get_json()["version"]) == (200, 2)
    other = told((tasks[0], "in_progress", "Chữ của người khác.", ""))
    assert post(writer, path, script=True, version="1", **other).status_code == 409
    answer = post(writer, path, version="1", act="luu", **other)
    assert answer.status_code == 409
    assert "Chữ của người khác." in words(answer) and "Đang mở lớp." in words(answer)
    assert results(document)[0][2] == "Đang mở lớp."


def test_the_next_report_shows_what_the_last_one_said(
    app: Flask, world: World, document: Document, tasks: list[Task]
) -> None:
    writer = person(app, "soan.thuvien")
    post(writer, at(document, KEY), version="1", act="luu", **told((tasks[1], "in_progress", "Đã họp 2 lần.", "")))
    db.session.get_one(Document, document.id)._state = DocumentState.SENT
    db.session.commit()
    page = words(writer.get(at(report(world, tasks), KEY)))
    assert "đang thực hiện" in page and "Đã họp 2 lần." in page


def test_without_a_plan_the_section_is_written_in_words(app: Flask, world: World) -> None:
    campaign = campaign_of(world)
    campaign.outline_json = OUTLINE.to_json()
    db.session.commit()
    document = draft_of(world, campaign)
    writer = person(app, "soan.thuvien")
    assert 'value="khong"' in words(writer.get(at(document, KEY)))
    assert post(writer, at(document, KEY), version="1", act="luu", text="- Đã mở lớp.").status_code == 303
    assert [b.text for b in blocks_by_section(content_of(db.session.get_one(Document, document.id)))[KEY]] == [
        "Đã mở lớp."
    ]
