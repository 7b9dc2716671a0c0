"""How every act on a document is served: its page when asked for, the act when pressed, the words kept when refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.base import StageForm
from workflow.actions.issue import current_digest
from workflow.auth.current import current_actor
from workflow.domain.actor import Actor
from workflow.domain.advance import offers, why_closed
from workflow.domain.errors import ChangedMeanwhile, TransitionRefused, WorkflowError
from workflow.domain.facts import Fact
from workflow.domain.permissions import Permission, permission_of, require
from workflow.domain.states import Trigger
from workflow.queries.audit import was_pressed
from workflow.queries.case import DocumentCase
from workflow.queries.documents import Document, for_act, for_show

ADDRESS = "/van-ban/<int:document_id>"
RECORDED = "Đã ghi nhận."
Gate = Callable[[Document, Actor], str | None]


def to_home(document: Document) -> str:
    """After an act by which the paper leaves this person's sight."""
    return url_for("home.index")


def nothing_more(document: Document, actor: Actor) -> Mapping[str, Any]:
    """A page that shows no more than its form."""
    return {}


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act: who may open its page, why it may be closed, its form and what stands beside it, what it does, which
    fact it leaves (or one of which others), what is said (None: the act says it) and where it leads when done (None: to
    the document's page)."""

    template: str
    permission: Permission
    gate: Gate
    form: Callable[[Document, Actor], Any]
    act: Callable[..., Document]
    fact: Fact
    done: str | None
    context: Callable[[Document, Actor], Mapping[str, Any]] = nothing_more
    after: Callable[[Document], str] | None = None
    other_facts: tuple[Fact, ...] = ()


def machine_gate(trigger: Trigger) -> Gate:
    """The reason why the machine keeps an act closed; what the person is yet to type is not held against it."""

    def reason(document: Document, actor: Actor) -> str | None:
        case = DocumentCase(document)
        offered = offers(case, actor, (trigger,))
        return offered[0].reason if offered else why_closed(case, trigger, actor)

    return reason


def of_machine(trigger: Trigger) -> dict[str, Any]:
    """Permission and gate of an act that is a trigger of the machine."""
    return {"permission": permission_of(trigger), "gate": machine_gate(trigger)}


def serve_acts(pages: Blueprint, **acts: tuple[str, ActPage]) -> None:
    """Give each act its address under the document's, the same for looking and for pressing; it is called by its
    endpoint's name."""
    for name, (path, page) in acts.items():
        pages.add_url_rule(f"{ADDRESS}/{path}", name, _view(page), methods=("GET", "POST"))


def _view(page: ActPage) -> Callable[[int], Response]:
    def view(document_id: int) -> Response:
        return serve(page, document_id)

    return view


def serve(page: ActPage, document_id: int) -> Response:
    """Show the act's page, or do the act and lead on. A second identical press leads where the first did."""
    actor = current_actor()
    if request.method != "POST":
        return _shown(page, document_id, actor)
    form: StageForm | None = None
    try:
        document = for_act(document_id, actor)
        require(actor, page.permission, DocumentCase(document))
        form = page.form(document, actor)
        result = page.act(document_id, form.to_input(), actor=actor) if form.validate() else None
    except WorkflowError as refusal:
        if _pressed_before(page, document_id, actor):
            return _recorded(page, document_id, actor)
        if form is None:
            raise
        return _refused(page, document_id, form, refusal)
    if result is None:
        return _not_valid(page, document_id, form, actor)
    if page.done:
        flash(page.done, "ok")
    return redirect(page.after(result) if page.after else _page_of(document_id), 303)


def _shown(page: ActPage, document_id: int, actor: Actor) -> Response:
    document = for_show(document_id, actor)
    require(actor, page.permission, DocumentCase(document))
    reason = page.gate(document, actor)
    if reason is not None:
        raise TransitionRefused(reason)
    return _rendered(page, document, page.form(document, actor), 200)


def shown_again(page: ActPage, document_id: int) -> Response:
    """The page with everything that was typed: a button of it asked for more room, nothing was to be done."""
    actor = current_actor()
    document = for_show(document_id, actor)
    require(actor, page.permission, DocumentCase(document))
    return _rendered(page, document, page.form(document, actor), 200)


def _not_valid(page: ActPage, document_id: int, form: StageForm, actor: Actor) -> Response:
    """The form with what is wrong; unless it was the second press of what the first has done."""
    if _pressed_before(page, document_id, actor):
        return _recorded(page, document_id, actor)
    return _rendered(page, for_show(document_id, actor), form, 422)


def _refused(page: ActPage, document_id: int, form: StageForm, refusal: WorkflowError) -> Response:
    """The form again with what was typed; after a conflict it carries the newest version, which the page then shows."""
    document = for_show(document_id, current_actor())
    form.refuse(refusal)
    if isinstance(refusal, ChangedMeanwhile):
        form.renew(version=document.version, digest=current_digest(document))
    return _rendered(page, document, form, refusal.status)


def _rendered(page: ActPage, document: Document, form: StageForm, status: int) -> Response:
    context = page.context(document, current_actor())
    return make_response(render_template(page.template, document=document, form=form, **context), status)


def _pressed_before(page: ActPage, document_id: int, actor: Actor) -> bool:
    version = request.form.get("version", 0, type=int)
    return any(was_pressed(document_id, version, fact, actor) for fact in (page.fact, *page.other_facts))


def _recorded(page: ActPage, document_id: int, actor: Actor) -> Response:
    flash(RECORDED, "ok")
    if page.after is to_home:
        return redirect(url_for("home.index"), 303)
    return redirect(_page_of(for_act(document_id, actor).id), 303)


def _page_of(document_id: int) -> str:
    return url_for("documents.show", document_id=document_id)
