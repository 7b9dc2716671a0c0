"""What becomes of the slips when the text moves on: they stand while only its form changes, and fall with its words."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.deciding import MEMBERS, UNTIDY, WORDS, asked, digest_of, member, of_fact, round_of, vote
from tests.factories.stages import reloaded
from tests.integration.actions.test_conflicts import at_once
from tests.jobs import do_jobs
from workflow.actions.appraise import appraise_document, return_document
from workflow.actions.form_check import mend_form
from workflow.actions.opinions import give_slip
from workflow.actions.remarks import remarks_of
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM_NAME
from workflow.domain.errors import ChangedMeanwhile, TransitionRefused, WorkflowError
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act, MendForm, ReturnDocument
from workflow.domain.inputs.opinions import GiveSlip, OpinionSaid
from workflow.domain.states import Stance
from workflow.models import Decision, Document, Notification, ResultBlock, db

AGREED, REMARKS = Stance.AGREED, Stance.WITH_REMARKS


def test_slips_fall_by_the_systems_hand_when_the_text_says_something_else(app: Flask, world: World) -> None:
    document = asked(app, world)
    vote(document, MEMBERS[0])
    reworded(world, document, WORDS.replace("34", "35"))
    slip = next(one for one in round_of(document).slips if one.stance)
    assert (slip.counts, "sửa số liệu" in slip.fell_because) == (False, True)
    fell = of_fact(document, Fact.OPINION_FELL)
    assert (fell.actor_name, fell.details["fell"]) == (SYSTEM_NAME, ["Lê Văn C"])
    do_jobs(app)
    told = select(Notification.text).where(Notification.fact == Fact.OPINION_FELL, Notification.user_id == slip.user_id)
    assert "Hệ thống" in (text := db.session.scalars(told).one())
    assert "sửa số liệu" in text
    vote(document, MEMBERS[0])
    assert next(one for one in round_of(document).slips if one.stance).counts


def test_slips_stand_when_the_office_puts_the_text_in_form(app: Flask, world: World) -> None:
    document = asked(app, world, UNTIDY)
    vote(document, MEMBERS[0])
    seen = document.revision_id
    mend(world, document)
    slip = next(one for one in round_of(document).slips if one.stance)
    assert (slip.counts, slip.revision_id, reloaded(document).revision_id != seen) == (True, seen, True)
    kept = of_fact(document, Fact.OPINION_KEPT)
    assert (kept.actor_name, kept.details["kept"], len(kept.details["changes"])) == (SYSTEM_NAME, ["Lê Văn C"], 1)
    for who in MEMBERS[1:]:
        vote(document, who)
    assert db.session.scalars(select(Decision.digest)).one() == digest_of(document)


def test_a_slip_on_the_text_before_a_repair_counts_and_before_a_rewording_does_not(app: Flask, world: World) -> None:
    document = asked(app, world, UNTIDY)
    read = document.revision_id or 0
    mend(world, document)
    give(document, MEMBERS[0], read)
    reworded(world, document, "Mở 5 lớp.", place=1)
    with pytest.raises(ChangedMeanwhile, match="sửa số liệu"):
        give(document, MEMBERS[1], read)


def test_a_returned_paper_takes_no_slips_until_it_is_back(app: Flask, world: World) -> None:
    document = asked(app, world)
    return_document(document.id, ReturnDocument(document.version, {}, "Sửa."), actor=world.actor("uyvien.so"))
    with pytest.raises(TransitionRefused, match="không ở bước thông qua"):
        vote(document, MEMBERS[0])


def test_a_slip_beside_a_repair_of_form_counts_whichever_came_first(app: Flask, world: World) -> None:
    document = asked(app, world, UNTIDY)
    version, number, read = document.version, document.id, document.revision_id or 0
    keys, office = mending(document), world.actor("vanphong.so")
    voter = member(MEMBERS[0])
    db.session.rollback()
    outcomes = at_once(
        app,
        lambda: give_slip(number, GiveSlip(read, AGREED), actor=voter),
        lambda: mend_form(number, MendForm(version, keys), actor=office),
    )
    refused = [one for one in outcomes if isinstance(one, WorkflowError)]
    assert [type(one) for one in refused] in ([], [ChangedMeanwhile])  # the office's page may be older than the slip
    assert next(one for one in round_of(reloaded(document)).slips if one.stance).counts


def mending(document: Document) -> tuple[str, ...]:
    return tuple(one.finding.key for one in remarks_of(document) if one.finding.rule == "quotes_straight")


def mend(world: World, document: Document) -> None:
    keys = mending(document)
    assert keys
    mend_form(document.id, MendForm(reloaded(document).version, keys), actor=world.actor("vanphong.so"))


def reworded(world: World, document: Document, words: str, place: int = 0) -> None:
    """Returned, written otherwise, handed in and appraised again."""
    office = world.actor("vanphong.so")
    number = document.id
    return_document(number, ReturnDocument(reloaded(document).version, {}, "Sửa."), actor=office)
    rows = db.session.scalars(select(ResultBlock).where(ResultBlock.document_id == number).order_by(ResultBlock.id))
    rows.all()[place].text = f"- {words}"
    db.session.commit()
    submit_document(number, Act(reloaded(document).version), actor=office)
    appraise_document(number, Act(reloaded(document).version), actor=office)


def give(document: Document, who: str, revision_id: int) -> None:
    slip = GiveSlip(revision_id, REMARKS, (OpinionSaid(None, "Nhất trí."),))
    give_slip(document.id, slip, actor=member(who))
