"""Organisations merge, split, move, end and are renamed: nothing open loses its owner, nothing issued changes."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import stages, tree
from workflow.actions.account import grant_role
from workflow.actions.numbering import allot_number
from workflow.actions.reorganise import carry_out_on_its_day, confirm, drop, note_not_carried_out, prepare
from workflow.actions.send import receive_document
from workflow.cli.demo.world import World
from workflow.domain.errors import InvalidInput, NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.inputs.reorganising import Names, Plan, Receiver
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import DocumentState, ReorganisationKind, ReorganisationState, Role
from workflow.models import AuditEntry, Campaign, Document, Membership, Organisation, Reorganisation, Target, db
from workflow.models.clock import today
from workflow.queries.case import DocumentCase
from workflow.queries.organisation_names import names_of
from workflow.queries.organisations import OrganisationCase, predecessors_of, successors_of
from workflow.queries.papers import paper_of
from workflow.queries.reorganisations import due

pytestmark = pytest.mark.usefixtures("short_prints")

MERGE, SPLIT, MOVE = ReorganisationKind.MERGE, ReorganisationKind.SPLIT, ReorganisationKind.MOVE
Change = tuple[ReorganisationKind, tuple[str, ...], str | None, str | None]
DISSOLVE, RENAME = ReorganisationKind.DISSOLVE, ReorganisationKind.RENAME


def facts_of(kind: str, subject_id: int) -> list[Fact]:
    query = select(AuditEntry.fact).where(AuditEntry.subject_kind == kind, AuditEntry.subject_id == subject_id)
    return list(db.session.scalars(query.order_by(AuditEntry.ordinal)))


def roles(organisation: Organisation) -> set[tuple[str, Role]]:
    query = select(Membership).where(Membership.organisation_id == organisation.id, Membership.to_day.is_(None))
    return {(one.user.username, one.role) for one in db.session.scalars(query)}


def test_two_chi_bo_become_one_and_what_they_had_begun_is_its(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    mine = stages.submitted(world, campaign, "thuvien")
    other = stages.draft_of(world, campaign, "baotang")
    sent = stages.sent(app, world, campaign, "vanhoa")
    new = tree.merged(world, "thuvien", "baotang")
    mine, other, sent = (db.session.get_one(Document, one.id) for one in (mine, other, sent))
    assert (mine.organisation_id, mine.desk_id, mine.state) == (new.id, new.id, DocumentState.DRAFT)
    assert other.organisation_id == new.id
    assert sent.organisation_id == world.organisations["vanhoa"].id
    standing = [target.organisation_id for target in db.session.get_one(Campaign, campaign.id).targets]
    assert sorted(standing) == sorted([new.id, *(world.organisations[one].id for one in ("vanphong", "vanhoa"))])
    # one request, one answer: the other text is kept beside it
    assert [one.target_id is None for one in (mine, other)].count(True) == 1
    assert facts_of("document", mine.id)[-1] is Fact.DOCUMENT_HANDED_OVER
    assert "Chi bộ Thư viện và Bảo tàng báo cáo" in mine.sections[0].text
    assert successors_of(tree.unit(world, "thuvien")) == (new.id,)
    assert set(predecessors_of([new.id])) == {world.organisations[one].id for one in ("thuvien", "baotang")}


def test_who_writes_passes_and_who_signs_is_decided_anew(app: Flask, world: World) -> None:
    new = tree.merged(world, "thuvien", "baotang")
    told = roles(new)
    assert ("soan.thuvien", Role.DRAFTER) in told
    assert ("soan.baotang", Role.DRAFTER) in told
    assert not any(role is Role.SIGNER for _, role in told)


def test_people_of_one_that_ended_read_and_do_nothing_more(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    sent = stages.sent(app, world, campaign, "thuvien")
    tree.merged(world, "thuvien", "baotang", into="baotang")
    secretary, ended = world.actor("bithu.thuvien"), tree.unit(world, "thuvien")
    case = DocumentCase(db.session.get_one(Document, sent.id))
    assert permits(secretary, Permission.DOCUMENT_READ, case)
    assert permits(secretary, Permission.ORGANISATION_READ, OrganisationCase(ended))
    assert permits(secretary, Permission.BOOK_READ, OrganisationCase(ended))
    acts = (Permission.DOCUMENT_START, Permission.DOCUMENT_SIGN, Permission.BOOK_KEEP, Permission.ORGANISATION_MANAGE)
    assert not any(permits(secretary, one, OrganisationCase(ended)) for one in acts)
    heir = world.actor("soan.baotang")
    assert permits(heir, Permission.DOCUMENT_READ, case)
    assert not permits(heir, Permission.DOCUMENT_RECALL, case)
    with pytest.raises(NotPermitted):
        grant_role(GrantRole("soan.vanhoa", ended.id, Role.DRAFTER), actor=world.actor("quantri"))


def test_what_was_issued_keeps_the_names_of_its_day(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    before = stages.sent(app, world, campaign, "thuvien")
    unit = tree.unit(world, "thuvien")
    names = Names("Chi bộ Thư viện số", "Thư viện số", "CB", "Sông Hồng", "T/M CHI BỘ")
    draft = stages.draft_of(world, campaign, "vanhoa")
    tree.done(world, RENAME, Plan((unit.id,), names=names))
    above = world.organisations["so"]
    renamed = Names("Đảng uỷ Sở mới", "Đảng uỷ Sở", "ĐU", "Sông Lam", above.authority, "ĐẢNG BỘ SỞ MỚI")
    tree.done(world, RENAME, Plan((above.id,), names=renamed))
    old = db.session.get_one(Document, before.id)
    assert old.revision is not None
    paper = paper_of(old, old.revision.content)
    assert (paper.issuer, paper.place) == ("CHI BỘ THƯ VIỆN TỈNH", "Sông Lam")
    assert paper.superior == "ĐẢNG BỘ SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH"
    assert old.issuer_name == "Chi bộ Thư viện tỉnh"
    assert db.session.get_one(Document, draft.id).recipients[0] == "Đảng uỷ Sở mới (b/c)"
    assert names_of(unit.id)[0].name == "Chi bộ Thư viện số"
    new = stages.sent(app, world, stages.campaign_of(world, below=("thuvien",)), "thuvien")
    assert new.revision is not None
    paper = paper_of(new, new.revision.content)
    assert (paper.issuer, paper.superior, paper.place) == ("CHI BỘ THƯ VIỆN SỐ", "ĐẢNG BỘ SỞ MỚI", "Sông Hồng")
    assert (old.number, new.number) == (1, 2)


def test_another_symbol_may_number_anew(app: Flask, world: World) -> None:
    unit = world.organisations["thuvien"]
    names = Names("Chi bộ Thư viện số", "Thư viện số", "CBTV", "Sông Lam", "T/M CHI BỘ")
    allot_number(unit.id, "BC", today())
    tree.done(world, RENAME, Plan((unit.id,), names=names))
    assert allot_number(unit.id, "BC", today())[1] == 2
    tree.done(world, RENAME, Plan((unit.id,), names=replace(names, symbol="CBS"), restart=True))
    assert allot_number(unit.id, "BC", today())[1] == 1


def test_a_unit_moves_with_everything_below_it(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world, "khoi", ("so",))
    so, tinh = world.organisations["so"], world.organisations["tinh"]
    act = tree.done(world, MOVE, Plan((so.id,), superior_id=tinh.id))
    assert act.outcome == {"units": 1, "duties": 0, "ended": 1}, "what ends does not go on elsewhere"
    assert tree.unit(world, "so").ancestor_ids == [tinh.id]
    assert tree.unit(world, "thuvien").ancestor_ids == [so.id, tinh.id]
    assert tree.unit(world, "thuvien").superior_id == so.id
    assert db.session.get_one(Campaign, campaign.id).targets == []
    assert Fact.TARGET_HANDED_OVER in facts_of("campaign", campaign.id)


def test_a_report_sent_before_the_move_is_received_where_it_went(app: Flask, world: World) -> None:
    sent = stages.sent(app, world, stages.campaign_of(world), "thuvien")
    tree.done(world, MOVE, Plan((world.organisations["thuvien"].id,), superior_id=world.organisations["khoi"].id))
    received = receive_document(sent.id, Act(sent.version), actor=world.actor("vanphong.so"))
    assert received.state is DocumentState.RECEIVED
    assert not permits(world.actor("vanphong.khoi"), Permission.DOCUMENT_SEND_BACK, DocumentCase(received))


def test_a_committee_ends_and_its_chi_bo_stand_below_the_one_above(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    waiting = stages.sent(app, world, campaign, "thuvien")
    taken = stages.received(app, world, campaign, "vanhoa")
    khoi = world.organisations["khoi"]
    plan = Plan((world.organisations["so"].id,), receivers=(Receiver("tren", khoi.id),))
    tree.done(world, DISSOLVE, plan)
    assert tree.unit(world, "thuvien").ancestor_ids == [khoi.id, world.organisations["tinh"].id]
    assert db.session.get_one(Campaign, campaign.id).organisation_id == khoi.id
    documents = [db.session.get_one(Document, one.id) for one in (waiting, taken)]
    assert [one.desk_id for one in documents] == [khoi.id, khoi.id]
    received = receive_document(waiting.id, Act(documents[0].version), actor=world.actor("vanphong.khoi"))
    assert received.state is DocumentState.RECEIVED


def test_a_unit_is_split_and_each_half_has_what_was_chosen_for_it(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    draft = stages.draft_of(world, campaign, "thuvien")
    unit = world.organisations["thuvien"]
    halves = (
        Receiver("a", names=Names("Chi bộ Thư viện Một", "Thư viện Một", "CB", "Sông Lam", "T/M CHI BỘ")),
        Receiver("b", names=Names("Chi bộ Thư viện Hai", "Thư viện Hai", "CB", "Sông Lam", "T/M CHI BỘ")),
    )
    held = {one.role: one.id for one in members(unit)}
    shares = {f"target:{draft.target_id}": "b", f"membership:{held[Role.DRAFTER]}": "b"}
    shares |= {f"membership:{held[Role.SIGNER]}": "a"}
    tree.done(world, SPLIT, Plan((unit.id,), halves, shares))
    one, two = (by_name(half.names.name) for half in halves if half.names)
    moved = db.session.get_one(Document, draft.id)
    assert (moved.organisation_id, moved.target_id) == (two.id, draft.target_id)
    assert roles(two) == {("soan.thuvien", Role.DRAFTER)}
    assert ("bithu.thuvien", Role.SIGNER) in roles(one)
    assert set(successors_of(tree.unit(world, "thuvien"))) == {one.id, two.id}


def test_a_part_is_split_off_and_the_rest_goes_on(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    so = world.organisations["so"]
    off = Receiver("b", names=Names("Đảng uỷ Văn hoá", "Đảng uỷ Văn hoá", "ĐU", "Sông Lam", "T/M ĐẢNG UỶ"))
    shares = {f"unit:{world.organisations['vanhoa'].id}": "b"}
    tree.done(world, SPLIT, Plan((so.id,), (Receiver("a", so.id), off), shares))
    new = by_name("Đảng uỷ Văn hoá")
    assert predecessors_of([new.id]) == ()
    assert not tree.unit(world, "so").has_ended
    assert tree.unit(world, "vanhoa").superior_id == new.id
    assert tree.unit(world, "thuvien").superior_id == so.id
    asked = db.session.scalars(select(Target).where(Target.organisation_id == world.organisations["vanhoa"].id)).one()
    assert (asked.campaign_id == campaign.id, asked.campaign.organisation_id) == (False, new.id)


def test_nothing_ends_with_open_work_and_nobody_to_take_it(app: Flask, world: World) -> None:
    stages.campaign_of(world)
    unit = world.organisations["thuvien"]
    act = tree.prepared(world, DISSOLVE, Plan((unit.id,)))
    with pytest.raises(TransitionRefused, match="chọn đơn vị nhận"):
        confirm(act.id, act.version, actor=world.actor("quantri"))
    assert not tree.unit(world, "thuvien").has_ended


def test_a_numbered_paper_is_finished_first(app: Flask, world: World) -> None:
    stages.prepared(app, world)
    plan = Plan((world.organisations["so"].id,), (Receiver("a", world.organisations["khoi"].id),))
    act = tree.prepared(world, DISSOLVE, plan)
    with pytest.raises(TransitionRefused, match="01-BC/ĐU"):
        confirm(act.id, act.version, actor=world.actor("quantri"))


def test_what_is_of_a_day_to_come_waits_for_it(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tomorrow = today() + dt.timedelta(days=1)
    plan = Plan((world.organisations["thuvien"].id,), (Receiver("a", world.organisations["baotang"].id),))
    act = tree.prepared(world, DISSOLVE, plan, tomorrow)
    confirm(act.id, act.version, actor=world.actor("quantri"))
    assert (act.state, due(today())) == (ReorganisationState.SCHEDULED, [])
    assert not tree.unit(world, "thuvien").has_ended
    monkeypatch.setattr("workflow.actions.reorganise.today", lambda: tomorrow)
    assert due(tomorrow) == [act.id]
    carry_out_on_its_day(act.id)
    carry_out_on_its_day(act.id)
    assert tree.unit(world, "thuvien").to_day == today()
    assert db.session.get_one(Reorganisation, act.id).state is ReorganisationState.DONE


def test_what_cannot_be_done_on_its_day_says_why_once(world: World) -> None:
    plan = Plan((world.organisations["thuvien"].id,), (Receiver("a", world.organisations["baotang"].id),))
    act = tree.prepared(world, DISSOLVE, plan, today() + dt.timedelta(days=1))
    confirm(act.id, act.version, actor=world.actor("quantri"))
    for reason in ("Còn văn bản đang ký.", "Còn văn bản đang ký.", "Còn văn bản chờ phát hành."):
        note_not_carried_out(act.id, reason)
    assert act.error == "Còn văn bản chờ phát hành."
    assert facts_of("reorganisation", act.id).count(Fact.REORGANISATION_FAILED) == 2


def test_what_was_given_up_is_never_carried_out(world: World) -> None:
    unit, admin = world.organisations["thuvien"], world.actor("quantri")
    act = tree.prepared(world, MOVE, Plan((unit.id,), superior_id=world.organisations["khoi"].id))
    with pytest.raises(NotPermitted):
        drop(act.id, act.version, actor=world.actor("bithu.thuvien"))
    drop(act.id, act.version, actor=admin)
    with pytest.raises(TransitionRefused):
        confirm(act.id, act.version, actor=admin)
    assert tree.unit(world, "thuvien").superior_id == world.organisations["so"].id


def test_of_two_acts_on_one_unit_one_wins_and_the_other_is_told(app: Flask, world: World) -> None:
    unit, admin = world.organisations["thuvien"], world.actor("quantri")
    first = tree.prepared(world, DISSOLVE, Plan((unit.id,), (Receiver("a", world.organisations["baotang"].id),)))
    second = tree.prepared(world, MOVE, Plan((unit.id,), superior_id=world.organisations["khoi"].id))
    confirm(first.id, first.version, actor=admin)
    with pytest.raises(TransitionRefused, match="đã kết thúc hoạt động"):
        confirm(second.id, second.version, actor=admin)


def test_two_presses_at_the_same_moment_end_a_unit_once(app: Flask, world: World) -> None:
    unit, heirs = world.organisations["thuvien"].id, ("baotang", "vanhoa")
    plans = [Plan((unit,), (Receiver("a", world.organisations[heir].id),)) for heir in heirs]
    acts = [tree.prepared(world, DISSOLVE, plan) for plan in plans]
    asked, admin, starting = [(act.id, act.version) for act in acts], world.actor("quantri"), Barrier(2)

    def press(one: tuple[int, int]) -> str:
        with app.app_context():
            starting.wait()
            try:
                confirm(*one, actor=admin)
            except TransitionRefused as refused:
                return refused.reason
            return "done"

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(press, asked))
    assert told[1] == "done"
    assert "đã kết thúc hoạt động" in told[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((MOVE, ("khoi",), None, "so"), "đang trực thuộc Đảng uỷ Khối"),
        ((MOVE, ("vanhoa",), None, "thuvien"), "Chi bộ không có đơn vị trực thuộc"),
        ((MOVE, ("thuvien",), None, "so"), "đang trực thuộc Đảng uỷ Sở"),
        ((MERGE, ("thuvien",), None, None), "ít nhất hai đơn vị"),
        ((DISSOLVE, ("khoi",), "so", None), "cấp trên, cấp dưới của nhau"),
        ((DISSOLVE, ("so",), "thuvien", None), "cấp trên, cấp dưới của nhau"),
        ((SPLIT, ("thuvien",), "baotang", None), "ít nhất hai đơn vị nhận"),
    ],
)
def test_what_would_bend_the_tree_is_refused(app: Flask, world: World, change: Change, said: str) -> None:
    kind, units, receiver, superior = change
    receivers = (Receiver("a", world.organisations[receiver].id),) if receiver else ()
    above = world.organisations[superior].id if superior else None
    plan = Plan(tuple(world.organisations[one].id for one in units), receivers, superior_id=above)
    with pytest.raises(InvalidInput, match=said):
        tree.prepared(world, kind, plan)


def test_a_late_entry_needs_its_reason_and_a_stranger_may_not(app: Flask, world: World) -> None:
    plan = Plan((world.organisations["thuvien"].id,), (Receiver("a", world.organisations["baotang"].id),))
    late, admin = tree.given(DISSOLVE, plan, today() - dt.timedelta(days=40)), world.actor("quantri")
    with pytest.raises(InvalidInput) as refused:
        prepare(plan.units[0], late, actor=admin)
    assert "reason" in refused.value.fields
    with pytest.raises(NotPermitted):
        prepare(plan.units[0], tree.given(DISSOLVE, plan), actor=world.actor("vanphong.so"))
    written = prepare(plan.units[0], tree.given(DISSOLVE, plan, late.effective_on, "Đến muộn"), actor=admin)
    confirm(written.id, written.version, actor=admin)
    assert tree.unit(world, "thuvien").to_day == late.effective_on - dt.timedelta(days=1)


def members(organisation: Organisation) -> list[Membership]:
    return list(db.session.scalars(select(Membership).where(Membership.organisation_id == organisation.id)))


def by_name(name: str) -> Organisation:
    return db.session.scalars(select(Organisation).where(Organisation.name == name)).one()
