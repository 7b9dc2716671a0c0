"""What the frame of every page shows of the person: who they are, where they may go, what waits for them."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for

from workflow.auth.current import current_actor, current_memberships, signed_in
from workflow.domain.labels import ROLES
from workflow.domain.states import Role
from workflow.queries import inbox
from workflow.settings import Settings
from workflow.web.waiting import waiting

_WORKERS = frozenset({Role.DRAFTER, Role.OFFICE, Role.MEMBER, Role.SIGNER, Role.CLERK, Role.INSPECTOR})
# label, endpoint, who it is for (None: whoever is signed in)
_ENTRIES = (
    ("Việc của tôi", "home.index", None),
    ("Văn bản", "documents.index", _WORKERS),
    ("Kế hoạch", "plans.index", _WORKERS),
    ("Đợt báo cáo", "campaigns.index", _WORKERS),
    ("Đơn vị", "organisations.index", frozenset(Role)),
)
