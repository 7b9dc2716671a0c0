"""Organisations: what stands above and below one's own, who serves there, and the administrator's acts."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms.organisation import FoundForm, GrantForm, OpenAccountForm
from workflow.actions.account import end_role, grant_role, open_account
from workflow.actions.organisation import found_organisation
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor, current_day, current_memberships
from workflow.auth.passwords import fresh_password, hashed
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.labels import DECISION_WAYS, LEVELS, REORGANISATIONS, ROLES
from workflow.domain.permissions import Permission, permits
from workflow.domain.rows import row_id
from workflow.domain.states import Role, UnitPart
from workflow.queries import accounts, branches, organisation_names, organisations, registers, reorganisations
from workflow.queries.accounts import Membership
from workflow.queries.organisations import Organisation, OrganisationCase
from workflow.queries.reorganisations import Reorganisation, related
from workflow.web.houses import managed

pages = Blueprint("organisations", __name__, url_prefix="/don-vi")
SHOWN_BELOW = 50
MOST_SEARCHED = 120
Answer = str | Response | tuple[str, int]


@pages.get("")
def index() -> str:
    """The person's organisations, each with its superior and those below; what a search finds among them."""
    own = sorted(current_actor().organisation_ids)
    words = request.args.get("tim", "").strip()[:MOST_SEARCHED]
    by_id = {one.id: one for one in organisations.with_superiors(own)}
    below = branches.first_children(own, SHOWN_BELOW + 1)
    mine = [
        {
            "organisation": by_id[one],
            "superior": by_id.get(by_id[one].superior_id or 0),
            "roles": [ROLES[held.role] for held in current_memberships() if held.organisation_id == one],
            "below": below[one][:SHOWN_BELOW],
            "more": len(below[one]) > SHOWN_BELOW,
        }
        for one in own
    ]
    found = branches.search(words, own, branches.PAGE + 1) if words else []
    most = branches.PAGE
    return render_template("organisations/index.html", mine=mine, words=words, found=found, most=most, levels=LEVELS)


@pages.get("/<int:organisation_id>")
def show(organisation_id: int) -> str:
    """One organisation: its facts, who serves there, what stands above and below, what it came from and became."""
    actor = current_actor()
    organisation = organisations.for_show(organisation_id, actor)
    case = OrganisationCase(organisation)
    below = branches.children(organisation.id, _after(), branches.PAGE + 1)
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        above=[
            (one, permits(actor, Permission.ORGANISATION_READ, OrganisationCase(one)))
            for one in branches.path(organisation)
        ],
        below=below[: branches.PAGE],
        more=below[branches.PAGE - 1] if len(below) > branches.PAGE else None,
        members=_members(organisation.id),
        own_id=actor.user_id,
        helps=permits(actor, Permission.ACCOUNT_HELP, case),
        may_manage=permits(actor, Permission.ORGANISATION_MANAGE, case),
        may_reorganise=not organisation.has_ended and permits(actor, Permission.ORGANISATION_REORGANISE, case),
        term=registers.term_on(organisation.id, current_day()),
        serves_here=permits(actor, Permission.DELEGATION_READ, case),
        reads_urgings=permits(actor, Permission.URGE_READ, case),
        keeps_seal=permits(actor, Permission.ORGANISATION_SEAL, case),
        past_names=organisation_names.names_of(organisation.id)[1:],
        changes=[(act, *_sides(act)) for act in reorganisations.of_organisation(organisation.id, done=True)],
        ways=DECISION_WAYS,
        kinds=REORGANISATIONS,
        levels=LEVELS,
        roles=ROLES,
    )


@pages.get("/<int:organisation_id>/thanh-vien")
def members(organisation_id: int) -> Answer:
    """Who serves in the organisation, and the forms that change it."""
    return _page(organisation_id, OpenAccountForm(), _granting())


@pages.post("/<int:organisation_id>/thanh-vien/tai-khoan")
def open_for(organisation_id: int) -> Answer:
    """Open an account; its first password stands on the answer and nowhere else."""
    form = OpenAccountForm()
    organisation = managed(organisation_id)
    if not form.validate():
        return _page(organisation_id, form, _granting(formdata=None), 422)
    password = fresh_password()
    try:
        user = open_account(form.to_input(organisation_id, password), hashed(password), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(organisation_id, form, _granting(formdata=None), refusal.status)
    return render_template("organisations/opened.html", organisation=organisation, user=user, password=password), 201


@pages.post("/<int:organisation_id>/thanh-vien/vai-tro")
def grant(organisation_id: int) -> Answer:
    """Give a role to a person who has an account."""
    form = _granting()
    managed(organisation_id)
    if not form.validate():
        return _page(organisation_id, OpenAccountForm(formdata=None), form, 422)
    try:
        given = grant_role(form.to_input(organisation_id), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(organisation_id, OpenAccountForm(formdata=None), form, refusal.status)
    flash(f"Đã giao vai trò {ROLES[given.role]} cho đồng chí {given.user.name}.", "ok")
    return redirect(url_for("organisations.members", organisation_id=organisation_id), 303)


@pages.post("/<int:organisation_id>/thanh-vien/<int:membership_id>/thoi")
def end(organisation_id: int, membership_id: int) -> Response:
    """End a role from today."""
    organisation = managed(organisation_id)
    if membership_id not in {one.id for one in accounts.members_of(organisation.id)}:
        raise NotFound("Người này không còn giữ vai trò đó ở đơn vị này.")
    ended = end_role(membership_id, actor=current_actor())
    flash(f"Đồng chí {ended.user.name} thôi vai trò {ROLES[ended.role]}.", "ok")
    return redirect(url_for("organisations.members", organisation_id=ended.organisation_id), 303)


@pages.route("/<int:organisation_id>/lap-don-vi", methods=["GET", "POST"])
def found(organisation_id: int) -> Answer:
    """Found an organisation below this one."""
    superior = managed(organisation_id)
    term = registers.term_on(superior.id, current_day())
    form = FoundForm(place=superior.place, term_from=term.from_day if term else None)
    if not form.is_submitted():
        return render_template("organisations/found.html", superior=superior, form=form)
    if not form.validate():
        return render_template("organisations/found.html", superior=superior, form=form), 422
    try:
        new = found_organisation(form.to_input(organisation_id), actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for("organisations.members", organisation_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return render_template("organisations/found.html", superior=superior, form=form), refusal.status
    flash(f"Đã lập {new.name}.", "ok")
    return redirect(url_for("organisations.members", organisation_id=new.id), 303)


def _after() -> tuple[str, int] | None:
    """Behind which name the page of those below begins."""
    name, place = request.args.get("sau", ""), request.args.get("so", type=row_id)
    return (name, place) if name and place else None


def _sides(act: Reorganisation) -> tuple[list[Organisation], list[Organisation]]:
    return related(act, UnitPart.FROM), related(act, UnitPart.TO)


def _granting(**given: Any) -> GrantForm:
    """The second form of the page, whose controls must not bear the ids of the first."""
    return GrantForm(prefix="giao-", **given)


def _page(organisation_id: int, opening: OpenAccountForm, granting: GrantForm, status: int = 200) -> tuple[str, int]:
    organisation = managed(organisation_id)
    failed = granting if granting.errors else opening
    context = {"opening": opening, "granting": granting, "form": failed, "roles": ROLES}
    held = _members(organisation_id)
    return render_template("organisations/members.html", organisation=organisation, members=held, **context), status


def _members(organisation_id: int) -> Sequence[Membership]:
    order = {role: place for place, role in enumerate(Role)}
    return sorted(accounts.members_of(organisation_id), key=lambda member: order[member.role])
