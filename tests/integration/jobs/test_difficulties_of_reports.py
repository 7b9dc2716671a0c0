"""What a report says of difficulties becomes records of their own, climbs with it, and is never doubled."""

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.factories import received, stages
from tests.factories.raised import answered, fresh, joined, raised
from tests.jobs import do_jobs
from workflow.actions.compose import content_of
from workflow.actions.consolidate import start_consolidation
from workflow.actions.difficulty_reports import follow_report
from workflow.actions.draft import save_section
from workflow.actions.send import receive_document
from workflow.actions.weave import merge_blocks, use_blocks
from workflow.cli.demo.world import World
from workflow.domain.difficulties import DifficultyKind
from workflow.domain.difficulties import DifficultyState as S
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.writing import SaveSection
from workflow.domain.states import DocumentState
from workflow.models import Difficulty, DifficultyPlace, Document, ResultBlock, Revision, db
from workflow.models.clock import now
from workflow.queries.consolidation import source_blocks

pytestmark = pytest.mark.usefixtures("short_prints")

BUS, STAFF = "Xe thư viện lưu động đã cũ, hay hỏng.", "Thiếu viên chức biết tiếng dân tộc."
ASKED = "Đề nghị Uỷ ban nhân dân tỉnh: đầu tư một xe thư viện mới."


def of_unit(world: World, unit: str) -> Sequence[Difficulty]:
    db.session.expire_all()
    query = select(Difficulty).where(Difficulty.organisation_id == world.organisations[unit].id)
    return db.session.scalars(query.order_by(Difficulty.id)).unique().all()


def in_state(document: Document, state: DocumentState) -> None:
    """The report further on, with its difficulties."""
    document._state = state
    db.session.commit()
    follow_report(document.id)


def written(document: Document) -> Document:
    """The text as it stands, handed in and issued."""
    document = stages.reloaded(document)
    revision = Revision(document_id=document.id, ordinal=1, content=content_of(document), digest="", created_at=now())
    db.session.add(revision)
    db.session.flush()
    document.revision_id = revision.id
    in_state(document, DocumentState.ISSUED)
    return document


def report(world: World, cell: str, **texts: str) -> Document:
    """A cell's received report, with its difficulties."""
    campaign = stages.campaign_of(world)
    said = {key.replace("_", "-"): text for key, text in texts.items()}
    document = received.received(received.target_of(world, campaign, cell), said)
    follow_report(document.id)
    return document


def test_each_paragraph_becomes_a_record_and_none_is_none(world: World) -> None:
    report(world, "thuvien", kho_khan=f"- {BUS}\n- {STAFF}", kien_nghi=f"- {ASKED}")
    report(world, "baotang", kho_khan="Không.", kien_nghi="Không")
    mine = of_unit(world, "thuvien")
    assert [(one.text, one.kind, one.state) for one in mine] == [
        (BUS, DifficultyKind.DIFFICULTY, S.RECEIVED),
        (STAFF, DifficultyKind.DIFFICULTY, S.RECEIVED),
        (ASKED, DifficultyKind.PROPOSAL, S.RECEIVED),
    ]
    assert mine[2].addressed_to == "Uỷ ban nhân dân tỉnh"
    assert {one.desk_id for one in mine} == {world.organisations["so"].id}
    assert of_unit(world, "baotang") == []


def test_done_twice_nothing_is_raised_twice(world: World) -> None:
    document = report(world, "thuvien", kho_khan=f"- {BUS}")
    before = [(one.id, one.chain_length) for one in of_unit(world, "thuvien")]
    follow_report(document.id)
    assert [(one.id, one.chain_length) for one in of_unit(world, "thuvien")] == before


def test_it_is_at_home_until_the_report_is_sent_and_comes_home_with_it(world: World) -> None:
    document = report(world, "thuvien", kho_khan=f"- {BUS}")
    db.session.execute(delete(DifficultyPlace))
    db.session.execute(delete(Difficulty))
    for state, desk in (
        (DocumentState.ISSUED, "thuvien"),
        (DocumentState.SENT, "so"),
        (DocumentState.RETURNED, "thuvien"),
        (DocumentState.SENT, "so"),
    ):
        in_state(document, state)
        (one,) = of_unit(world, "thuvien")
        assert (one.desk_id, one.sent_at is not None) == (world.organisations[desk].id, desk == "so"), state
    in_state(document, DocumentState.CANCELLED)
    assert of_unit(world, "thuvien")[0].state is S.WITHDRAWN


