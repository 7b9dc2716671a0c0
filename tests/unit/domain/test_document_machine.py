"""The truth table of the machine: every (state x trigger x role) is decided, and decided as the design says (§3)."""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from workflow.domain.actor import SYSTEM, Actor, Grant
from workflow.domain.advance import advance, offers, why_closed
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.guards import NOT_THEIR_STEP, Circumstances
from workflow.domain.hands import Hand
from workflow.domain.permissions import TABLE, Permission, permission_of, permits
from workflow.domain.states import DecisionWay, DocumentKind, DocumentState, Role, Trigger

OWNER, ABOVE, BODY, STRANGER = 10, 20, 30, 99
AUTHOR, OTHER = 1, 2
S, T, R = DocumentState, Trigger, Role


@dataclass
class Paper:
    """A row and its case in one: everything a guard may ask, set so that every guard is content."""

    _state: DocumentState
    kind: DocumentKind = DocumentKind.REPORT
    is_cell: bool = False
    consolidates: bool = False
    organisation_id: int = OWNER
    superior_id: int | None = ABOVE
    through_id: int | None = None
    clearing_house: str | None = None
    ancestor_ids: tuple[int, ...] = (ABOVE,)
    addressee_ids: tuple[int, ...] = ()
    copy_holder_ids: tuple[int, ...] = ()
    author_ids: tuple[int, ...] = (AUTHOR,)
    submitter_id: int | None = OTHER
    brought_by: Hand | None = None
    taken_by: Hand | None = None
    followed_by: Hand | None = None
    has_text: bool = True
    unfinished_sections: tuple[str, ...] = ()
    unhandled_blocks: int = 0
    outdated_sources: tuple[str, ...] = ()
    received_sources: int = 1
    is_numbered: bool = True
    is_prepared: bool = False
    is_in_the_works: bool = False
    has_failed_step: bool = False
    has_receipts: bool = False
    signature_count: int = 2
    signatures_needed: int = 2
    has_sign_consent: bool = False
    locked_since: dt.date | None = None
    replaces_what_was_consolidated: bool = False
    decides_by: DecisionWay = DecisionWay.ONE
    decision_awaits: str = "Đã có 5/9 phiếu, chờ Lê Văn C."
    is_decided_together: bool = False
    is_decided: bool = True
    touched: list[str] = field(default_factory=list)

    @property
    def state(self) -> DocumentState:
        return self._state


def hand(user_id: int, fact: Fact) -> Hand:
    """An act of somebody, at 10:42 on 6 December."""
    return Hand(user_id, "Phạm Văn C", dt.datetime(2026, 12, 6, 3, 42, tzinfo=dt.UTC), fact)


