"""The worker's steps: each may run twice and counts once; a failure is shown, retried, and holds nobody else up."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask
from sqlalchemy import func, select, text

from tests.factories import stages
from tests.factories.online import Online
from tests.factories.ready import ready_to_sign
from tests.jobs import do_jobs
from workflow.actions.approve import approve_document
from workflow.actions.issue import retry_step, sign_document
from workflow.cli.demo.world import World
from workflow.domain.errors import ChangedMeanwhile
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.issuing import Sign
from workflow.jobs.issue import prepare, sign
from workflow.jobs.queue import connected
from workflow.jobs.worker import rescue_stalled
from workflow.models import AuditEntry, Document, Notification, Signature, db
from workflow.models.clock import now
from workflow.settings import PROJECT_ROOT, Settings
from workflow.signing.certificates import read_roots
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.verify import verify

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def told(document: Document, fact: Fact) -> int:
    query = (
        select(func.count())
        .select_from(AuditEntry)
        .where(AuditEntry.subject_kind == "document", AuditEntry.subject_id == document.id, AuditEntry.fact == fact)
    )
    return db.session.scalar(query) or 0


def test_an_issued_paper_carries_both_signatures_and_every_later_byte_counts(app: Flask, world: World) -> None:
    document, settings = stages.issued(app, world), app.extensions["trinhky-settings"]
    pdf = app.extensions["trinhky-store"].get(document.issued_digest)
    roots = read_roots((settings.demo_authority / "root.pem").read_bytes())
    verdict = verify(pdf, roots, expected=2)
    assert verdict.valid, verdict.reasons
    assert [one.signer for one in verdict.signatures] == ["Nguyễn Văn A", "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"]
    broken = pdf[:5000] + bytes([pdf[5000] ^ 1]) + pdf[5001:]
    assert not verify(broken, roots, expected=2).valid


def test_a_step_that_runs_twice_counts_once(app: Flask, world: World) -> None:
    document = stages.issued(app, world)
    digest = document.issued_digest
    prepare(document.id)
    sign(document.id)
    assert stages.reloaded(document).issued_digest == digest
    assert told(document, Fact.DOCUMENT_ISSUED) == 1
    assert db.session.scalar(select(func.count()).where(Signature.document_id == document.id)) == 2


def test_a_failed_signature_is_shown_and_tried_again_and_holds_nobody_up(app: Flask, world: World) -> None:
    document, settings = stages.prepared(app, world), app.extensions["trinhky-settings"]
    person = person_key_file(settings, document)
    person.write_bytes(b"not a key")
    shown = Sign(document.version, document.prepared_digest or "")
    sign_document(document.id, shown, actor=world.actor("bithu.so"))
    do_jobs(app)
    document = stages.reloaded(document)
    assert (document.state, document.step) == ("approved", "signing")
    assert document.step_error
    assert told(document, Fact.DOCUMENT_STEP_FAILED) == 1
    other = stages.sent(app, world, stages.campaign_of(world), "baotang")
    assert other.state == "sent"
    person.unlink()
    retry_step(document.id, Act(document.version), actor=world.actor("vanthu.so"))
    do_jobs(app)
    assert stages.reloaded(document).state == "issued"


def person_key_file(settings: Settings, document: Document) -> Path:
    """Where the demo keeps the key of the document's signer, as if a disk had spoilt it."""
    authority = DemoAuthority.ensure(settings.demo_authority, now())
    holder = sha256(f"{document.signature['name']}\n{document.organisation.name}".encode()).hexdigest()
    (authority.folder / "issued").mkdir(exist_ok=True)
    return authority.folder / "issued" / f"{holder}.p12"


def test_the_next_hand_is_told_once_and_not_the_one_who_acted(app: Flask, world: World) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    do_jobs(app)
    do_jobs(app)
    people = db.session.scalars(select(Notification.user_id).where(Notification.document_id == document.id)).all()
    assert people == [world.people["bithu.thuvien"].id]


def test_a_rolled_back_act_promises_nothing(app: Flask, world: World) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    waiting = text("SELECT count(*) FROM procrastinate_jobs")
    before = db.session.scalar(waiting)
    with pytest.raises(ChangedMeanwhile):
        approve_document(document.id, Approve(document.version + 7), actor=world.actor("bithu.thuvien"))
    assert db.session.scalar(waiting) == before


