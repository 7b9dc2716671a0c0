"""The tables of several units become one of the result: every one of them behind it, and what changed since is said."""

import pytest
from sqlalchemy import select

from tests.desk import contributions_of, result_blocks
from tests.factories import received, stages
from workflow.actions import weave
from workflow.actions.compose import content_of
from workflow.actions.consolidate import drop_source, start_consolidation, take_in
from workflow.actions.gather import gather_table
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile, InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.outline import ColumnRule, Outline, Section, SectionKind, Table
from workflow.domain.states import How, SourceState
from workflow.models import AuditEntry, Document, SourceBlock, db
from workflow.queries.consolidation import source_blocks
from workflow.queries.gathering import gathering
from workflow.queries.origins import climb, walk
from workflow.queries.workspace import set_aside

LISTED, FIXED = "viec", "bien-che"
OUTLINE = Outline(
    (
        Section(
            LISTED,
            "Việc đã làm",
            "",
            SectionKind.TABLE,
            Table(("Việc", "Số"), wide=True, rules=(ColumnRule.AUTO, ColumnRule.SUM)),
        ),
        Section(FIXED, "Biên chế", "", SectionKind.TABLE, Table(("Nơi", "Có", "Ghi chú"), ("Kho", "Quầy"))),
        Section("ket-qua", "Kết quả"),
    )
)
SAID = {
    "thuvien": {
        LISTED: "| Việc | Số |\n| Mở lớp | 2 |\n| Lễ hội | 1.200 |",
        FIXED: "| Nơi | Có | Ghi chú |\n| Kho | 4 | đủ |\n| Quầy | 1 | |",
    },
    "vanhoa": {
        LISTED: "| Việc | Số |\n| Mở lớp | 3 |",
        FIXED: "| Nơi | Có | Ghi chú |\n| Kho | 5 | thiếu |\n| Quầy | khoảng 2 | |",
    },
    "baotang": {LISTED: "Không.", FIXED: "| Chỗ | Có |\n| Kho | 9 |"},
}


@pytest.fixture
def office(world: World) -> Actor:
    return world.actor("vanphong.so")


@pytest.fixture
def document(world: World, office: Actor) -> Document:
    """The department's consolidation of three cells' tables, nothing handled yet."""
    campaign = stages.campaign_of(world)
    campaign.outline_json = OUTLINE.to_json()
    db.session.commit()
    for cell, said in SAID.items():
        received.received(received.target_of(world, campaign, cell), said, figures=())
    return start_consolidation(campaign.id, actor=office)


def texts(document: Document, key: str) -> list[str]:
    return [block.text for block in result_blocks(document.id, key)]


def test_tables_are_listed_under_one_head_and_every_one_stands_behind_the_result(
    document: Document, office: Actor
) -> None:
    made = gather_table(document.id, LISTED, 0, actor=office)
    assert made.text.split("\n") == [
        "| Đơn vị | Việc | Số |",
        "| Quản lý Văn hoá | Mở lớp | 3 |",
        "| Thư viện tỉnh | Mở lớp | 2 |",
        "| Thư viện tỉnh | Lễ hội | 1.200 |",
        "| Cộng |  | 1.205 |",
    ]
    assert {block.state for block in source_blocks(document.id, LISTED)} == {SourceState.MERGED}
    behind = contributions_of(document.id)
    assert [(one.how, one.kept) for one in behind] == [(How.MERGED, 100), (How.MERGED, 100)]
    again = gather_table(document.id, LISTED, 0, actor=office)
    assert (again.id, again.version) == (made.id, made.version)
    facts = select(AuditEntry).where(AuditEntry.fact == Fact.TABLE_GATHERED, AuditEntry.subject_id == document.id)
    assert len(db.session.scalars(facts).all()) == 1