APPRAISED = hand(OTHER, Fact.DOCUMENT_APPRAISED)
# trigger: (states it starts from, the state it leads to, (organisation, role) pairs that may press it)
_WRITERS = {(OWNER, R.DRAFTER), (OWNER, R.OFFICE)}
_DECIDERS = {(OWNER, R.MEMBER), (OWNER, R.SIGNER)}
_WORK = {S.DRAFT, S.CONSOLIDATING, S.RETURNED}
_IN_HAND = {S.IN_APPRAISAL, S.IN_APPROVAL}
EXPECTED: dict[Trigger, tuple[set[DocumentState], DocumentState, set[tuple[int, Role]]]] = {
    T.SUBMIT: (_WORK, S.IN_APPRAISAL, _WRITERS),
    T.APPRAISE: ({S.IN_APPRAISAL}, S.IN_APPROVAL, {(OWNER, R.OFFICE)}),
    T.RETURN_FOR_REVISION: (_IN_HAND, S.RETURNED, {(OWNER, R.OFFICE)} | _DECIDERS),
    T.RETURN_TO_APPRAISAL: ({S.IN_APPROVAL}, S.IN_APPRAISAL, {(OWNER, R.OFFICE)} | _DECIDERS),
    T.APPROVE: ({S.IN_APPROVAL}, S.APPROVED, _DECIDERS),
    T.TAKE_NUMBER: ({S.APPROVED}, S.APPROVED, {(OWNER, R.CLERK)}),
    T.SIGN: ({S.APPROVED}, S.APPROVED, {(OWNER, R.SIGNER)}),
    T.SEAL: ({S.APPROVED}, S.APPROVED, {(OWNER, R.CLERK)}),
    T.ISSUE: ({S.APPROVED}, S.ISSUED, set()),
    T.SEND: ({S.ISSUED}, S.SENT, {(OWNER, R.CLERK)}),
    T.HAND_UP: ({S.SENT}, S.SENT, {(BODY, R.OFFICE), (ABOVE, R.OFFICE)}),
    T.RECEIVE: ({S.SENT}, S.RECEIVED, {(ABOVE, R.OFFICE), (ABOVE, R.CLERK)}),
    T.RETURN_TO_SENDER: ({S.SENT}, S.RETURNED, {(ABOVE, R.OFFICE)}),
    T.CONSOLIDATE: ({S.RECEIVED}, S.CONSOLIDATED, set()),
    T.SUPERSEDE: ({S.ISSUED, S.SENT, S.RECEIVED}, S.SUPERSEDED, set()),
    T.HAND_OVER: (_WORK | _IN_HAND | {S.APPROVED}, S.DRAFT, set()),
}
# Triggers whose right depends on where the paper lies: (state, organisation, role) for each way in.
RECALL = {(state, OWNER, role) for state in _IN_HAND for role in (R.DRAFTER, R.OFFICE)} | {(S.SENT, OWNER, R.CLERK)}
CANCEL = {(state, OWNER, role) for state in _WORK for role in (R.DRAFTER, R.OFFICE, R.SIGNER)} | {
    (state, OWNER, R.SIGNER) for state in (S.APPROVED, S.ISSUED)
}
UNDO = {(state, OWNER, role) for state in (S.IN_APPROVAL, S.APPROVED) for role in (R.OFFICE, R.MEMBER, R.SIGNER)}
GIVEN = Circumstances(reason="Vì vậy")


def _cells() -> Iterator[tuple[DocumentState, Trigger, int, Role]]:
    pressed = [trigger for trigger in Trigger if trigger not in {T.START, T.START_CONSOLIDATION, T.REGISTER, T.COPY}]
    yield from itertools.product(DocumentState, pressed, (OWNER, ABOVE, BODY, STRANGER), Role)


def _expected(state: DocumentState, trigger: Trigger, organisation: int, role: Role) -> bool:
    if trigger is T.RECALL:
        return (state, organisation, role) in RECALL
    if trigger is T.CANCEL:
        return (state, organisation, role) in CANCEL
    if trigger is T.UNDO:
        return (state, organisation, role) in UNDO
    states, _, who = EXPECTED[trigger]
    return state in states and (organisation, role) in who


def _paper(state: DocumentState, trigger: Trigger) -> Paper:
    signed = {T.SIGN: 0, T.SEAL: 1}.get(trigger, 2)
    is_prepared, is_numbered = trigger in {T.SIGN, T.SEND}, trigger not in {T.CANCEL, T.HAND_OVER, T.UNDO}
    paper = Paper(state, is_prepared=is_prepared, is_numbered=is_numbered, signature_count=signed)
    if trigger is T.UNDO:
        return replace(paper, brought_by=APPRAISED)
    return replace(paper, through_id=BODY, clearing_house="Ban Tổ chức") if trigger is T.HAND_UP else paper


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", DocumentState)
def test_every_cell_is_decided_as_the_design_says(state: DocumentState, role: Role) -> None:
    for cell_state, trigger, organisation, cell_role in _cells():
        if (cell_state, cell_role) != (state, role):
            continue
        paper = _paper(state, trigger)
        actor = Actor(OTHER, "Trần Thị B", frozenset({Grant(organisation, role)}))
        allowed = permits(actor, permission_of(trigger), paper) and why_closed(paper, trigger, actor, GIVEN) is None
        assert allowed == _expected(state, trigger, organisation, role), (state, trigger, organisation, role)


