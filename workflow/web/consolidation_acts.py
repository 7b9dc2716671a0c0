"""What the office does in the workspace: each press is one act, and leads back to where the reader was."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from flask import flash, render_template, request
from werkzeug import Response

from forms.base import StageForm
from forms.consolidate import AddForm, ChoiceForm, LeaveOutForm, MergeForm, PickForm, ProgressForm, ResultForm
from workflow.actions import consolidate, weave
from workflow.actions.gather import gather_table
from workflow.actions.task_results import choose_progress
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound, WorkflowError
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.rows import row_id
from workflow.queries.workspace import result_block
from workflow.web.citing import asks, cite
from workflow.web.consolidation_desk import Section, open_workspace

Answer = Response | tuple[str, int]
F = TypeVar("F", bound=StageForm)
_ANCHOR = re.compile(r"[a-z]+(?:-[0-9a-z]+)*")


def perform(here: Section) -> Answer:
    """Do what the pressed button says. Refuses a button that no page has (InvalidInput), as missing (NotFound) where
    the workspace is not the person's."""
    if asks():
        return _cite(here)
    act = ACTS.get(request.form.get("act", ""))
    if act is None:
        open_workspace(here.document_id)
        raise InvalidInput("Không rõ việc cần làm. Hãy tải lại trang rồi bấm lại.")
    return act(here)


def _use(here: Section) -> Answer:
    def act(form: PickForm) -> Response:
        made = weave.use_blocks(here.document_id, form.doan.data, actor=current_actor())
        return _after_handling(here, len(made))

    return _by_form(here, PickForm(), act)


def _merge(here: Section) -> Answer:
    def act(form: MergeForm) -> Response:
        picked, into, token = form.doan.data, form.into.data or None, form.token.data
        made = weave.merge_blocks(here.document_id, picked, into, actor=current_actor(), token=token)
        return here.back(f"d-{made.block}", sua=made.block)

    return _by_form(here, MergeForm(), act)


def _merge_alike(here: Section) -> Answer:
    def act(form: PickForm) -> Response:
        made = weave.merge_alike(here.document_id, form.doan.data, actor=current_actor(), token=form.token.data)
        return here.back(f"d-{made.block}", sua=made.block)

    return _by_form(here, PickForm(), act)


def _leave_out(here: Section) -> Answer:
    def act(form: LeaveOutForm) -> Response:
        count = weave.leave_out(here.document_id, form.doan.data, form.reason.data or "", actor=current_actor())
        return _after_handling(here, count)

    return _by_form(here, LeaveOutForm(), act)


def _reopen(here: Section) -> Answer:
    def act(form: PickForm) -> Response:
        for block in form.doan.data:
            weave.reopen_block(here.document_id, block, actor=current_actor())
        return here.back(_next_anchor())

    return _by_form(here, PickForm(), act)


def _add(here: Section) -> Answer:
    def act(form: AddForm) -> Response:
        made = weave.add_result(
            here.document_id,
            here.key,
            form.text.data or "",
            task_id=here.task_id,
            actor=current_actor(),
            token=form.token.data,
        )
        return _to_block(here, made[-1].block)

    return _by_form(here, AddForm(), act)


def _progress(here: Section) -> Answer:
    def act(form: ProgressForm) -> Response:
        choose_progress(here.document_id, form.to_input(), actor=current_actor())
        return here.back("nhiem-vu")

    return _by_form(here, ProgressForm(), act)


def _cite(here: Section) -> Answer:
    """Look a document up, or put its citation after the words typed; nothing is saved before that is pressed."""
    form = ResultForm() if request.form.get("block") else AddForm()
    cite(form.text)
    return here.show(form, 200)


def _save(here: Section) -> Answer:
    def act(form: ResultForm) -> Answer:
        return _keep(here, form.to_input(), form.token.data)

    return _by_form(here, ResultForm(), act)


def _choose(here: Section) -> Answer:
    """After a conflict: the chosen wording is saved over the version that was shown, the other one is kept aside."""

    def act(form: ChoiceForm) -> Answer:
        given = form.to_input(result_block(here.document_id, form.block.data or "").text)
        if not given.text.strip():
            return _conflict(here, given.block, form.mine.data or "", 422)
        return _keep(here, given, form.token.data)

    return _by_form(here, ChoiceForm(), act)


