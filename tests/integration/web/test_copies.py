"""Copies of issued papers: by whom, of which parts, and the paper that comes out of it."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from workflow.actions.account import grant_role
from workflow.actions.copy import copy_paper
from workflow.actions.issue import sign_document, take_number
from workflow.actions.plan import register_paper
from workflow.actions.send import receive_document, send_document
from workflow.cli.demo.seed import OWN_PLANS
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import InvalidInput, NotFound, NotPermitted, TransitionRefused
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.inputs.writing import CopyPaper, RegisterPaper
from workflow.domain.paper import CopyKind
from workflow.domain.states import DocumentKind, DocumentState, Role
from workflow.models import AuditEntry, Document, OutgoingEntry, db
from workflow.paper.embedded import Embedded, embedded
from workflow.queries.papers import paper_of

WHOLE = (Path(OWN_PLANS) / "ke-hoach-so.txt").read_text(encoding="utf-8")
RECIPIENTS = ("Chi bộ Thư viện tỉnh", "Lưu Văn phòng Đảng uỷ")
ALL = CopyPaper(CopyKind.WHOLE, RECIPIENTS)


@pytest.fixture
def plan(app: Flask, world: World) -> Document:
    """The department's plan, issued before and entered in the register."""
    unit = world.organisations["so"].id
    return register_paper(unit, RegisterPaper(WHOLE), actor=world.actor("vanthu.so"))


@pytest.fixture
def clerk(app: Flask, world: World) -> FlaskClient:
    """The clerk of Đảng uỷ Sở, signed in."""
    client = app.test_client()
    sign_in(client, "vanthu.so")
    return client


def copied(world: World, plan: Document, given: CopyPaper = ALL, unit: str = "so", who: str = "vanthu.so") -> Document:
    return copy_paper(plan.id, world.organisations[unit].id, given, actor=world.actor(who))


def post(client: FlaskClient, plan: Document, **typed: object) -> TestResponse:
    return client.post(f"/van-ban/{plan.id}/sao", data={"csrf_token": csrf_token(client), **typed})


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def test_a_copy_goes_from_its_page_through_number_and_signatures_to_a_desk(
    app: Flask, world: World, clerk: FlaskClient, plan: Document
) -> None:
    assert "Sao văn bản" in words(clerk.get(f"/van-ban/{plan.id}"))
    assert "Sao y bản chính (toàn văn)" in words(clerk.get(f"/van-ban/{plan.id}/sao"))
    answer = post(clerk, plan, kind="SAO Y BẢN CHÍNH", recipients="\n".join(RECIPIENTS))
    document = db.session.scalars(select(Document).where(Document.origin_id == plan.id)).unique().one()
    assert (answer.status_code, answer.location) == (303, f"/van-ban/{document.id}")
    assert (document.state, document.kind) == (DocumentState.APPROVED, DocumentKind.COPY)
    assert document.abstract.startswith("Kế hoạch số 32-KH/ĐU, ngày 06/02/2024 của Đảng uỷ Sở")
    assert document.abstract.endswith("(sao y bản chính)")
    take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))
    do_jobs(app)
    db.session.refresh(document)
    sign_document(document.id, Sign(document.version, document.prepared_digest or ""), actor=world.actor("bithu.so"))
    do_jobs(app)
    db.session.refresh(document)
    assert (document.state, document.symbol) == (DocumentState.ISSUED, "01-BS/ĐU")
    found = embedded(app.extensions["trinhky-store"].get(document.issued_digest or ""))
    assert isinstance(found, Embedded) and found.paper is not None and found.paper.copy is not None
    printed = found.paper
    assert (printed.symbol, printed.title, printed.copy.symbol) == ("32-KH/ĐU", "KẾ HOẠCH", "01-BS/ĐU")
    assert (printed.copy.kind, printed.copy.signature.name) == (CopyKind.WHOLE, "Nguyễn Văn A")
    assert printed.copy.date == document.issued_on and printed.copy.recipients == RECIPIENTS
    entry = db.session.scalars(select(OutgoingEntry).where(OutgoingEntry.document_id == document.id)).one()
    assert (entry.kind, entry.number) == ("BS", 1)
    sent = send_document(document.id, Act(document.version), actor=world.actor("vanthu.so"))
    assert [one.organisation.name for one in sent.deliveries if one.organisation] == ["Chi bộ Thư viện tỉnh"]
    assert "Sao y bản chính số" in words(clerk.get(f"/van-ban/{plan.id}"))
    page = words(clerk.get(f"/van-ban/{document.id}"))
    assert "Bản sao số" in page and "SAO Y BẢN CHÍNH" in page and f"/van-ban/{plan.id}" in page


