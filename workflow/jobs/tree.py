"""Changes of the tree whose day has come, and workbooks that found a part of it."""

import logging
from functools import partial
from typing import Any

from procrastinate import JobContext

from workflow.actions.reorganise import carry_out_on_its_day, note_not_carried_out
from workflow.actions.tree_import import found_tree, keep_cells, note_progress, note_tree_failed, vault_name
from workflow.auth.passwords import fresh_password, hashed
from workflow.domain.errors import WorkflowError
from workflow.domain.job_names import JobName
from workflow.domain.states import TreeImportState
from workflow.domain.tree_sheet import MOST_ROWS, PEOPLE, PEOPLE_HEADS, UNIT_HEADS, UNITS, Proposal
from workflow.jobs.last_word import last_word
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application, settings, store
from workflow.models import TreeImport, db
from workflow.models.clock import today
from workflow.paper.sheets import write_sheets
from workflow.queries.reorganisations import due
from workflow.queries.tree_imports import proposal_of
from workflow.sandbox import run
from workflow.signing.vault import Vault

EACH = 50
HEADS = ("Đơn vị", "Họ và tên", "Tên đăng nhập", "Mật khẩu đầu tiên")
BROKEN = "Chưa làm xong với tệp này vì lỗi ngoài dự kiến. Hãy làm lại; nếu vẫn lỗi, hãy báo người quản trị hệ thống."
log = logging.getLogger(__name__)


@queue.task(name=JobName.REORGANISE.value, queue="tree")
def reorganise(**_: Any) -> None:
    """Every hour (`worker.REGULAR`): carry out what waited for today. What cannot be done says why on its page and is
    tried again."""
    with application().app_context():
        waiting = due(today())
        db.session.rollback()
        for act_id in waiting:
            try:
                carry_out_on_its_day(act_id)
            except WorkflowError as refusal:
                log.warning("reorganisation %s waits: %s", act_id, refusal.reason)
                note_not_carried_out(act_id, refusal.reason)


@queue.task(name=JobName.READ_TREE.value, queue="tree", retry=RETRY, pass_context=True)
def read(context: JobContext, /, *, tree_import_id: int, **_: Any) -> None:
    """Read the workbook apart. Read already, it stops; what cannot be read is said on its page."""
    with application().app_context(), last_word(context, partial(note_tree_failed, tree_import_id), BROKEN):
        brought = db.session.get_one(TreeImport, tree_import_id)
        if brought.state is not TreeImportState.READING:
            return
        heads = {UNITS: UNIT_HEADS, PEOPLE: PEOPLE_HEADS}
        cells = run("workflow.paper.sheets.read_sheets", store().get(brought.digest), heads, MOST_ROWS).words
        keep_cells(tree_import_id, cells)


@queue.task(name=JobName.FOUND_TREE.value, queue="tree", retry=RETRY, pass_context=True)
def found(context: JobContext, /, *, tree_import_id: int, **_: Any) -> None:
    """Make the first passwords, a batch at a time, then found everything at once. A refusal is said on its page."""
    with application().app_context(), last_word(context, partial(note_tree_failed, tree_import_id), BROKEN):
        brought = db.session.get_one(TreeImport, tree_import_id)
        if brought.state is not TreeImportState.WORKING:
            return
        proposal = proposal_of(brought)
        db.session.rollback()
        passwords = {one.username: fresh_password() for one in proposal.opened}
        sealed = Vault(*settings().secrets).seal(_sheet(proposal, passwords), vault_name(tree_import_id))
        found_tree(tree_import_id, _hashed(tree_import_id, passwords), sealed)


def _hashed(import_id: int, passwords: dict[str, str]) -> dict[str, str]:
    """What is kept of each; slow on purpose, so whoever waits is told how far it is."""
    made: dict[str, str] = {}
    for username, password in passwords.items():
        made[username] = hashed(password)
        if len(made) % EACH == 0:
            note_progress(import_id, len(made))
    return made


def _sheet(proposal: Proposal, passwords: dict[str, str]) -> bytes:
    rows = [(one.code, one.name, one.username, passwords[one.username]) for one in proposal.opened]
    return write_sheets({"Mật khẩu đầu tiên": (HEADS, rows)})