def test_what_is_consolidated_speaks_for_what_it_was_made_from_and_the_answer_finds_its_way(world: World) -> None:
    campaign, office = stages.campaign_of(world), world.actor("vanphong.so")
    for cell in ("thuvien", "baotang"):
        follow_report(received.received(received.target_of(world, campaign, cell), {"kho-khan": f"- {BUS}"}).id)
    made = start_consolidation(campaign.id, actor=office)
    merge_blocks(made.id, [one.id for one in source_blocks(made.id, "kho-khan")], None, actor=office)
    made = written(made)
    (whole,) = of_unit(world, "so")
    below = [of_unit(world, cell)[0] for cell in ("thuvien", "baotang")]
    assert [(one.parent_id, one.state) for one in below] == [(whole.id, S.JOINED)] * 2
    in_state(made, DocumentState.SENT)
    assert [fresh(one).state for one in below] == [S.PASSED_UP] * 2
    answered(world, fresh(whole), "khoi")
    assert [fresh(one).state for one in below] == [S.ANSWERED] * 2


def test_a_record_joined_by_hand_is_not_doubled_by_the_report(world: World) -> None:
    campaign, office = stages.campaign_of(world), world.actor("vanphong.so")
    for cell in ("thuvien", "baotang"):
        follow_report(received.received(received.target_of(world, campaign, cell), {"kho-khan": f"- {BUS}"}).id)
    mine, other = (of_unit(world, cell)[0] for cell in ("thuvien", "baotang"))
    whole = joined(world, mine, other)
    made = start_consolidation(campaign.id, actor=office)
    use_blocks(made.id, [one.id for one in source_blocks(made.id, "kho-khan")], actor=office)
    written(made)
    assert [one.id for one in of_unit(world, "so")] == [whole.id]


def test_open_matters_stand_ready_in_the_next_report_and_are_not_raised_again(world: World) -> None:
    mine, office = raised(world, text=BUS), world.actor("soan.thuvien")
    document = stages.draft_of(world, stages.campaign_of(world))
    section = next(one for one in document.sections if one.key == "kho-khan")
    assert section.text.startswith(f"- {BUS[:-1]} (nêu từ ngày ")
    edited = section.text.replace("hay hỏng", "năm nay hỏng ba lần") + f"\n- {STAFF}"
    save_section(document.id, SaveSection("kho-khan", edited, section.version, done=True), actor=office)
    written(document)
    assert [one.text for one in of_unit(world, "thuvien")] == [mine.text, STAFF]
    assert fresh(mine).chain_length == mine.chain_length


def test_a_ready_line_written_over_is_another_matter(world: World) -> None:
    mine = raised(world, text=BUS)
    document = stages.draft_of(world, stages.campaign_of(world))
    section = next(one for one in document.sections if one.key == "kho-khan")
    given = SaveSection("kho-khan", f"- {STAFF}", section.version, done=True)
    save_section(document.id, given, actor=world.actor("soan.thuvien"))
    written(document)
    assert [one.text for one in of_unit(world, "thuvien")] == [BUS, STAFF]
    assert fresh(mine).state is S.RAISED


def test_the_offices_open_matters_stand_ready_in_its_consolidation(world: World) -> None:
    whole = joined(world, raised(world), raised(world, "baotang"))
    campaign = stages.campaign_of(world)
    received.received(received.target_of(world, campaign, "vanhoa"), {"ket-qua": "- Đã làm."})
    made = start_consolidation(campaign.id, actor=world.actor("vanphong.so"))
    query = select(ResultBlock.text).where(ResultBlock.document_id == made.id, ResultBlock.section_key == "kho-khan")
    (line,) = db.session.scalars(query).all()
    assert whole.text.rstrip(".") in line
    written(made)
    assert [one.id for one in of_unit(world, "so")] == [whole.id]


def test_issued_again_without_a_paragraph_its_record_is_withdrawn_and_another_follows_its_words(world: World) -> None:
    document = report(world, "thuvien", kho_khan=f"- {BUS}\n- {STAFF}")
    revision = document.revision
    db.session.execute(update(Difficulty).values({"state": "raised", "rank": 0, "received_at": None}))
    db.session.commit()
    assert revision is not None
    content = dict(revision.content)
    content["blocks"] = [shape for shape in content["blocks"] if STAFF not in shape["text"]]
    content["blocks"][-1] = content["blocks"][-1] | {"text": f"{BUS} Cần xe mới."}
    revision.content = content
    in_state(document, DocumentState.ISSUED)
    assert [(one.text, one.state) for one in of_unit(world, "thuvien")] == [
        (f"{BUS} Cần xe mới.", S.RAISED),
        (STAFF, S.WITHDRAWN),
    ]


def test_a_report_on_its_whole_way_takes_its_difficulties_along(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    assert {one.desk.short_name for one in of_unit(world, "thuvien")} == {"Đảng uỷ Sở"}
    assert len(of_unit(world, "thuvien")) == 3  # four paragraphs, two of them in the same words
    receive_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))
    do_jobs(app)
    assert {one.state for one in of_unit(world, "thuvien")} == {S.RECEIVED}