def test_a_whole_copy_has_every_word_of_its_original(world: World, plan: Document) -> None:
    document = copied(world, plan)
    assert document.revision is not None and plan.revision is not None
    original, copy = paper_of(plan, plan.revision.content), paper_of(document, document.revision.content)
    for part in ("issuer", "superior", "symbol", "date", "title", "abstract", "blocks", "footnotes", "annexes"):
        assert getattr(copy, part) == getattr(original, part), part
    assert (copy.recipients, copy.signature) == (original.recipients, original.signature)
    assert copy.copy is not None and copy.copy.symbol is None
    mine = (AuditEntry.subject_kind == Document.subject_kind) & (AuditEntry.subject_id == document.id)
    (entry,) = db.session.scalars(select(AuditEntry).where(mine))
    assert entry.details == {"origin": plan.id, "symbol": "32-KH/ĐU", "copy": "SAO Y BẢN CHÍNH"}


def test_an_extract_has_the_parts_that_were_ticked(world: World, clerk: FlaskClient, plan: Document) -> None:
    page = words(clerk.get(f"/van-ban/{plan.id}/sao"))
    keys = re.findall(r'name="parts"[^>]*value="([^"]+)"', page)
    answer = post(clerk, plan, kind="TRÍCH SAO", parts=keys[-1], recipients="Lưu VPĐU")
    assert answer.status_code == 303
    document = db.session.scalars(select(Document).where(Document.origin_id == plan.id)).unique().one()
    assert document.revision is not None and plan.revision is not None
    shown = paper_of(document, document.revision.content)
    ids = [shape["id"] for shape in plan.revision.content["blocks"]]
    assert keys[-1] in {block.id for block in shown.blocks}
    assert 0 < len(shown.blocks) < len(ids)
    assert shown.copy is not None and shown.copy.kind is CopyKind.PART


def test_an_extract_of_nothing_is_refused_and_what_was_typed_stays(clerk: FlaskClient, plan: Document) -> None:
    answer = post(clerk, plan, kind="TRÍCH SAO", recipients="Nơi nhận thử")
    assert answer.status_code == 422
    assert "hãy chọn ít nhất một phần" in words(answer) and "Nơi nhận thử" in words(answer)
    assert post(clerk, plan, kind="SAO LỤC", recipients="Lưu VPĐU").status_code == 422


def test_a_double_press_makes_one_copy(clerk: FlaskClient, plan: Document) -> None:
    typed = {"kind": "SAO Y BẢN CHÍNH", "recipients": "Lưu VPĐU", "token": "t" * 20}
    assert [post(clerk, plan, **typed).status_code for _ in range(2)] == [303, 303]
    assert len(db.session.scalars(select(Document).where(Document.origin_id == plan.id)).unique().all()) == 1


def test_whoever_received_it_copies_it_as_a_recipient(app: Flask, world: World, plan: Document) -> None:
    given = CopyPaper(CopyKind.BY_RECIPIENT, ("Lưu Chi bộ",))
    with pytest.raises(NotFound):
        copied(world, plan, given, "thuvien", "bithu.thuvien")
    do_jobs(app)
    db.session.refresh(plan)
    sent = send_document(plan.id, Act(plan.version), actor=world.actor("vanthu.so"))
    with pytest.raises(TransitionRefused, match="chưa tiếp nhận"):
        copied(world, plan, given, "thuvien", "bithu.thuvien")
    receive_document(sent.id, Act(sent.version), actor=world.actor("bithu.thuvien"))
    with pytest.raises(TransitionRefused, match="nơi nhận thì sao lục"):
        copied(world, plan, ALL, "thuvien", "bithu.thuvien")
    document = copied(world, plan, given, "thuvien", "bithu.thuvien")
    assert document.organisation_id == world.organisations["thuvien"].id
    client = app.test_client()
    sign_in(client, "bithu.thuvien")
    assert "Sao lục" in words(client.get(f"/van-ban/{plan.id}/sao"))
    link = f'href="/van-ban/{document.id}">Sao lục</a>'
    assert link in words(client.get(f"/van-ban/{plan.id}"))
    issuer = app.test_client()
    sign_in(issuer, "vanthu.so")
    assert link not in words(issuer.get(f"/van-ban/{plan.id}"))


def test_what_may_not_be_copied_is_refused_with_its_reason(world: World, plan: Document) -> None:
    document = copied(world, plan)
    with pytest.raises(TransitionRefused, match="Bản sao không được sao tiếp"):
        copied(world, document)
    with pytest.raises(InvalidInput, match="nơi nhận bản sao"):
        copied(world, plan, CopyPaper(CopyKind.WHOLE, ()))
    with pytest.raises(NotPermitted):
        copied(world, plan, who="uyvien.so")


def test_the_head_of_the_office_signs_by_order_of_the_committee(world: World, plan: Document) -> None:
    house = world.organisations["so"].id
    grant_role(GrantRole("vanphong.so", house, Role.SIGNER, "CHÁNH VĂN PHÒNG"), actor=SYSTEM)
    for who, authority in (("vanphong.so", "T/L ĐẢNG UỶ"), ("bithu.so", "T/M ĐẢNG UỶ")):
        document = copied(world, plan)
        given = TakeNumber(document.version, world.people[who].id)
        assert take_number(document.id, given, actor=world.actor("vanthu.so")).signature["authority"] == authority