def _keep(here: Section, given: SaveResult, token: str) -> Answer:
    try:
        weave.save_result(here.document_id, given, actor=current_actor(), token=token)
    except AlreadyDone:
        return _to_block(here, given.block)
    except ChangedMeanwhile as refusal:
        return _conflict(here, given.block, given.text, refusal.status)
    return _to_block(here, given.block)


def _conflict(here: Section, block: str, mine: str, status: int) -> tuple[str, int]:
    """Both wordings in full; nothing is written before a choice."""
    space = open_workspace(here.document_id)
    saved, fresh = result_block(space.document.id, block), ChoiceForm(formdata=None)
    fields = {"act": "choose", "block": saved.block, "version": saved.version, "token": fresh.token.data}
    page = render_template("consolidation/conflict.html", here=here, saved=saved, mine=mine, fields=fields)
    return page, status


def _remove(here: Section) -> Answer:
    try:
        weave.remove_result(here.document_id, request.form.get("block", ""), actor=current_actor())
    except NotFound:
        flash("Đoạn này không còn trong báo cáo.", "info")
    return here.back("ket-qua")


def _move(here: Section) -> Answer:
    block, up, token = (request.form.get(name, "") for name in ("block", "up", "token"))
    try:
        weave.move_result(here.document_id, block, up=bool(up), actor=current_actor(), token=token)
    except AlreadyDone:
        flash("Đã ghi nhận.", "info")
    return _to_block(here, block)


def _take_in(here: Section) -> Answer:
    count = consolidate.take_in(here.document_id, actor=current_actor())
    flash(f"Đã đưa thêm {count} báo cáo vào nguồn." if count else "Không còn báo cáo mới nào.", "ok")
    return here.back("")


def _drop(here: Section) -> Answer:
    consolidate.drop_source(here.document_id, request.form.get("nguon", 0, row_id), actor=current_actor())
    flash("Đã gỡ nguồn cũ. Lời văn đã viết vẫn còn nguyên.", "ok")
    return here.back("")


def _add_up(here: Section) -> Answer:
    consolidate.add_up_figures(here.document_id, actor=current_actor())
    flash("Đã cộng lại số liệu từ các nguồn hiện có.", "ok")
    return here.back("")


def _gather(here: Section) -> Answer:
    def act(form: StageForm) -> Answer:
        made = gather_table(here.document_id, here.key, form.version.data or 0, actor=current_actor())
        return _to_block(here, made.block)

    return _by_form(here, StageForm(), act)


def _mended(here: Section) -> Answer:
    consolidate.mend_section(here.document_id, here.key, actor=current_actor())
    return here.back("")


def _by_form(here: Section, form: F, act: Callable[[F], Answer]) -> Answer:
    """Check what was typed, then act; a refusal shows the page again with everything typed."""
    if not form.validate():
        return here.show(form, 422)
    try:
        return act(form)
    except AlreadyDone:
        return here.back(_next_anchor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return here.show(form, refusal.status)


def _after_handling(here: Section, count: int) -> Response:
    if not count:
        flash("Các đoạn này đã được xử lý trước đó.", "info")
    return here.back(_next_anchor())


def _next_anchor() -> str:
    """The place that the pressed button named: usually the next block that wants handling."""
    named = request.form.get("ve", "")
    return named if _ANCHOR.fullmatch(named) else "nguon"


def _to_block(here: Section, block: str) -> Response:
    return here.back(f"d-{block}", den=block)


ACTS: Mapping[str, Callable[[Section], Answer]] = {
    "use": _use,
    "merge": _merge,
    "merge_alike": _merge_alike,
    "leave_out": _leave_out,
    "reopen": _reopen,
    "add": _add,
    "save": _save,
    "choose": _choose,
    "remove": _remove,
    "move": _move,
    "take_in": _take_in,
    "drop": _drop,
    "add_up": _add_up,
    "gather": _gather,
    "mended": _mended,
    "progress": _progress,
}
