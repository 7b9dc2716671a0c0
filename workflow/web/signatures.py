""" "Chữ ký của tôi" and the seal of an organisation: what is signed with, brought in, confirmed, and put away."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.signature import BringKeyForm, CertificateForm, PictureForm
from workflow.actions.certificates import (
    bind_own,
    bind_seal,
    choose_seal_way,
    confirm_certificate,
    end_certificate,
    keep_picture,
)
from workflow.auth.current import current_actor
from workflow.domain.errors import InvalidInput, NotFound, WorkflowError
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.states import SignatureKind
from workflow.jobs.keys import seal_way, token_device
from workflow.queries import organisations
from workflow.queries.certificates import (
    Certificate,
    Organisation,
    Picture,
    former_names,
    of_organisation,
    of_person,
    picture_of,
    signing_for,
    waiting_in,
)
from workflow.queries.organisations import OrganisationCase
from workflow.web.keys import ask_again, read_certificate, read_key, read_picture, settings_here

pages = Blueprint("signatures", __name__)
PICTURE_KEPT = "Đã nhận ảnh. Hãy xem ảnh sẽ đứng trên văn bản thế nào."
Answer = str | Response | tuple[str, int]
SEAL = "/don-vi/<int:organisation_id>/con-dau"


@pages.get("/chu-ky-cua-toi")
def mine() -> Answer:
    """What the person signs with."""
    return _own_page()


@pages.post("/chu-ky-cua-toi/tep")
def bring_key() -> Answer:
    """Bring in a key file; the server keeps it as it is, under its own passphrase."""
    form = _key_form()
    return _done(form, lambda: _received(_bring(form)), _own_page, "signatures.mine")


@pages.post("/chu-ky-cua-toi/thiet-bi")
def bring_certificate() -> Answer:
    """Name the certificate of a token that stays with its holder."""
    form = _certificate_form()
    return _done(form, lambda: _received(_bind_token(form)), _own_page, "signatures.mine")


@pages.post("/chu-ky-cua-toi/<int:certificate_id>/go")
def end(certificate_id: int) -> Response:
    """Sign with it no more."""
    ended = end_certificate(certificate_id, actor=current_actor())
    flash("Đã gỡ chứng thư số. Từ giờ không ký được bằng chứng thư ấy nữa.", "ok")
    if ended.user_id == current_actor().user_id:
        return redirect(url_for("signatures.mine"), 303)
    return redirect(url_for("signatures.seal", organisation_id=ended.organisation_id), 303)


@pages.get("/chu-ky-cua-toi/anh.png")
def picture() -> Response:
    """The picture of the person's own signature."""
    return _png(picture_of(user_id=current_actor().user_id))


@pages.post("/chu-ky-cua-toi/anh")
def bring_picture() -> Answer:
    """Keep the picture of the hand signature; without a file, with `remove`, put it away."""
    form = PictureForm()

    def keep() -> str:
        keep_picture(read_picture(form.to_input(), SignatureKind.PERSON), actor=current_actor())
        return PICTURE_KEPT

    if "remove" in request.form:
        keep_picture(None, actor=current_actor())
        return _said("Đã gỡ ảnh chữ ký.", "signatures.mine")
    return _done(form, keep, _own_page, "signatures.mine")


@pages.get(f"{SEAL}/anh.png")
def seal_picture(organisation_id: int) -> Response:
    """The picture of the organisation's seal, for those who keep it."""
    _kept(organisation_id)
    return _png(picture_of(organisation_id=organisation_id))


