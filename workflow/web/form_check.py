"""Putting the form right: repairs by one press, and waivers with a written reason."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request
from werkzeug import Response

from forms.form_check import MendingForm, WaiverForm
from workflow.actions.form_check import mend_form, waive_finding
from workflow.actions.remarks import remarks_of, why_not_mendable, why_not_waivable
from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.facts import Fact
from workflow.domain.permissions import Permission
from workflow.queries.documents import Document
from workflow.web.act_pages import ActPage, serve
from workflow.web.form_list import list_address

pages = Blueprint("form_check", __name__)
ADDRESS = "/van-ban/<int:document_id>/the-thuc"


@pages.post(f"{ADDRESS}/sua")
def mend(document_id: int) -> Response:
    """Make the safe repairs that were pressed."""
    return serve(MEND, document_id)


@pages.route(f"{ADDRESS}/bo-qua", methods=("GET", "POST"))
def waive(document_id: int) -> Response:
    """Let one finding stand, with the reason."""
    return serve(WAIVE, document_id)


def _waiver_form(document: Document, actor: Actor) -> WaiverForm:
    return WaiverForm(version=document.version, key=request.args.get("loi", ""))


def _waived(document: Document, actor: Actor) -> Mapping[str, Any]:
    key = request.form.get("key") or request.args.get("loi", "")
    found = next((one.finding for one in remarks_of(document) if one.finding.key == key), None)
    if found is None and request.method == "GET":
        raise NotFound("Lỗi này không còn trong văn bản. Hãy xem lại danh sách.")
    return {"finding": found, "back": list_address(document)}


MEND = ActPage(
    template="acts/mend.html",
    permission=Permission.DOCUMENT_SUBMIT,
    gate=lambda document, actor: why_not_mendable(document),
    form=lambda document, actor: MendingForm(version=document.version),
    act=mend_form,
    fact=Fact.DOCUMENT_FORM_MENDED,
    done="Đã sửa thể thức. Nội dung không thay đổi.",
    context=lambda document, actor: {"back": list_address(document)},
    after=list_address,
)
WAIVE = ActPage(
    template="acts/waive.html",
    permission=Permission.DOCUMENT_SUBMIT,
    gate=lambda document, actor: why_not_waivable(document),
    form=_waiver_form,
    act=waive_finding,
    fact=Fact.FINDING_WAIVED,
    done="Đã ghi lý do bỏ qua. Cấp uỷ đọc được lý do này khi thông qua.",
    context=_waived,
    after=list_address,
)
