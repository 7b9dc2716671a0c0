"""Pages of acts: one short page for each, the same address for looking and for pressing."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, url_for
from werkzeug import Response

from forms import appraise as appraise_forms
from forms.approve import ApproveForm
from forms.issue import NumberForm
from forms.send import FetchForm, HandUpForm, ReceiveForm, RetryForm, SendForm
from forms.submit import SubmitForm
from forms.withdraw import CancelForm, RecallForm, ReplaceForm, TakeBackForm, UndoForm
from workflow.actions import appraise as appraising
from workflow.actions import approve as approving
from workflow.actions import clearing_house as clearing
from workflow.actions import issue as issuing
from workflow.actions import send as sending
from workflow.actions import submit as submitting
from workflow.actions import withdraw
from workflow.actions.opinion_gates import slip_of
from workflow.actions.undo import undo_step
from workflow.auth.current import current_day
from workflow.domain.actor import Actor
from workflow.domain.chain import short_digest
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Approve
from workflow.domain.permissions import Permission
from workflow.domain.states import DocumentState, Role, Trigger
from workflow.jobs.keys import person_signs_by_demo, seal_way
from workflow.queries.accounts import signers_of
from workflow.queries.annexes import parts_of
from workflow.queries.documents import Document, for_show, opinion_on
from workflow.queries.opinions import open_round
from workflow.queries.previous import compared
from workflow.queries.registers import expected_symbol, reserved_of
from workflow.web.act_pages import ADDRESS, ActPage, of_machine, serve, serve_acts, to_home
from workflow.web.form_list import form_list
from workflow.web.keys import settings_here
from workflow.web.offers import FETCH, fetches, why_not_replaceable
from workflow.web.reading import sheet_of

pages = Blueprint("acts", __name__)


@pages.post(f"{ADDRESS}/thu-lai")
def retry(document_id: int) -> Response:
    """Try a failed step again."""
    return serve(RETRY, document_id)


def _return_form(document: Document, actor: Actor) -> appraise_forms.ReturnForm:
    parts = [(part.key, part.called) for part in parts_of(document)]
    back = document.state is DocumentState.IN_APPROVAL and not document.organisation.is_cell
    return appraise_forms.return_form(parts, document.version, to_appraisal=back)


def _approve_form(document: Document, actor: Actor) -> ApproveForm:
    is_author = document.organisation.is_cell and actor.user_id in document.author_ids
    return ApproveForm(today=current_day(), meeting_required=is_author, version=document.version)


def _recall_form(document: Document, actor: Actor) -> RecallForm | TakeBackForm:
    was_sent = document.state is DocumentState.SENT
    return (TakeBackForm if was_sent else RecallForm)(version=document.version)


def _number_form(document: Document, actor: Actor) -> NumberForm:
    signers = [
        (one.user_id, f"{one.user.name}, {(one.position or 'Bí thư').capitalize()}")
        for one in signers_of(document.organisation_id)
    ]
    kept = [] if document.number else reserved_of(document.organisation_id, document.kind.value)
    reserved = [(one.id, f"Số đang giữ {one.symbol}: {one.reason}") for one in kept]
    return NumberForm(signers=signers, version=document.version, reserved=reserved)


def _whole_paper(document: Document, actor: Actor) -> Mapping[str, Any]:
    return {"sheet": sheet_of(document, actor)}


def _returning(document: Document, actor: Actor) -> Mapping[str, Any]:
    """With whether the round of opinions ends by it: the person was asked for a slip."""
    asked = open_round(document.id) if document.state is DocumentState.IN_APPROVAL else None
    slip = slip_of(asked, actor) if asked else None
    return {**_whole_paper(document, actor), "ends_round": slip is not None and not slip.wrote}


def _checked_paper(document: Document, actor: Actor) -> Mapping[str, Any]:
    """The paper with the list of the check of format and the figures of the report before beside it."""
    sheet = sheet_of(document, actor)
    checked = form_list(document, sheet.paper, actor) if sheet else None
    return {"sheet": sheet, "form_list": checked, "compared": compared(document)}


def _decision(document: Document, actor: Actor) -> Mapping[str, Any]:
    house = document.organisation
    does_all = actor.holds(house.id, Role.SIGNER) and actor.holds(house.id, Role.CLERK)
    may_issue = house.is_cell and does_all
    return {**_checked_paper(document, actor), "may_issue": may_issue, "signs_later": _signs_later(document, actor)}


def _signs_later(document: Document, actor: Actor) -> bool:
    """Whoever signs with a key of their own must open it, which is a step of its own."""
    return not person_signs_by_demo(actor.user_id or 0, document.organisation, settings_here())


def _approve(document_id: int, given: Approve, *, actor: Actor) -> Document:
    later = given.issue_now and _signs_later(for_show(document_id, actor), actor)
    return approving.approve_document(document_id, dataclasses.replace(given, signs_later=later), actor=actor)


def _issuing(document: Document, actor: Actor) -> Mapping[str, Any]:
    return {
        "symbol": expected_symbol(document),
        "digest": short_digest(document.prepared_digest or ""),
        "seal_way": seal_way(document.organisation, settings_here()),
    }


def _hand_up_form(document: Document, actor: Actor) -> HandUpForm | FetchForm:
    return (FetchForm if fetches(document, actor) else HandUpForm)(version=document.version)


def _handing_on(document: Document, actor: Actor) -> Mapping[str, Any]:
    above = document.desk.superior if document.is_at_clearing_house else None
    return {**_whole_paper(document, actor), "above": above, "fetching": FETCH if fetches(document, actor) else None}


def _arrived(document: Document, actor: Actor) -> Mapping[str, Any]:
    return {**_whole_paper(document, actor), "opinion": opinion_on(document, actor)}


def _own_desk(document: Document) -> str:
    return url_for("drafts.first", document_id=document.id)


def _not_failed(document: Document, actor: Actor) -> str | None:
    return None if document.step_error else "Không có bước nào bị lỗi để thử lại."


SUBMIT = ActPage(
    template="acts/submit.html",
    form=lambda document, actor: SubmitForm(version=document.version),
    act=submitting.submit_document,
    fact=Fact.DOCUMENT_SUBMITTED,
    done="Đã trình văn bản.",
    context=_checked_paper,
    **of_machine(Trigger.SUBMIT),
)
APPRAISE = ActPage(
    template="acts/appraise.html",
    form=lambda document, actor: appraise_forms.AppraiseForm(version=document.version),
    act=appraising.appraise_document,
    fact=Fact.DOCUMENT_APPRAISED,
    done="Đã thẩm định xong, chuyển cấp uỷ thông qua.",
    context=_checked_paper,
    **of_machine(Trigger.APPRAISE),
)
RETURN = ActPage(
    template="acts/return.html",
    form=_return_form,
    act=appraising.return_document,
    fact=Fact.DOCUMENT_RETURNED,
    other_facts=(Fact.DOCUMENT_RETURNED_TO_APPRAISAL,),
    done="Đã trả lại. Nơi nhận lại đọc được từng lý do.",
    context=_returning,
    **of_machine(Trigger.RETURN_FOR_REVISION),
)
RECALL = ActPage(
    template="acts/recall.html",
    form=_recall_form,
    act=submitting.recall_document,
    fact=Fact.DOCUMENT_RECALLED,
    done="Đã thu hồi văn bản.",
    **of_machine(Trigger.RECALL),
)
UNDO = ActPage(
    template="acts/undo.html",
    form=lambda document, actor: UndoForm(version=document.version),
    act=undo_step,
    fact=Fact.DOCUMENT_UNDONE,
    done="Đã hoàn tác. Lịch sử giữ cả việc đã làm và việc hoàn tác.",
    **of_machine(Trigger.UNDO),
)
APPROVE = ActPage(
    template="acts/approve.html",
    form=_approve_form,
    act=_approve,
    fact=Fact.DOCUMENT_APPROVED,
    done="Đã thông qua văn bản.",
    context=_decision,
    **of_machine(Trigger.APPROVE),
)
NUMBER = ActPage(
    template="acts/number.html",
    form=_number_form,
    act=issuing.take_number,
    fact=Fact.DOCUMENT_NUMBERED,
    done="Đã lấy số. Hệ thống đang tạo bản PDF.",
    context=_issuing,
    **of_machine(Trigger.TAKE_NUMBER),
)
SEND = ActPage(
    template="acts/send.html",
    form=lambda document, actor: SendForm(version=document.version),
    act=sending.send_document,
    fact=Fact.DOCUMENT_SENT,
    done="Đã gửi văn bản.",
    **of_machine(Trigger.SEND),
)
HAND_UP = ActPage(
    template="acts/hand_up.html",
    form=_hand_up_form,
    act=clearing.hand_up,
    fact=Fact.DOCUMENT_HANDED_UP,
    done="Đã chuyển báo cáo lên nơi tổng hợp.",
    context=_handing_on,
    **of_machine(Trigger.HAND_UP),
)
RECEIVE = ActPage(
    template="acts/receive.html",
    form=lambda document, actor: ReceiveForm(version=document.version),
    act=sending.receive_document,
    fact=Fact.DOCUMENT_RECEIVED,
    done="Đã tiếp nhận văn bản.",
    context=_arrived,
    **of_machine(Trigger.RECEIVE),
)
SEND_BACK = ActPage(
    template="acts/send_back.html",
    form=_return_form,
    act=sending.send_back,
    fact=Fact.DOCUMENT_SENT_BACK,
    done="Đã trả lại nơi gửi. Đơn vị đọc được từng lý do.",
    context=_whole_paper,
    after=to_home,
    **of_machine(Trigger.RETURN_TO_SENDER),
)
CANCEL = ActPage(
    template="acts/cancel.html",
    form=lambda document, actor: CancelForm(version=document.version),
    act=withdraw.cancel_document,
    fact=Fact.DOCUMENT_CANCELLED,
    done="Đã huỷ văn bản.",
    **of_machine(Trigger.CANCEL),
)
REPLACE = ActPage(
    template="acts/replace.html",
    permission=Permission.DOCUMENT_START,
    gate=why_not_replaceable,
    form=lambda document, actor: ReplaceForm(version=document.version),
    act=withdraw.begin_replacement,
    fact=Fact.DOCUMENT_STARTED,
    done="Đã mở văn bản thay thế, nội dung chép từ bản cũ.",
    after=_own_desk,
)
RETRY = ActPage(
    template="acts/retry.html",
    permission=Permission.DOCUMENT_RETRY,
    gate=_not_failed,
    form=lambda document, actor: RetryForm(version=document.version),
    act=issuing.retry_step,
    fact=Fact.DOCUMENT_STEP_RETRIED,
    done="Đang thử lại bước bị lỗi.",
)

serve_acts(
    pages,
    submit=("trinh", SUBMIT),
    appraise=("tham-dinh", APPRAISE),
    return_=("tra-lai", RETURN),
    recall=("thu-hoi", RECALL),
    undo=("hoan-tac", UNDO),
    approve=("thong-qua", APPROVE),
    number=("lay-so", NUMBER),
    send=("gui", SEND),
    hand_up=("chuyen-len", HAND_UP),
    receive=("tiep-nhan", RECEIVE),
    send_back=("tra-lai-noi-gui", SEND_BACK),
    cancel=("huy", CANCEL),
    replace=("thay-the", REPLACE),
)