@pages.post(f"{SEAL}/anh")
def bring_seal_picture(organisation_id: int) -> Answer:
    """Keep the picture of the seal, or put it away."""
    _kept(organisation_id)
    form, where = PictureForm(), {"organisation_id": organisation_id}

    def keep() -> str:
        png = read_picture(form.to_input(), SignatureKind.ORGANISATION)
        keep_picture(png, organisation_id=organisation_id, actor=current_actor())
        return PICTURE_KEPT

    if "remove" in request.form:
        keep_picture(None, organisation_id=organisation_id, actor=current_actor())
        return _said("Đã gỡ ảnh dấu.", "signatures.seal", **where)
    return _done(form, keep, lambda f, s: _seal_page(organisation_id, f, s), "signatures.seal", **where)


@pages.get(SEAL)
def seal(organisation_id: int) -> Answer:
    """What the organisation seals with, and the certificates that wait for its administrator."""
    return _seal_page(organisation_id)


@pages.post(f"{SEAL}/tep")
def bring_seal(organisation_id: int) -> Answer:
    """Bring in the key file of the organisation's seal."""
    _kept(organisation_id)
    form = BringKeyForm()
    return _done(
        form,
        lambda: _received(_bring_seal(organisation_id, form)),
        lambda failed, status: _seal_page(organisation_id, failed, status),
        "signatures.seal",
        organisation_id=organisation_id,
    )


@pages.post(f"{SEAL}/thiet-bi")
def bring_seal_certificate(organisation_id: int) -> Answer:
    """Name the certificate of a token that the organisation seals with; its key stays there."""
    _kept(organisation_id)
    form = _seal_token_form()
    return _done(
        form,
        lambda: _received(_bind_seal(organisation_id, form)),
        lambda failed, status: _seal_page(organisation_id, failed, status),
        "signatures.seal",
        organisation_id=organisation_id,
    )


@pages.post(f"{SEAL}/cach")
def choose(organisation_id: int) -> Response:
    """Whether the server seals by itself."""
    organisations.for_show(organisation_id, current_actor())
    by_itself = request.form.get("by_itself") == "1"
    choose_seal_way(organisation_id, by_itself=by_itself, actor=current_actor())
    flash("Máy chủ sẽ tự đóng dấu." if by_itself else "Văn thư sẽ đóng dấu từng văn bản.", "ok")
    return redirect(url_for("signatures.seal", organisation_id=organisation_id), 303)


@pages.post(f"{SEAL}/<int:certificate_id>/xac-nhan")
def confirm(organisation_id: int, certificate_id: int) -> Response:
    """The administrator's word that a certificate is whose it is said to be."""
    organisations.for_show(organisation_id, current_actor())
    if certificate_id not in {one.id for one in waiting_in(organisation_id)}:
        raise NotFound("Không còn chứng thư số này để xác nhận.")
    confirm_certificate(certificate_id, actor=current_actor())
    flash("Đã xác nhận chứng thư số.", "ok")
    return redirect(url_for("signatures.seal", organisation_id=organisation_id), 303)


def _own_page(failed: StageForm | None = None, status: int = 200) -> Answer:
    actor = current_actor()
    key = failed if isinstance(failed, BringKeyForm) else _key_form(formdata=None)
    token = failed if isinstance(failed, CertificateForm) else _certificate_form(formdata=None)
    held = of_person(actor.user_id or 0)
    context: dict[str, Any] = {"key_form": key, "token_form": token, "certificates": held, **_old_names(held)}
    context |= {"organisations": signing_for(actor), "picture_form": _picture_form(failed)}
    context["has_picture"] = picture_of(user_id=actor.user_id) is not None
    return render_template("signatures/mine.html", form=failed, **context), status


def _seal_page(organisation_id: int, failed: StageForm | None = None, status: int = 200) -> Answer:
    organisation, actor, held = _kept(organisation_id), current_actor(), of_organisation(organisation_id)
    context = {
        "organisation": organisation,
        "certificates": held,
        **_old_names(held),
        "waiting": [one for one in waiting_in(organisation_id) if one.user_id is not None],
        "key_form": failed if isinstance(failed, BringKeyForm) else BringKeyForm(formdata=None),
        "token_form": failed if isinstance(failed, CertificateForm) else _seal_token_form(formdata=None),
        "has_tokens": token_device(settings_here()) is not None,
        "seal_way": seal_way(organisation, settings_here()),
        "picture_form": _picture_form(failed),
        "has_picture": picture_of(organisation_id=organisation_id) is not None,
        "may_manage": permits(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation)),
    }
    return render_template("signatures/seal.html", form=failed, **context), status


