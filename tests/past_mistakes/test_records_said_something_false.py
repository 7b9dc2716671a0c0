"""The author of a copied text was forgotten and could approve it; the secretary cancelled as "clerk"; a role ended long
ago was ended again and so lasted longer; a paper of a former term pushed the numbers of this one; of two roles given at
once one met an error page."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import stages
from tests.integration.actions.test_conflicts import at_once
from workflow.actions.account import end_role, grant_role
from workflow.actions.plan import register_paper
from workflow.actions.submit import recall_document
from workflow.actions.withdraw import begin_replacement, cancel_document
from workflow.cli.demo.world import TERM_FROM, World
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import ChangedMeanwhile
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.inputs.writing import RegisterPaper
from workflow.domain.states import Role
from workflow.models import AuditEntry, Membership, Series, db

pytestmark = pytest.mark.usefixtures("short_prints")

PLAN = "KẾ HOẠCH\nthực hiện Nghị quyết số 43-NQ/TW\n-----\nI. MỤC ĐÍCH\n- Quán triệt Nghị quyết.\n"


def test_who_wrote_the_text_wrote_its_copy(app: Flask, world: World) -> None:
    old = stages.sent_alone(app, world)
    new = begin_replacement(old.id, Act(old.version, "Sai số liệu"), actor=world.actor("soan.thuvien"))
    assert new.author_ids == [world.people["soan.thuvien"].id]


def test_an_act_is_recorded_under_the_role_that_gave_the_right(app: Flask, world: World) -> None:
    document, secretary = stages.sent_alone(app, world), world.actor("bithu.thuvien")
    recall_document(document.id, Act(document.version, "Gửi nhầm."), actor=secretary)
    cancel_document(document.id, Act(document.version, "Sai số liệu"), actor=secretary)
    said = select(AuditEntry.role).where(AuditEntry.subject_id == document.id).order_by(AuditEntry.ordinal.desc())
    assert db.session.scalars(said.limit(2)).all() == [Role.SIGNER, Role.CLERK]


def test_a_role_that_ended_keeps_its_last_day(world: World) -> None:
    role = db.session.scalars(select(Membership).where(Membership.user_id == world.people["soan.thuvien"].id)).one()
    role.from_day, role.to_day = dt.date(2023, 1, 1), dt.date(2024, 1, 1)
    db.session.commit()
    assert end_role(role.id, actor=SYSTEM).to_day == dt.date(2024, 1, 1)


def test_a_paper_of_a_former_term_keeps_its_number_outside_this_terms_register(world: World) -> None:
    given = RegisterPaper(PLAN, number=200, issued_on=TERM_FROM - dt.timedelta(days=1))
    plan = register_paper(world.organisations["so"].id, given, actor=world.actor("vanthu.so"))
    assert (plan.symbol, plan.number, plan.series_id) == ("200-KH/ĐU", 200, None)
    assert db.session.scalars(select(Series)).all() == []


def test_of_roles_given_at_once_each_is_given_or_refused_with_a_sentence(app: Flask, world: World) -> None:
    unit = world.organisations["so"].id
    roles = (Role.DRAFTER, Role.INSPECTOR, Role.CLERK)
    db.session.rollback()
    acts = [lambda role=role: grant_role(GrantRole("uyvien.so", unit, role), actor=SYSTEM) for role in roles]
    outcomes = at_once(app, *acts)
    assert len(outcomes) == len(roles)
    assert all(isinstance(one, Membership | ChangedMeanwhile) for one in outcomes)
    given = select(AuditEntry).where(AuditEntry.fact == Fact.ROLE_GRANTED, AuditEntry.actor_id.is_(None))
    assert db.session.scalars(given).first() is not None
