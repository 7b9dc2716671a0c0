"""Waiting work is handed to one of its role and stands in their list alone; a step that is slow is told of once."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.factories import heaps, received, stages
from tests.integration.actions.test_back import told
from tests.jobs import do_jobs
from workflow.actions.account import end_role, open_account
from workflow.actions.appraise import appraise_document
from workflow.actions.hand_on import hand_on
from workflow.actions.organisation import set_rules, set_step_days
from workflow.actions.slow_step import note_slow
from workflow.actions.submit import recall_document
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.errors import InvalidInput, NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.handing import HandOn
from workflow.domain.inputs.organisations import OpenAccount
from workflow.domain.majority import Rules
from workflow.domain.states import DecisionWay, DocumentState, Role
from workflow.jobs.calendar import tell_of_slow_steps
from workflow.models import AuditEntry, Document, db
from workflow.models.clock import now, today
from workflow.queries import inbox
from workflow.queries.accounts import actor_of, by_username, memberships_of
from workflow.queries.audit import entries_of
from workflow.queries.awaiting import Span, awaiting

TEXTS = {"vanhoa": {"ket-qua": "- Mở 3 lớp."}, "thuvien": {"ket-qua": "- Mở lớp."}}


def second_office(world: World) -> Actor:
    """One more person of the department's office."""
    given = OpenAccount("vanphong2.so", "Đinh Văn Q", PASSWORD, world.organisations["so"].id, Role.OFFICE)
    open_account(given, world.people["quantri"].password, actor=SYSTEM)
    person = by_username("vanphong2.so")
    assert person is not None
    return actor_of(person)


def listed(actor: Actor) -> list[int]:
    """The papers in the person's list."""
    db.session.expire_all()
    count = inbox.tally(actor, today(), today()).total
    found = [item.document.id for item in inbox.inbox(actor)]
    assert count >= len(found)
    return found


def test_both_lists_change_at_once_and_both_are_named(app: Flask, world: World) -> None:
    document = received.in_appraisal(world, TEXTS)
    office, other = world.actor("vanphong.so"), second_office(world)
    assert document.id in listed(office)
    assert document.id in listed(other), "what was handed to nobody waits for all of the role"
    hand_on(document.id, HandOn(document.version, other.user_id or 0, "Chuyên đề của đồng chí."), actor=office)
    assert document.id not in listed(office)
    assert document.id in listed(other)
    last = entries_of(document.id)[-1]
    assert (last.fact, last.actor) == (Fact.DOCUMENT_HANDED_ON, office.name)
    assert (last.details["handed_to"], last.details["handed_from"]) == (other.name, [office.name])
    do_jobs(app)
    assert told(document, Fact.DOCUMENT_HANDED_ON) == ["vanphong2.so"], "whoever handed it on knows"


def test_the_hand_ends_with_the_step_and_with_the_role(app: Flask, world: World) -> None:
    document = received.in_appraisal(world, TEXTS)
    office, other = world.actor("vanphong.so"), second_office(world)
    hand_on(document.id, HandOn(document.version, other.user_id or 0), actor=office)
    person = by_username("vanphong2.so")
    assert person is not None
    (held,) = memberships_of(person.id)
    end_role(held.id, actor=world.actor("quantri"))
    held.to_day = today() - dt.timedelta(days=1)
    db.session.commit()
    assert document.id in listed(office), "nobody's work is lost with a person who left"
    appraise_document(document.id, Act(document.version), actor=office)
    assert stages.reloaded(document).assignee_id is None


def test_only_work_of_the_role_is_handed_on_and_only_by_those_who_may(app: Flask, world: World) -> None:
    document = received.in_appraisal(world, TEXTS)
    office, other = world.actor("vanphong.so"), second_office(world)
    clerk = HandOn(document.version, world.people["vanthu.so"].id)
    with pytest.raises(InvalidInput, match="không giữ vai trò"):
        hand_on(document.id, clerk, actor=office)
    with pytest.raises(NotPermitted):
        hand_on(document.id, HandOn(document.version, other.user_id or 0), actor=world.actor("uyvien.so"))
    (paper,) = heaps.before_committee(world, 1)
    with pytest.raises(TransitionRefused, match="không giao cho người khác được"):
        hand_on(paper.id, HandOn(paper.version, world.people["bithu.so"].id), actor=office)


def test_whoever_handed_in_does_not_recall_what_was_handed_on(app: Flask, world: World) -> None:
    document = received.in_appraisal(world, TEXTS)
    other = second_office(world)
    hand_on(document.id, HandOn(document.version, other.user_id or 0), actor=world.actor("bithu.so"))
    with pytest.raises(TransitionRefused, match="“Giao việc cho người khác”"):
        recall_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))


def wait(document: Document, days: int) -> None:
    """Let the paper have stood so many days where it stands."""
    query = update(Document).where(Document.id == document.id)
    db.session.execute(query.values(state_since=now() - dt.timedelta(days=days)))
    db.session.commit()
    db.session.expire_all()


def test_a_slow_step_is_told_of_once_and_stands_with_the_signer_until_it_is_over(app: Flask, world: World) -> None:
    document = received.in_appraisal(world, TEXTS)
    signer, office = world.actor("bithu.so"), world.actor("vanphong.so")
    assert not note_slow(document.id, actor=SYSTEM), "not before its day has passed"
    wait(document, 20)
    for _ in range(2):
        run(app)
    do_jobs(app)
    assert told(document, Fact.DOCUMENT_SLOW) == ["bithu.so"]
    span = Span(today(), today())
    (row,) = awaiting(signer, span).slow
    assert row.slow_since is not None
    assert row.slow_since < today()
    assert inbox.tally(signer, today(), today()).late == 1
    db.session.expire_all()
    appraise_document(document.id, Act(document.version), actor=office)
    assert awaiting(signer, span).slow == []


def test_the_house_says_how_long_and_a_new_step_counts_anew(app: Flask, world: World) -> None:
    document = received.in_appraisal(world, TEXTS)
    house = world.organisations["so"].id
    set_step_days(house, 0, actor=world.actor("quantri"))
    wait(document, 20)
    run(app)
    assert entries(document) == 0
    set_step_days(house, 5, actor=world.actor("quantri"))
    run(app)
    assert entries(document) == 1
    appraise_document(document.id, Act(stages.reloaded(document).version), actor=world.actor("vanphong.so"))
    assert (document.state, document.slow_since) == (DocumentState.IN_APPROVAL, None)
    with pytest.raises(NotPermitted):
        note_slow(document.id, actor=world.actor("vanphong.so"))


def test_the_same_choice_again_leaves_no_entry(world: World) -> None:
    house, admin = world.organisations["so"], world.actor("quantri")
    before = house.chain_length
    assert not set_step_days(house.id, house.step_days, actor=admin)
    assert not set_rules(house.id, house.rules, actor=admin)
    assert house.chain_length == before
    assert set_step_days(house.id, 9, actor=admin)
    assert set_rules(house.id, Rules(DecisionWay.SLIPS), actor=admin)
    assert house.chain_length == before + 2


def run(app: Flask) -> None:
    """The hourly look."""
    tell_of_slow_steps()
    db.session.expire_all()


def entries(document: Document) -> int:
    """How often the record says that it was slow."""
    query = select(AuditEntry.id).where(AuditEntry.subject_id == document.id, AuditEntry.fact == Fact.DOCUMENT_SLOW)
    return len(db.session.scalars(query).all())