def test_fixed_rows_are_added_and_what_cannot_be_is_said(document: Document, office: Actor) -> None:
    made = gather_table(document.id, FIXED, 0, actor=office)
    found = gathering(document, FIXED)
    assert found is not None
    assert made.text.split("\n")[1:] == [
        "| Kho | 9 | Quản lý Văn hoá: thiếu; Thư viện tỉnh: đủ |",
        "| Quầy | Quản lý Văn hoá: khoảng 2; Thư viện tỉnh: 1 |  |",
    ]
    assert [one.unit for one in found.odd] == ["Bảo tàng tỉnh"]
    assert found.units_of("Kho") == [("Quản lý Văn hoá", ("5", "thiếu")), ("Thư viện tỉnh", ("4", "đủ"))]
    assert [one.state for one in source_blocks(document.id, FIXED)].count(SourceState.OPEN) == 1
    silent = gathering(document, LISTED)
    assert silent is not None and list(silent.silent) == ["Bảo tàng tỉnh"]


def test_a_source_that_went_is_flagged_and_nothing_changes_before_the_press(
    document: Document, office: Actor, world: World
) -> None:
    made = gather_table(document.id, LISTED, 0, actor=office)
    before = made.text
    gone = db.session.scalars(
        select(SourceBlock).where(SourceBlock.document_id == document.id, SourceBlock.section_key == LISTED)
    ).first()
    assert gone is not None
    report = db.session.get_one(Document, gone.source_id)
    received.withdraw(report)
    drop_source(document.id, gone.source_id, actor=office)
    found = gathering(document, LISTED)
    assert found is not None and found.differs and texts(document, LISTED) == [before]
    assert report.target is not None
    received.received(report.target, {LISTED: "| Việc | Số |\n| Mở lớp | 7 |"}, figures=())
    take_in(document.id, actor=office)
    found = gathering(document, LISTED)
    assert found is not None and found.waiting == [report.organisation.short_name]
    gather_table(document.id, LISTED, made.version, actor=office)
    found = gathering(document, LISTED)
    assert found is not None and not found.differs and not found.waiting
    assert "| Mở lớp | 7 |" in texts(document, LISTED)[0]


def test_what_a_person_changed_is_not_lost_nor_overwritten_unseen(document: Document, office: Actor) -> None:
    made = gather_table(document.id, LISTED, 0, actor=office)
    words = made.text.replace("Mở lớp", "Mở lớp học")
    weave.save_result(document.id, SaveResult(made.block, words, made.version), actor=office)
    found = gathering(document, LISTED)
    assert found is not None and found.is_rewritten and not found.differs
    with pytest.raises(ChangedMeanwhile):
        gather_table(document.id, LISTED, made.version - 1, actor=office)
    gather_table(document.id, LISTED, made.version, actor=office)
    assert "Mở lớp học" not in texts(document, LISTED)[0]
    assert [one.text for one in set_aside(document.id, made.block)] == [words]


def test_taking_the_table_away_opens_its_sources_again(document: Document, office: Actor) -> None:
    made = gather_table(document.id, LISTED, 0, actor=office)
    weave.remove_result(document.id, made.block, actor=office)
    assert {block.state for block in source_blocks(document.id, LISTED)} == {SourceState.OPEN}
    assert gather_table(document.id, LISTED, 0, actor=office).block != made.block


def test_one_that_was_left_out_stays_out_and_a_section_without_tables_is_refused(
    document: Document, office: Actor
) -> None:
    first, second = source_blocks(document.id, LISTED)
    weave.leave_out(document.id, [first.id], "Gửi nhầm.", actor=office)
    gather_table(document.id, LISTED, 0, actor=office)
    assert [one.source_block for one in contributions_of(document.id)] == [second.block]
    for key in ("ket-qua", "khong-co"):
        with pytest.raises(InvalidInput):
            gather_table(document.id, key, 0, actor=office)


def test_the_way_down_and_up_leads_through_an_annex(document: Document, office: Actor) -> None:
    made = gather_table(document.id, LISTED, 0, actor=office)
    content = content_of(document)
    (annex,) = content["annexes"]
    assert annex["blocks"][0]["id"] == made.block
    steps = walk(document.id, made.block, office)
    assert [step.document.organisation.short_name for step in steps] == ["Quản lý Văn hoá", "Thư viện tỉnh"]
    assert climb(steps[0].document.id, steps[0].block, office) == ()
