"""A word of its own in every kind of free text, written over what acts left there; and finding the words in what the
application gives out, of whatever form."""

import io
import re
import zipfile
from typing import Any
from urllib.parse import unquote

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm.attributes import flag_modified
from werkzeug.test import TestResponse

from tests.integration.rights.people import WORD
from tests.integration.web.test_matrix import Values
from tests.jobs import do_jobs
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.states import SourceState, Stance
from workflow.models import (
    Attachment,
    Base,
    Campaign,
    CampaignSchedule,
    Certificate,
    DayOff,
    Delegation,
    Difficulty,
    Document,
    DraftSection,
    Export,
    Extension,
    IncomingEntry,
    Opinion,
    OpinionRound,
    OutgoingEntry,
    OutlineRecord,
    PaperImport,
    Reorganisation,
    ResultBlock,
    Revision,
    Slip,
    SourceBlock,
    Task,
    TaskClearing,
    TreeImport,
    db,
)
from workflow.models.clock import now, today
from workflow.queries.books import Wanted

BAIT = "vanglang"
"""What every planted text has besides, for searches, which repeat what was asked."""
_WORD = re.compile(rb"zq[a-z]+zq")
_PLACE = {f"zq{re.sub('[^a-z]', '', name)}zq": name for name in WORD}


def word(name: str) -> str:
    """The text planted under the name."""
    assert name in WORD
    return f"{BAIT} zq{re.sub('[^a-z]', '', name)}zq"


def plant(app: Flask, world: World, values: Values) -> None:
    """Write the words where their names say, and let those who are told of an act be told."""
    _plant_texts(values)
    _plant_papers(values)
    _plant_opinions(values)
    db.session.add(
        DayOff(organisation_id=values["unit"]["organisation_id"], day=today(), works=True, reason=word("day.reason"))
    )
    db.session.commit()
    for name in ("draft", "sent"):
        _act_of(values[name]["document_id"], word(f"{name}.returned"))
    do_jobs(app)


def _plant_texts(values: Values) -> None:
    _write(Campaign, values["round"]["campaign_id"], title=word("round.title"))
    _write(Extension, values["asked"]["extension_id"], reason=word("extension.reason"))
    _write(CampaignSchedule, values["periodic"]["schedule_id"], title=word("schedule.title"))
    _write(OutlineRecord, values["outline"]["outline_id"], title=word("outline.title"))
    _write(Difficulty, values["matter"]["difficulty_id"], text=word("matter.text"))
    _write(PaperImport, values["brought"]["import_id"], name=word("import.name"))
    _write(PaperImport, values["meant"]["import_id"], name=word("laying.name"))
    _write(Delegation, values["stood_in"]["delegation_id"], reason=word("delegation.reason"))
    _write(Reorganisation, values["change"]["act_id"], reason=word("reorganising.why"))
    _write(TreeImport, values["workbook"]["import_id"], name=word("workbook.name"))
    _write(Certificate, values["waiting"]["certificate_id"], holder=word("certificate.of"))
    _write(OutgoingEntry, values["book"]["entry_id"], note=word("book.note"))
    _write(IncomingEntry, values["arrived"]["entry_id"], note=word("book.arrived"))
    _write(Export, values["book"]["export_id"], wanted=Wanted(words=word("book.export")).to_json())
    _write(Task, values["planned"]["task_id"], text=word("plan.task"))
    _write(TaskClearing, values["dated"]["clearing_id"], said=word("clearing.said"))
    _write(Document, values["planned"]["document_id"], abstract=word("plan.abstract"))


def _plant_papers(values: Values) -> None:
    draft, sent, result = (values[name]["document_id"] for name in ("draft", "sent", "result"))
    _write(Document, draft, abstract=word("draft.abstract"))
    _write(Document, sent, abstract=word("sent.abstract"))
    _write(Attachment, values["filed"]["attachment_id"], title=word("draft.attachment"))
    texts = update(DraftSection).where(DraftSection.document_id == draft)
    db.session.execute(texts.where(DraftSection.key == "ket-qua").values(text=word("draft.text")))
    annex = texts.where(DraftSection.key == values["annexed"]["key"])
    db.session.execute(annex.values(title=word("draft.annex"), text=word("draft.annex")))
    blocks = update(ResultBlock).where(ResultBlock.document_id == result)
    db.session.execute(blocks.where(ResultBlock.block == values["result"]["block"]).values(text=word("result.text")))
    left = update(SourceBlock).where(SourceBlock.document_id == result, SourceBlock.state == SourceState.OPEN)
    db.session.execute(left.values(state=SourceState.LEFT_OUT, reason=word("result.left_out")))
    for shape in _shapes_of(sent):
        shape["text"] = word("sent.text")
    _shapes_of(values["joined"]["document_id"])[0]["text"] = word("joined.text")
    db.session.commit()


def _plant_opinions(values: Values) -> None:
    """A round on the sent paper, as though its house decided together."""
    revision, at = _revision_of(values["sent"]["document_id"]), now()
    said = Opinion(revision_id=revision.id, place="Toàn văn bản", text=word("sent.opinion"), given_at=at)
    slip = Slip(user_id=values["calendar"]["user_id"], stance=Stance.AGREED, revision_id=revision.id, given_at=at)
    slip.opinions.append(said)
    asked = OpinionRound(document_id=revision.document_id, revision_id=revision.id, members=1, closes_on=today())
    asked.opened_at, asked.note = at, word("sent.opinion")
    asked.slips.append(slip)
    db.session.add(asked)
    db.session.commit()


def _shapes_of(document_id: Any) -> list[dict[str, Any]]:
    """The blocks of the text that was handed in, to be written over."""
    revision = _revision_of(document_id)
    flag_modified(revision, "content")
    shapes: list[dict[str, Any]] = revision.content["blocks"]
    return shapes


def _revision_of(document_id: Any) -> Revision:
    return db.session.get_one(Revision, db.session.get_one(Document, document_id).revision_id)


def _write(kind: type[Base], key: Any, **columns: object) -> None:
    for name, value in columns.items():
        setattr(db.session.get_one(kind, key), name, value)
    db.session.commit()


@action
def _act_of(document_id: Any, said: str) -> None:
    """An entry in the document's record, with the people whom such an act is told to."""
    document = db.session.get_one(Document, document_id)
    record(document, Fact.DOCUMENT_RETURNED, SYSTEM, now(), Said(details={"note": said}, jobs=(JobName.NOTIFY,)))


def found_in(answer: TestResponse) -> set[str]:
    """The names of the planted words in the answer: its address, headers and body, whatever the body's form is."""
    headers = unquote(" ".join(answer.headers.values())).encode()
    return words_in(headers + b"\n" + _plain(answer.data))


def words_in(data: bytes) -> set[str]:
    """The same of plain bytes."""
    return {_PLACE[one.decode()] for one in _WORD.findall(data)}


def _plain(data: bytes) -> bytes:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return b"\n".join(parts.read(name) for name in parts.namelist())
    return _printed(data) if data.startswith(b"%PDF") else data


def _printed(data: bytes) -> bytes:
    from pypdfium2 import PdfDocument  # only where a paper was given out

    pages = PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in pages).encode()