@pytest.mark.parametrize(("trigger", "expected"), EXPECTED.items())
def test_a_move_leads_where_the_design_says_and_nowhere_else(
    trigger: Trigger, expected: tuple[set[DocumentState], DocumentState, set[tuple[int, Role]]]
) -> None:
    states, target, _ = expected
    for state in DocumentState:
        paper = _paper(state, trigger)
        actor = Actor(OTHER, "Trần Thị B")
        if state in states:
            assert advance(paper, trigger, paper, actor, GIVEN) is target
        else:
            with pytest.raises(TransitionRefused):
                advance(paper, trigger, paper, actor, GIVEN)
            assert paper.state is state


def test_only_the_system_issues_consolidates_and_supersedes() -> None:
    for trigger in (T.ISSUE, T.CONSOLIDATE, T.SUPERSEDE):
        assert permits(SYSTEM, permission_of(trigger), Paper(S.APPROVED))


def test_a_paper_that_took_a_number_is_the_signers_to_cancel() -> None:
    returned = Paper(S.RETURNED, is_numbered=True)
    for role in Role:
        actor = Actor(OTHER, "B", frozenset({Grant(OWNER, role)}))
        assert permits(actor, Permission.DOCUMENT_CANCEL, returned) is (role is R.SIGNER)


# Who may do what with a report that goes up by way of a body: while it lies there, and when it was handed up.
CLERK, OFFICE = (OWNER, R.CLERK), (ABOVE, R.OFFICE)
BODYS, RECEIVERS = (BODY, R.OFFICE), {OFFICE, (ABOVE, R.CLERK)}
THROUGH = [
    ("Ban Tổ chức", {T.HAND_UP: {BODYS, OFFICE}, T.RETURN_TO_SENDER: {BODYS}, T.RECALL: {CLERK}, T.RECEIVE: set()}),
    (None, {T.HAND_UP: set(), T.RETURN_TO_SENDER: {OFFICE}, T.RECALL: set(), T.RECEIVE: RECEIVERS}),
]


@pytest.mark.parametrize(("lies_with", "expected"), THROUGH)
def test_a_clearing_house_is_neither_skipped_nor_asked_twice(
    lies_with: str | None, expected: dict[Trigger, set[tuple[int, Role]]]
) -> None:
    paper = Paper(S.SENT, through_id=BODY, clearing_house=lies_with)
    for trigger, who in expected.items():
        for house, role in itertools.product((OWNER, ABOVE, BODY, STRANGER), Role):
            actor = Actor(OTHER, "B", frozenset({Grant(house, role)}))
            allowed = permits(actor, permission_of(trigger), paper) and why_closed(paper, trigger, actor, GIVEN) is None
            assert allowed == ((house, role) in who), (trigger, house, role)


def test_the_superior_fetches_what_a_body_leaves_lying_only_with_a_reason() -> None:
    paper = Paper(S.SENT, through_id=BODY, clearing_house="Ban Tổ chức")
    office, own = (Actor(OTHER, "B", frozenset({Grant(house, R.OFFICE)})) for house in (ABOVE, BODY))
    assert "không chờ ý kiến của Ban Tổ chức" in (why_closed(paper, T.HAND_UP, office) or "")
    assert why_closed(paper, T.HAND_UP, own) is None


