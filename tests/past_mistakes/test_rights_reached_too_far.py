"""A paper replaced before it was ever sent lay open to the superior; a superior's drafter received reports; a drafter
cancelled the office's consolidation; the top of a tree and another person's password were anybody's."""

import datetime as dt

import pytest
from flask import Flask

from tests.factories import stages
from tests.factories.planned import plan_of
from tests.factories.received import target_of
from workflow.actions.account import set_password
from workflow.actions.certificates import bind_own, end_certificate
from workflow.actions.draft import start_report
from workflow.actions.organisation import found_organisation
from workflow.actions.send import receive_document
from workflow.actions.submit import recall_document
from workflow.actions.withdraw import begin_replacement, cancel_document
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor, Grant
from workflow.domain.errors import NotFound, NotPermitted
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import BoundCertificate
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.states import DocumentState, Level, Role
from workflow.models.clock import now
from workflow.queries.documents import for_show
from workflow.queries.tasks import by_id, register

pytestmark = pytest.mark.usefixtures("short_prints")


def drafter_of_the_department(world: World) -> Actor:
    grant = Grant(world.organisations["so"].id, Role.DRAFTER)
    return Actor(world.people["soan.vanhoa"].id, "Lưu Thị I", frozenset({grant}))


def test_a_paper_replaced_before_it_was_sent_stays_in_the_house(app: Flask, world: World) -> None:
    old = stages.sent_alone(app, world)
    recall_document(old.id, Act(old.version, "Gửi nhầm."), actor=world.actor("bithu.thuvien"))
    new = begin_replacement(old.id, Act(old.version, "Sai số liệu"), actor=world.actor("soan.thuvien"))
    stages.finish(app, world, new, "thuvien")
    assert stages.reloaded(old).state is DocumentState.SUPERSEDED
    with pytest.raises(NotFound):
        for_show(old.id, world.actor("vanphong.so"))
    assert for_show(old.id, world.actor("soan.thuvien")).id == old.id


def test_a_report_is_received_by_the_superiors_office_not_by_its_drafter(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    with pytest.raises(NotPermitted):
        receive_document(document.id, Act(document.version), actor=drafter_of_the_department(world))
    assert stages.reloaded(document).state is DocumentState.SENT


def test_a_drafter_does_not_cancel_the_offices_consolidation(app: Flask, world: World) -> None:
    document = stages.consolidation(app, world)
    with pytest.raises(NotPermitted):
        cancel_document(document.id, Act(document.version, "Không cần"), actor=drafter_of_the_department(world))


def test_only_the_system_founds_the_top_of_a_tree(world: World) -> None:
    words = ("Tỉnh uỷ khác", "Tỉnh uỷ khác", "TỈNH UỶ KHÁC", "TU", "Sông Lam", "T/M BAN THƯỜNG VỤ")
    given = FoundOrganisation(*words, Level.PROVINCE, None, dt.date(2025, 7, 1))
    with pytest.raises(NotPermitted):
        found_organisation(given, actor=world.actor("quantri"))


def test_a_person_sets_only_the_own_password(world: World) -> None:
    with pytest.raises(NotPermitted):
        set_password("bithu.so", "mat-khau-moi", "x", actor=world.actor("soan.thuvien"))


@pytest.mark.parametrize("act", ["request", "certificate", "task"])
def test_what_is_somebody_elses_is_as_though_it_were_not_there(world: World, act: str) -> None:
    """Numbers of requests, certificates and tasks could be told apart from numbers that nothing bears."""
    stranger, campaign = world.actor("soan.baotang"), stages.campaign_of(world)
    ends = {
        "request": (lambda one: start_report(one, actor=stranger), target_of(world, campaign, "thuvien").id),
        "certificate": (lambda one: end_certificate(one, actor=stranger), own_certificate(world)),
        "task": (lambda one: for_show(by_id(one).document_id, stranger), register(plan_of(world).id)[0].id),
    }
    press, there = ends[act]
    said = []
    for number in (there, 10**9):
        with pytest.raises(NotFound) as refusal:
            press(number)
        said.append(refusal.value.reason)
    assert said[0] == said[1]


def own_certificate(world: World) -> int:
    house = world.organisations["thuvien"]
    given = BoundCertificate("0" * 64, "Dương Văn M", house.name, "Nơi cấp", now(), now(), "")
    return bind_own(house.id, given, None, actor=world.actor("bithu.thuvien")).id
