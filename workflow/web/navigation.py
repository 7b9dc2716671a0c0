"""What the frame of every page shows of the person: who they are, where they may go, what waits for them."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for

from workflow.auth.current import current_actor, current_day, current_memberships, current_soon, signed_in
from workflow.domain.labels import ROLES
from workflow.domain.states import Role
from workflow.queries import digest, inbox
from workflow.queries.inbox import Tally
from workflow.settings import Settings

_WORKERS = frozenset({Role.DRAFTER, Role.OFFICE, Role.MEMBER, Role.SIGNER, Role.CLERK, Role.INSPECTOR})
_BOOKKEEPERS = frozenset({Role.CLERK, Role.OFFICE, Role.SIGNER, Role.INSPECTOR, Role.ADMIN})
# label, endpoint, who it is for (None: whoever is signed in)
_ENTRIES = (
    ("Việc của tôi", "home.index", None),
    ("Bảng theo dõi", "dashboards.index", _WORKERS),
    ("Văn bản", "documents.index", _WORKERS),
    ("Kế hoạch", "plans.index", _WORKERS),
    ("Nhiệm vụ", "duties.index", _WORKERS),
    ("Đợt báo cáo", "campaigns.index", _WORKERS),
    ("Khó khăn, kiến nghị", "difficulties.index", _WORKERS),
    ("Sổ văn bản", "books.index", _BOOKKEEPERS),
    ("Văn bản viện dẫn", "citations.index", _WORKERS),
    ("Đơn vị", "organisations.index", frozenset(Role)),
)

# pages that stand under an entry of another name
_SAME_PLACE = {
    "drafts": "home",
    "many": "home",
    "annexes": "home",
    "attachments": "home",
    "preview": "home",
    "laying": "home",
    "begin": "documents",
    "acts": "documents",
    "handing": "documents",
    "signing": "documents",
    "form_check": "documents",
    "audit": "documents",
    "imports": "plans",
    "tasks": "plans",
    "cascade": "plans",
    "plan_picking": "plans",
    "task_clearing": "duties",
    "consolidation": "campaigns",
    "urges": "campaigns",
    "difficulty_acts": "difficulties",
    "schedules": "campaigns",
    "extensions": "campaigns",
    "reporting": "campaigns",
    "outlines": "campaigns",
    "book_rows": "books",
    "exports": "books",
    "terms": "organisations",
    "step_days": "organisations",
    "reorganising": "organisations",
    "tree_imports": "organisations",
    "days": "organisations",
    "delegations": "organisations",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the main navigation; `count` is what waits there."""

    label: str
    url: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """The person as the frame names them."""

    name: str
    organisation_name: str
    role_name: str


def register(app: Flask) -> None:
    """Give every page its frame."""
    app.context_processor(_frame)


def waiting() -> Tally:
    """What waits for the person; counted once a request, so that title, sentence and navigation agree."""
    if "waiting" not in g:
        g.waiting = inbox.tally(current_actor(), current_day(), current_soon())
    counted: Tally = g.waiting
    return counted


def _frame() -> dict[str, Any]:
    settings: Settings = current_app.extensions["trinhky-settings"]
    frame: dict[str, Any] = {
        "support_phone": settings.support_phone,
        "today": current_day(),
        "verify_url": url_for("proofs.index"),
    }
    if signed_in():
        frame |= {"nav": _entries(), "actor": _reader(), "account_url": url_for("account.show")}
        frame |= {"notices_url": url_for("notices.index"), "unread_notices": digest.unread(current_actor())}
    return frame


def _entries() -> list[Entry]:
    roles = {grant.role for grant in current_actor().grants}
    shown = [(label, endpoint) for label, endpoint, whose in _ENTRIES if whose is None or roles & whose]
    return [_entry(label, endpoint) for label, endpoint in shown]


def _entry(label: str, endpoint: str) -> Entry:
    is_home = endpoint == "home.index"
    place = endpoint.partition(".")[0]
    is_here = _SAME_PLACE.get(request.blueprint or "", request.blueprint) == place
    return Entry(label, url_for(endpoint), is_here, waiting().total if is_home else 0)


def _reader() -> Reader:
    """Named with the first of their organisations, and what they are there."""
    held = current_memberships()
    first = held[0].organisation if held else None
    roles = [ROLES[one.role] for one in held if one.organisation_id == held[0].organisation_id]
    return Reader(current_actor().name, first.name if first else "", ", ".join(roles))
