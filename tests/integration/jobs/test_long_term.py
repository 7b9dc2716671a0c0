"""The proofs of a signed paper (PAdES B-LT) are looked for before it is issued; found or not, it is issued once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask
from sqlalchemy import select

from tests.factories import stages
from tests.factories.online import Online, answering
from tests.factories.ready import ready_to_sign
from tests.jobs import do_jobs
from tests.other_settings import other_settings, settings_of
from tests.signing_in import PersonClient, sign_in
from workflow.actions.certificates import bind_own, bind_seal
from workflow.actions.issue import current_digest
from workflow.actions.sign import Shown, sign_now
from workflow.cli.demo.world import World
from workflow.domain.facts import Fact
from workflow.domain.states import SignatureKind, SignWay
from workflow.jobs.issue import sign
from workflow.jobs.keys import desk_of, follows
from workflow.jobs.rebuilding import rebuild
from workflow.jobs.verification import Outcome, examine, roots_text
from workflow.models import AuditEntry, Document, Notification, db
from workflow.signing import certificates
from workflow.signing.api import Baseline
from workflow.signing.verify import verify


class House:
    """The department, whose people have certificates of an authority online."""

    def __init__(self, app: Flask, world: World, online: Online) -> None:
        self.app, self.world, self.online = app, world, online
        self.store = app.extensions["trinhky-store"]

    def signed(self, person: str = "person") -> Document:
        """The report with both signatures; nothing is done by the worker since."""
        house, document = self.world.organisations["so"], ready_to_sign(self.app, self.world)
        keys = {one: self.online.signer(one) for one in (person, "seal")}
        bound = {one: certificates.bound(key.certificate) for one, key in keys.items()}
        bind_own(house.id, bound[person], None, actor=self.world.actor("bithu.so"))
        bind_seal(house.id, bound["seal"], None, actor=self.world.actor("vanthu.so"))
        settings = settings_of(self.app)
        for kind, name, who in (
            (SignatureKind.PERSON, person, "bithu.so"),
            (SignatureKind.ORGANISATION, "seal", "vanthu.so"),
        ):
            document = stages.reloaded(document)
            given = Shown(document.version, current_digest(document) or "", SignWay.PKCS11, follows(house, settings))
            desk = desk_of(self.store, settings)
            sign_now(document, kind, given, signer=keys[name], desk=desk, actor=self.world.actor(who))
        return stages.reloaded(document)

    def issued(self, document: Document) -> Document:
        """What the worker makes of it."""
        do_jobs(self.app)
        return stages.reloaded(document)


@pytest.fixture
def house(app: Flask, world: World, online: Online, tmp_path: Path) -> Iterator[House]:
    root = tmp_path / "root.pem"
    root.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in online.roots))
    service = {"tsa_url": online.clock.url, "long_term": True, "long_term_inside": True}
    with other_settings(app, trust_roots=(root,), demo_signing=False, **service):
        yield House(app, world, online)


def told(document: Document, fact: Fact) -> list[dict[str, object]]:
    query = select(AuditEntry.details).where(AuditEntry.subject_id == document.id, AuditEntry.fact == fact)
    return list(db.session.scalars(query.where(AuditEntry.subject_kind == "document")))


def test_a_paper_is_issued_with_the_word_of_its_authorities(house: House) -> None:
    document = house.signed()
    assert (document.state, document.step, document.issued_digest) == ("approved", "signing", None)
    document = house.issued(document)
    assert (document.state, document.step) == ("issued", "none")
    as_signed = document.signatures[-1].result_digest
    pdf, before = (house.store.get(one) for one in (document.issued_digest, as_signed))
    assert pdf.startswith(before)
    assert verify(pdf, house.online.roots, expected=2).level is Baseline.LONG_TERM
    (proven,) = told(document, Fact.DOCUMENT_PROVEN)
    assert (proven["digest"], proven["level"]) == (document.issued_digest, "B-LT")
    sign(document.id)
    assert stages.reloaded(document).issued_digest == document.issued_digest
    assert len(told(document, Fact.DOCUMENT_ISSUED)) == 1
    the_issued_file_and_the_same_before_its_proofs_are_genuine(house, document)


def the_issued_file_and_the_same_before_its_proofs_are_genuine(house: House, document: Document) -> None:
    roots = roots_text(settings_of(house.app))
    for digest in (document.issued_digest, document.signatures[-1].result_digest):
        assert examine(house.store.get(digest or ""), roots, house.store).outcome is Outcome.GENUINE
    alone = house.store.get(document.signatures[0].result_digest)
    assert examine(alone, roots, house.store).outcome is Outcome.ALTERED
    assert rebuild(document, house.store, None).is_same


def test_nobody_answers_and_the_paper_is_issued_all_the_same(house: House) -> None:
    document = house.signed()
    house.online.instead["ocsp"] = answering("503 Service Unavailable", lambda: [b""])
    document = house.issued(document)
    assert document.state == "issued"
    assert document.issued_digest == document.signatures[-1].result_digest
    (proven,) = told(document, Fact.DOCUMENT_PROVEN)
    assert (proven["level"], proven["reason"]) == ("", "Nơi cấp chứng thư số của Nguyễn Văn A không trả lời.")
    person = PersonClient(house.app)
    sign_in(person, "vanthu.so")
    assert "chứng thư số của Nguyễn Văn A không trả lời" in person.get(f"/van-ban/{document.id}").text


def test_a_paper_signed_with_what_was_taken_back_is_not_sent_by_itself(house: House) -> None:
    document = house.signed("person-revoked")
    document.send_when_issued = True
    db.session.commit()
    document = house.issued(document)
    assert (document.state, document.step, document.send_when_issued) == ("issued", "none", False)
    query = select(Notification.user_id).where(Notification.document_id == document.id)
    query = query.where(Notification.fact == Fact.DOCUMENT_PROVEN)
    assert set(db.session.scalars(query)) == {house.world.people[one].id for one in ("vanthu.so", "bithu.so")}
    person = PersonClient(house.app)
    sign_in(person, "vanthu.so")
    page = person.get(f"/van-ban/{document.id}").text
    assert "Chứng thư số đã bị thu hồi" in page
    assert "đã bị thu hồi từ 07:00 ngày 05/03/2021" in page