def _done(form: StageForm, act: Callable[[], str], page: Callable[..., Answer], after: str, **where: Any) -> Answer:
    """What was brought is kept and `act` says so; or the page comes back with the form and why not."""
    if not form.validate():
        return page(form, 422)
    try:
        words = act()
    except WorkflowError as refusal:
        form.refuse(refusal)
        return page(form, refusal.status)
    return _said(words, after, **where)


def _old_names(certificates: Sequence[Certificate]) -> dict[str, Any]:
    return {"former": former_names(certificates), "old_name_days": settings_here().old_name_days}


def _received(certificate: Certificate) -> str:
    if certificate.confirmed_at is None:
        return "Đã nhận chứng thư số. Tên trong chứng thư khác với hồ sơ nên chờ người quản trị đơn vị xác nhận."
    return "Đã nhận chứng thư số. Từ giờ ký được bằng chứng thư này."


def _said(words: str, after: str, **where: Any) -> Response:
    flash(words, "ok")
    return redirect(url_for(after, **where), 303)


def _png(kept: Picture | None) -> Response:
    if kept is None:
        raise NotFound("Chưa có ảnh nào.")
    return Response(kept.png, content_type="image/png", headers={"Cache-Control": "private, no-store"})


def _bring(form: BringKeyForm) -> Certificate:
    given = form.to_input()
    organisation_id = _chosen(given.organisation_id)
    ask_again(given.password)
    bound, sealed = read_key(given)
    return bind_own(organisation_id, bound, sealed, actor=current_actor())


def _bind_token(form: CertificateForm) -> Certificate:
    organisation_id = _chosen(form.chosen)
    return bind_own(organisation_id, read_certificate(form.content()), None, actor=current_actor())


def _bring_seal(organisation_id: int, form: BringKeyForm) -> Certificate:
    given = form.to_input()
    ask_again(given.password)
    bound, sealed = read_key(given)
    return bind_seal(organisation_id, bound, sealed, actor=current_actor())


def _bind_seal(organisation_id: int, form: CertificateForm) -> Certificate:
    return bind_seal(organisation_id, read_certificate(form.content()), None, actor=current_actor())


def _chosen(organisation_id: int | None) -> int:
    """The organisation chosen, or the only one there is."""
    held = [one.id for one in signing_for(current_actor())]
    if organisation_id is None and len(held) == 1:
        return held[0]
    if organisation_id not in held:
        raise InvalidInput("Đồng chí chưa được giao ký cho tổ chức nào. Hãy hỏi người quản trị đơn vị.")
    return organisation_id


def _picture_form(failed: StageForm | None) -> PictureForm:
    return failed if isinstance(failed, PictureForm) else PictureForm(formdata=None)


def _choices() -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in signing_for(current_actor())]


def _key_form(**given: Any) -> BringKeyForm:
    return BringKeyForm(organisations=_choices(), **given)


def _certificate_form(**given: Any) -> CertificateForm:
    """The second form of the page, whose controls must not bear the ids of the first."""
    return CertificateForm(organisations=_choices(), prefix="thiet-bi-", **given)


def _seal_token_form(**given: Any) -> CertificateForm:
    return CertificateForm(prefix="thiet-bi-", **given)


def _kept(organisation_id: int) -> Organisation:
    """The organisation, if the person keeps its seal."""
    actor = current_actor()
    organisation = organisations.for_show(organisation_id, actor)
    require(actor, Permission.ORGANISATION_SEAL, OrganisationCase(organisation))
    return organisation