# What a move asks of the paper: one thing amiss, and the sentence that says so.
NEEDS = [
    (T.SUBMIT, S.DRAFT, {"has_text": False}, "chưa có nội dung"),
    (T.SUBMIT, S.DRAFT, {"unfinished_sections": ("Hạn chế",)}, "Hạn chế"),
    (T.SUBMIT, S.CONSOLIDATING, {"unhandled_blocks": 2}, "Còn 2 đoạn nguồn"),
    (T.SUBMIT, S.CONSOLIDATING, {"outdated_sources": ("Thư viện",)}, "Thư viện"),
    (T.APPRAISE, S.IN_APPRAISAL, {"outdated_sources": ("Thư viện",)}, "Thư viện"),
    (T.APPROVE, S.IN_APPROVAL, {"author_ids": (OTHER,)}, "cấp uỷ viên khác"),
    (T.APPROVE, S.IN_APPROVAL, {"decides_by": DecisionWay.SLIPS}, "Đã có 5/9 phiếu"),
    (T.APPROVE, S.IN_APPROVAL, {"outdated_sources": ("Thư viện",)}, "Thư viện"),
    *((one, S.APPROVED, {"is_decided": False}, "đã đổi") for one in (T.TAKE_NUMBER, T.SIGN, T.SEAL, T.ISSUE)),
    (T.ISSUE, S.APPROVED, {"signature_count": 1}, "Chờ đủ chữ ký"),
    (T.SEND, S.ISSUED, {"is_prepared": False}, "Đang tạo bản PDF"),
    (T.SEND, S.ISSUED, {"locked_since": dt.date(2026, 11, 20)}, "khoá sau ngày 20/11/2026"),
    (T.RECALL, S.SENT, {"has_receipts": True}, "Đã có nơi nhận"),
    (T.RECALL, S.IN_APPRAISAL, {"submitter_id": AUTHOR}, "người đã trình"),
    (T.CANCEL, S.APPROVED, {"is_in_the_works": True}, "Chờ xong"),
]


@pytest.mark.parametrize(("trigger", "state", "amiss", "sentence"), NEEDS)
def test_a_move_waits_for_what_the_design_says(
    trigger: Trigger, state: DocumentState, amiss: dict[str, object], sentence: str
) -> None:
    actor, whole = Actor(OTHER, "B"), _paper(state, trigger)
    assert why_closed(whole, trigger, actor, GIVEN) is None
    wrong = replace(whole, **amiss)  # type: ignore[arg-type]
    assert sentence in (why_closed(wrong, trigger, actor, GIVEN) or "")
    with pytest.raises(TransitionRefused):
        advance(wrong, trigger, wrong, actor, GIVEN)


def test_a_chi_bo_goes_from_the_drafter_straight_to_approval() -> None:
    paper = Paper(S.DRAFT, is_cell=True)
    assert advance(paper, T.SUBMIT, paper, Actor(OTHER, "D")) is S.IN_APPROVAL


def test_a_recalled_consolidation_is_being_consolidated_again() -> None:
    paper = Paper(S.IN_APPRAISAL, consolidates=True)
    assert advance(paper, T.RECALL, paper, Actor(OTHER, "B")) is S.CONSOLIDATING


def test_what_the_next_hand_took_is_not_recalled_and_the_sentence_names_it() -> None:
    submitter, mended = Actor(OTHER, "D"), hand(AUTHOR, Fact.DOCUMENT_FORM_MENDED)
    handed_in = Paper(S.IN_APPRAISAL, brought_by=hand(OTHER, Fact.DOCUMENT_SUBMITTED))
    assert why_closed(handed_in, T.RECALL, submitter) is None
    taken = why_closed(replace(handed_in, taken_by=mended), T.RECALL, submitter)
    assert (taken or "").startswith("Đồng chí Phạm Văn C đã làm việc “Sửa thể thức, không đổi nội dung” lúc 10:42")
    passed_on = Paper(S.IN_APPROVAL, brought_by=hand(AUTHOR, Fact.DOCUMENT_APPRAISED))
    assert "Thẩm định xong" in (why_closed(passed_on, T.RECALL, submitter) or "")


