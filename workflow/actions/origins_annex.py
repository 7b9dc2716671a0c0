"""The annex "Nguồn tổng hợp": which units' words each block of a consolidated report was made of. It is part of the
text that is approved, made anew whenever the text is put together."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from workflow.actions.draft import for_writing, note_author
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.blocks import Block, BlockType, plain
from workflow.domain.cutting import left_open
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.paper import Annex
from workflow.domain.provenance import told
from workflow.domain.sections import ORIGINS, ORIGINS_TITLE
from workflow.domain.states import How, Role
from workflow.models import Contribution, Document, Organisation, SourceBlock, db
from workflow.models.clock import now
from workflow.queries.papers import HEADING_PREFIX, TASK_PREFIX, shapes_of

MOST_ROWS = 2_000
"""What a paper can carry as one table; a larger chain is walked on screen."""
HEAD = ("Đoạn", "Đơn vị", "Văn bản", "Đoạn nguồn", "Cách dùng")
NOTHING = "Không có đoạn nào lấy từ báo cáo của đơn vị."
_SHOWN_WORDS = 14
_Row = tuple[str, ...]


@action
def choose_origins(document_id: int, *, wanted: bool, actor: Actor) -> Document:
    """Let the report carry the annex of its sources, or not any more; chosen already, it stays so. Refuses as
    `for_writing` does, a paper that consolidates nothing (InvalidInput), and more sources than a paper can carry."""
    document = for_writing(document_id, actor)
    if not document.consolidates:
        raise InvalidInput("Chỉ báo cáo tổng hợp mới có phụ lục nguồn tổng hợp.")
    if wanted:
        _refuse_too_many(document.id)
    if document.with_origins is not wanted:
        document.with_origins = wanted
        note_author(document, actor)
        role = actor.role_in(document.organisation_id, Role.OFFICE, Role.DRAFTER)
        record(document, Fact.ANNEX_ORIGINS, actor, now(), Said(details={"wanted": wanted}, role=role))
    return document


def origins_annex(document_id: int, content: Mapping[str, Any], marker: str) -> dict[str, Any]:
    """The annex in the shape that a revision keeps, of a content that has its blocks and contributions."""
    rows = list(_rows(content, _sources(document_id)))
    name = f"{HEADING_PREFIX}{ORIGINS}"
    block = Block(name, BlockType.PARAGRAPH, 0, "", NOTHING)
    if rows:
        block = Block(name, BlockType.TABLE, 0, "", "", (), (HEAD, *rows))
    return Annex(marker, ORIGINS_TITLE, (block,), wide=True).to_json()


def _refuse_too_many(document_id: int) -> None:
    made = select(Contribution.id).where(Contribution.document_id == document_id).limit(MOST_ROWS + 1)
    if len(db.session.scalars(made).all()) > MOST_ROWS:
        raise TransitionRefused(
            f"Báo cáo này có hơn {MOST_ROWS} đoạn nguồn, quá nhiều để in thành phụ lục. "
            "Nguồn của từng đoạn vẫn xem được trên màn hình."
        )


def _sources(document_id: int) -> dict[tuple[int, str], _Row]:
    """{(source, block): unit, paper with its day, the words it was made from}, in one statement."""
    query = (
        select(SourceBlock, Organisation.name, Document.symbol, Document.issued_on)
        .join(Document, SourceBlock.source_id == Document.id)
        .join(Organisation, SourceBlock.organisation_id == Organisation.id)
        .where(SourceBlock.document_id == document_id)
    )
    return {
        (block.source_id, block.block): (name, _paper(symbol, issued_on), _shortened(block))
        for block, name, symbol, issued_on in db.session.execute(query)
    }


def _paper(symbol: str | None, issued_on: dt.date | None) -> str:
    day = f" ngày {dates.short(issued_on)}" if issued_on else ""
    return f"Số {symbol}{day}" if symbol else "Chưa có số"


def _shortened(block: SourceBlock) -> str:
    words = plain(block.text).replace("|", " ").lstrip("-+ ").split()
    shown = " ".join(words[:_SHOWN_WORDS])
    more = f"…{left_open(shown)}" if len(words) > _SHOWN_WORDS else ""
    return f"Đoạn {block.ordinal}: {shown}{more}"


def _rows(content: Mapping[str, Any], sources: Mapping[tuple[int, str], _Row]) -> Iterator[_Row]:
    """One row a source, in the order of the printed text; a block is named by its section and its place there."""
    made: dict[str, list[Mapping[str, Any]]] = {}
    for one in content["contributions"]:
        made.setdefault(one["block"], []).append(one)
    for name, block in _places(list(shapes_of(content))):
        for one in made.get(block, ()):
            yield name, *sources[one["document"], one["source"]], told(How(one["how"]), one["kept"])


def _places(shapes: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """("Mục II, đoạn 3" or "Mục II, nhiệm vụ 2, đoạn 1", block id) of every block that somebody wrote."""
    marks = {shape["id"]: shape["marker"].rstrip(".") for shape in shapes}
    tasks = {shape["id"]: order for order, shape in enumerate(filter(_is_task, shapes), 1)}
    counted: dict[str, int] = {}
    for shape in shapes:
        key = shape.get("section")
        if key and not shape["id"].startswith(HEADING_PREFIX):
            place = f"Mục {marks.get(f'{HEADING_PREFIX}{key}', '')}"
            if "task" in shape:
                place += f", nhiệm vụ {tasks[TASK_PREFIX + str(shape['task'])]}"
            counted[place] = counted.get(place, 0) + 1
            yield f"{place}, đoạn {counted[place]}", shape["id"]


def _is_task(shape: Mapping[str, Any]) -> bool:
    return bool(shape["id"].startswith(TASK_PREFIX))
