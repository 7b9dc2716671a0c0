"""Signing and sealing: the ways offered to this person, the very bytes to be signed, and what they press or upload."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Blueprint, current_app, flash, send_file
from werkzeug import Response

from forms.issue import SignForm
from forms.sign import SignByKeyForm, SignByTokenForm, SignedFileForm
from workflow.actions.issue import current_digest, sign_document
from workflow.actions.sign import Shown, sign_now, take_file
from workflow.auth.current import current_actor
from workflow.domain.actor import Actor
from workflow.domain.chain import short_digest
from workflow.domain.errors import ChangedMeanwhile, NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.issuing import Sign, SignByKey, SignedFile
from workflow.domain.permissions import Permission, require
from workflow.domain.states import SignatureKind, SignWay, Trigger
from workflow.jobs.keys import follows, person_signs_by_demo, seal_way
from workflow.queries.case import DocumentCase
from workflow.queries.certificates import counting, former_names
from workflow.queries.documents import Document, for_show
from workflow.web.act_pages import ADDRESS, ActPage, machine_gate, of_machine, serve_acts
from workflow.web.keys import Held, ask_again, desk, held, settings_here
from workflow.web.offers import why_not_signer

pages = Blueprint("signing", __name__)


@pages.get(f"{ADDRESS}/ky/<digest>.pdf")
def original(document_id: int, digest: str) -> Response:
    """The very bytes that are to be signed. Refuses (409) once they are others."""
    actor = current_actor()
    document = for_show(document_id, actor)
    require(actor, Permission.DOCUMENT_SIGN, DocumentCase(document))
    if digest != current_digest(document):
        raise ChangedMeanwhile("Bản PDF đã được tạo lại. Hãy mở lại trang ký rồi tải bản mới.")
    pdf = current_app.extensions["trinhky-store"].get(digest)
    name = f"{(document.symbol or 'van-ban').replace('/', '-')}-can-ky.pdf"
    return send_file(BytesIO(pdf), "application/pdf", as_attachment=True, download_name=name, etag=digest, max_age=0)


def _sign_form(document: Document, actor: Actor) -> SignForm | SignByKeyForm:
    if (own := _own(document, actor)) is not None:
        return _key_form(document, own)
    return SignForm(version=document.version, digest=current_digest(document))


def _upload_form(document: Document, actor: Actor) -> SignedFileForm:
    most = settings_here().max_upload_bytes
    return SignedFileForm(max_bytes=most, version=document.version, digest=current_digest(document))


def _seal_form(document: Document, actor: Actor) -> SignByKeyForm:
    return _key_form(document, held(document.organisation_id, None))


def _key_form(document: Document, own: Held | None) -> SignByKeyForm:
    form = SignByTokenForm if own is not None and own.way is SignWay.PKCS11 else SignByKeyForm
    return form(version=document.version, digest=current_digest(document))


def _sign(document_id: int, given: Sign | SignByKey, *, actor: Actor) -> Document:
    document = for_show(document_id, actor)
    _refuse_other_signer(document, actor)
    if isinstance(given, SignByKey):
        return _by_key(document, given, actor)
    if not person_signs_by_demo(actor.user_id or 0, document.organisation, settings_here()):
        raise TransitionRefused("Hệ thống chưa giữ chứng thư số nào của đồng chí. Hãy ký bằng thiết bị của mình.")
    agreed = sign_document(document_id, given, actor=actor)
    flash("Đã ghi nhận đồng ý ký. Hệ thống đang ký bản PDF.", "ok")
    return agreed


def _by_key(document: Document, given: SignByKey, actor: Actor) -> Document:
    ask_again(given.password)
    own = _own(document, actor)
    if own is None:
        raise TransitionRefused("Chứng thư số của đồng chí không còn dùng được. Hãy xem trang “Chữ ký của tôi”.")
    signer, shown = own.opened(given.passphrase), _shown(document, given, own.way)
    signed = sign_now(document, SignatureKind.PERSON, shown, signer=signer, desk=desk(), actor=actor)
    flash("Đã ký số văn bản.", "ok")
    return signed


def _upload(document_id: int, given: SignedFile, *, actor: Actor) -> Document:
    document = for_show(document_id, actor)
    _refuse_other_signer(document, actor)
    shown = _shown(document, given, SignWay.TOKEN)
    return take_file(document, shown, given.file, desk=desk(), actor=actor)


def _seal(document_id: int, given: SignByKey, *, actor: Actor) -> Document:
    document = for_show(document_id, actor)
    ask_again(given.password)
    own = held(document.organisation_id, None)
    if own is None:
        raise TransitionRefused("Tổ chức chưa có chứng thư số trong hệ thống. Hãy đưa chứng thư vào trang con dấu.")
    signer, shown = own.opened(given.passphrase), _shown(document, given, own.way)
    return sign_now(document, SignatureKind.ORGANISATION, shown, signer=signer, desk=desk(), actor=actor)


def _shown(document: Document, given: SignByKey | SignedFile, way: SignWay) -> Shown:
    settings = settings_here()
    return Shown(given.version, given.digest, way, follows(document.organisation, settings), settings.old_name_days)


def _refuse_other_signer(document: Document, actor: Actor) -> None:
    if (reason := why_not_signer(document, actor)) is not None:
        raise NotPermitted(reason)


def _own(document: Document, actor: Actor) -> Held | None:
    return held(document.organisation_id, actor.user_id)


def _sign_gate(document: Document, actor: Actor) -> str | None:
    return machine_gate(Trigger.SIGN)(document, actor) or why_not_signer(document, actor)


def _ways(document: Document, actor: Actor) -> Mapping[str, Any]:
    """What stands beside the form: which ways there are for this person, and who puts the seal."""
    house = document.organisation
    bound = counting(house.id, actor.user_id)
    return {
        "own": _own(document, actor),
        "bound": bound,
        "former": former_names(bound),
        "old_name_days": settings_here().old_name_days,
        "by_demo": person_signs_by_demo(actor.user_id or 0, house, settings_here()),
        "seal_way": seal_way(house, settings_here()),
        "digest": short_digest(current_digest(document) or ""),
        "bytes_digest": current_digest(document),
    }


def _sealing(document: Document, actor: Actor) -> Mapping[str, Any]:
    own = held(document.organisation_id, None)
    return {
        "own": own,
        "former": former_names([own.certificate] if own else []),
        "old_name_days": settings_here().old_name_days,
        "seal_way": None,
        "digest": short_digest(current_digest(document) or ""),
    }


SIGN = ActPage(
    template="acts/sign.html",
    permission=Permission.DOCUMENT_SIGN,
    gate=_sign_gate,
    form=_sign_form,
    act=_sign,
    fact=Fact.DOCUMENT_SIGN_AGREED,
    other_facts=(Fact.DOCUMENT_SIGNED,),
    done=None,
    context=_ways,
)
UPLOAD = ActPage(
    template="acts/sign_upload.html",
    permission=Permission.DOCUMENT_SIGN,
    gate=_sign_gate,
    form=_upload_form,
    act=_upload,
    fact=Fact.DOCUMENT_SIGNED,
    done="Đã nhận chữ ký của đồng chí.",
    context=_ways,
)
SEAL = ActPage(
    template="acts/seal.html",
    form=_seal_form,
    act=_seal,
    fact=Fact.DOCUMENT_SIGNED,
    done="Đã đóng dấu. Văn bản được ban hành.",
    context=_sealing,
    **of_machine(Trigger.SEAL),
)

serve_acts(
    pages,
    sign=("ky", SIGN),
    upload=("ky/thiet-bi", UPLOAD),
    seal=("dong-dau", SEAL),
)