def test_a_step_is_undone_by_whoever_took_it_until_somebody_goes_on_and_never_for_a_body() -> None:
    own = Paper(S.APPROVED, is_numbered=False, brought_by=hand(OTHER, Fact.DOCUMENT_APPROVED))
    undone = Actor(OTHER, "B")
    assert why_closed(own, T.UNDO, undone, GIVEN) is None
    assert why_closed(own, T.UNDO, undone) == "Hãy ghi lý do."
    assert why_closed(own, T.UNDO, Actor(AUTHOR, "A"), GIVEN) == NOT_THEIR_STEP
    handed_in = Paper(S.IN_APPROVAL, brought_by=hand(OTHER, Fact.DOCUMENT_SUBMITTED))
    assert why_closed(handed_in, T.UNDO, undone, GIVEN) == NOT_THEIR_STEP
    asked = replace(own, followed_by=hand(OTHER, Fact.OPINION_ASKED))
    assert "Lấy ý kiến cấp uỷ" in (why_closed(asked, T.UNDO, undone, GIVEN) or "")
    together = replace(own, is_decided_together=True)
    assert "tập thể" in (why_closed(together, T.UNDO, undone, GIVEN) or "")
    assert "đã lấy số" in (why_closed(replace(own, is_numbered=True), T.UNDO, undone, GIVEN) or "")


def test_a_chi_bo_has_no_office_to_go_back_to() -> None:
    paper = Paper(S.IN_APPROVAL, is_cell=True)
    assert why_closed(paper, T.RETURN_TO_APPRAISAL, Actor(OTHER, "B"), GIVEN) is not None


def test_a_recalled_draft_is_a_draft_again() -> None:
    paper = Paper(S.IN_APPROVAL)
    assert advance(paper, T.RECALL, paper, Actor(OTHER, "D")) is S.DRAFT


def test_a_chi_bo_has_no_seal_and_nobody_seals_before_the_person_signed_or_twice() -> None:
    clerk = Actor(OTHER, "G", frozenset({Grant(OWNER, R.CLERK)}))
    reasons = [
        why_closed(Paper(S.APPROVED, signature_count=1, signatures_needed=1), T.SEAL, clerk),
        why_closed(Paper(S.APPROVED, signature_count=0), T.SEAL, clerk),
        why_closed(Paper(S.APPROVED, signature_count=2), T.SEAL, clerk),
        why_closed(Paper(S.APPROVED, signature_count=1, is_in_the_works=True), T.SEAL, clerk),
    ]
    assert [reason and reason.partition(".")[0] for reason in reasons] == [
        "Chi bộ không có con dấu riêng",
        "Chờ người ký ký trước",
        "Văn bản đã được đóng dấu",
        "Hệ thống đang tạo hoặc ký bản PDF",
    ]
    broken = Paper(S.APPROVED, signature_count=1, is_in_the_works=True, has_failed_step=True)
    assert why_closed(broken, T.SEAL, clerk) is None


def test_every_permission_has_a_rule_and_every_trigger_a_permission() -> None:
    assert set(TABLE) == set(Permission)
    assert all(permission_of(trigger) in TABLE for trigger in Trigger)


def test_a_permission_without_a_rule_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    anybody = Actor(OTHER, "B", frozenset(Grant(OWNER, role) for role in Role))
    monkeypatch.delitem(TABLE, Permission.DOCUMENT_APPROVE)  # type: ignore[arg-type]
    assert not permits(anybody, Permission.DOCUMENT_APPROVE, Paper(S.IN_APPROVAL))


def test_the_page_offers_what_the_machine_accepts() -> None:
    """Buttons and rules cannot drift apart: an open offer is a move that succeeds, a closed one is refused."""
    shown = tuple(trigger for trigger in Trigger if trigger not in {T.START, T.START_CONSOLIDATION, T.REGISTER, T.COPY})
    for state, role in itertools.product(DocumentState, Role):
        actor = Actor(OTHER, "B", frozenset({Grant(OWNER, role)}))
        for offer in offers(Paper(state), actor, shown):
            paper = Paper(state)
            if offer.is_open:
                advance(paper, offer.trigger, paper, actor, GIVEN)
            else:
                assert offer.reason