def test_a_worker_killed_in_mid_issue_loses_nothing_and_doubles_nothing(app: Flask, world: World) -> None:
    settings, campaign = app.extensions["trinhky-settings"], stages.campaign_of(world)
    document = stages.submitted(world, campaign)
    secretary = world.actor("bithu.thuvien")
    approve_document(document.id, Approve(document.version, issue_now=True), actor=secretary)
    db.session.rollback()
    killed = sum(_kill_while_working(app, settings) for _ in range(3))
    assert killed >= 1
    _rescue(settings)
    do_jobs(app)
    document = stages.reloaded(document)
    assert (document.state, document.symbol, document.step_error) == ("sent", "01-BC/CB", None)
    for fact in (Fact.DOCUMENT_PREPARED, Fact.DOCUMENT_ISSUED, Fact.DOCUMENT_SENT):
        assert told(document, fact) == 1
    assert db.session.scalar(select(func.count()).where(Signature.document_id == document.id)) == 1


def test_a_worker_killed_between_the_two_signatures_leaves_the_first_and_the_next_puts_the_second(
    app: Flask, world: World, online: Online, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, document = tmp_path / "clock.pem", ready_to_sign(app, world)
    root.write_bytes(online.roots[0].public_bytes(Encoding.PEM))
    settings = replace(app.extensions["trinhky-settings"], trust_roots=(root,))
    monkeypatch.setitem(app.extensions, "trinhky-settings", settings)
    shown = Sign(document.version, document.prepared_digest or "")
    sign_document(document.id, shown, actor=world.actor("bithu.so"))
    db.session.rollback()
    online.instead["tsa"] = _one_time_stamp(online)
    stamped = {"TRINHKY_TSA_URL": online.clock.url, "TRINHKY_TRUST_ROOTS": str(root)}
    assert _kill_while_working(app, settings, "SELECT count(*) FROM signature", **stamped)
    document = stages.reloaded(document)
    (first,) = document.signatures
    assert (document.state, document.step, first.kind) == ("approved", "signing", "person")
    _rescue(settings)
    do_jobs(app)
    document = stages.reloaded(document)
    assert (document.state, document.step_error) == ("issued", None)
    assert [one.kind for one in document.signatures] == ["person", "organisation"]
    assert document.signatures[0].result_digest == document.signatures[1].signed_digest == first.result_digest
    assert (told(document, Fact.DOCUMENT_SIGNED), told(document, Fact.DOCUMENT_ISSUED)) == (2, 1)


def _one_time_stamp(online: Online) -> "WSGIApplication":
    """A service that stamps the person's signature and lets the seal wait: the moment to kill whoever waits."""
    asked = count()

    def app(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if next(asked):
            time.sleep(60)
        return online.services(environ, start)

    return app


BUSY = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"


def _kill_while_working(app: Flask, settings: Settings, question: str = BUSY, **more: str) -> bool:
    """Start a real worker, kill -9 it as soon as the answer is not nothing (it has a job in its hands); whether it was
    caught at work."""
    _rescue(settings)
    environment = os.environ | {
        "DATABASE_URL": settings.database_url or "",
        "TRINHKY_VAR": str(settings.var),
        "TRINHKY_SECRET_KEY": settings.secret_key,
        **more,
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "workflow", "worker"], cwd=PROJECT_ROOT, env=environment, start_new_session=True
    )
    try:
        return _wait_for(app, question, worker)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def _wait_for(app: Flask, question: str, worker: subprocess.Popen[bytes]) -> bool:
    unfinished = text("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
    with app.app_context():
        for _ in range(3000):
            if db.session.scalar(text(question)):
                return True
            if not db.session.scalar(unfinished) or worker.poll() is not None:
                return False
            db.session.rollback()
            time.sleep(0.005)
    return False


def _rescue(settings: Settings) -> None:
    async def rescue() -> None:
        async with connected(settings).open_async() as queue:
            await rescue_stalled(queue, 0)

    asyncio.run(rescue())
