"""A report that was handed in, returned, rewritten and handed in again, by real acts of the cast."""

from flask import Flask

from tests.factories.stages import CELLS, campaign_of, filled, reloaded
from tests.kept_stages import kept
from workflow.actions.appraise import return_document
from workflow.actions.draft import save_section
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.inputs.writing import SaveSection
from workflow.models import Document

FIRST = "Tổ chức 34 hoạt động văn hoá, thu hút 12.940 lượt người tham dự."
SECOND = "Mở ba lớp bồi dưỡng nghiệp vụ cho cán bộ thư viện cơ sở."
THIRD = "Chi bộ họp định kỳ, sinh hoạt chuyên đề về công tác văn hoá."
GONE = "Phối hợp với Đoàn Thanh niên tổ chức ngày hội đọc sách."
COME = "Trao 120 suất học bổng cho học sinh nghèo vượt khó."
KEY = "ket-qua"


def write(world: World, document: Document, *lines: str, key: str = KEY) -> None:
    """The unit's drafter writes a section anew."""
    section = next(one for one in reloaded(document).sections if one.key == key)
    text = "\n".join(f"- {line}" for line in lines)
    save_section(document.id, SaveSection(key, text, section.version, done=True), actor=world.actor("soan.thuvien"))


def hand_in(world: World, document: Document) -> Document:
    """The unit's drafter submits it."""
    act = Act(reloaded(document).version)
    return submit_document(document.id, act, actor=world.actor("soan.thuvien"))


def send_back(world: World, document: Document) -> Document:
    """The secretary of the unit returns it."""
    given = ReturnDocument(reloaded(document).version, {}, "Bổ sung số liệu.")
    return return_document(document.id, given, actor=world.actor("bithu.thuvien"))


@kept
def handed_in(app: Flask, world: World) -> Document:
    """The unit's report before its secretary."""
    document = filled(world, campaign_of(world, below=CELLS))
    write(world, document, FIRST, SECOND, THIRD, GONE)
    return hand_in(world, document)


@kept
def returned(app: Flask, world: World) -> Document:
    """The same, sent back to its drafter."""
    return send_back(world, handed_in(app, world))


@kept
def rewritten(app: Flask, world: World) -> Document:
    """The same, handed in again: a figure other, one paragraph moved, one gone, one come."""
    document = returned(app, world)
    write(world, document, SECOND, THIRD, FIRST.replace("34", "35"), COME)
    return hand_in(world, document)
