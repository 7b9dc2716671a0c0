"""The page of one section of the workspace: what it shows, and the address that keeps the reader's place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.consolidate import SEVERAL, AddForm, ChoiceForm, LeaveOutForm, ResultForm
from workflow.actions.remarks import cited_otherwise
from workflow.auth.current import current_actor
from workflow.domain.advance import why_closed
from workflow.domain.blocks import clean
from workflow.domain.labels import STATES
from workflow.domain.outline import numbers_of
from workflow.domain.permissions import Permission
from workflow.domain.rows import row_id, row_or_none
from workflow.domain.sections import FIGURES, OPENING
from workflow.domain.states import SourceState, Trigger
from workflow.paper.parse import parse_section
from workflow.queries.alike import AlikePage, SourceBlock, alike
from workflow.queries.case import DocumentCase
from workflow.queries.comments import open_comments
from workflow.queries.consolidation import Filter
from workflow.queries.documents import for_show
from workflow.queries.figure_sums import UNITS, counted_twice, missing_units, units_of
from workflow.queries.workspace import PAGE, Desk, View, Workspace, desk, set_aside, workspace
from workflow.web.citing import citing
from workflow.web.consolidation_tables import tables_of
from workflow.web.consolidation_tasks import TASK, tasks_of

# What an address says of the reader's place: the task, filter (state, unit, words), like ones together, pages of
# sources and of results.
PLACE = (TASK, "tinh_trang", "don_vi", "chu", "giong", "sau", "tu")
_STATES = {state.value: state for state in SourceState}


@dataclass(frozen=True, slots=True)
class Section:
    """One section of one consolidation, as an address and as a page."""

    document_id: int
    key: str
    kept: Mapping[str, str] = field(default_factory=lambda: {k: v for k in PLACE if (v := request.args.get(k, ""))})

    @property
    def task_id(self) -> int:
        """The task that the address opens; 0 for none."""
        return row_or_none(self.kept.get(TASK, "")) or 0

    def url(self, anchor: str | None = None, **changes: Any) -> str:
        """The section's address with the reader's place kept; a change to None leaves that part out."""
        place = {**self.kept, **changes}
        return url_for(
            "consolidation.section", document_id=self.document_id, key=self.key, _anchor=anchor or None, **place
        )

    def back(self, anchor: str = "nguon", **changes: Any) -> Response:
        """Back to where the reader was."""
        return redirect(self.url(anchor, **changes), 303)

    def show(self, form: StageForm | None = None, status: int = 200, space: Workspace | None = None) -> tuple[str, int]:
        """The page; `form` is one that was refused, shown again at its place with what was typed."""
        space = space or open_workspace(self.document_id)
        context = {
            "here": self,
            "space": space,
            "document": space.document,
            "section": space.section(self.key),
            "tabs": _tabs(space, self.key),
            "states": STATES,
            "comments": open_comments(space.document, current_actor()),
            "why": why_closed(DocumentCase(space.document), Trigger.SUBMIT, current_actor()),
            **self._contents(space, form),
        }
        page = "figures" if self.key == FIGURES else "section"
        return render_template(f"consolidation/{page}.html", form=form, **context), status

    def _contents(self, space: Workspace, form: StageForm | None) -> dict[str, Any]:
        if self.key == FIGURES:
            return _figures(space)
        place, on_tasks = request.args, tasks_of(space, self.key)
        wanted = replace(wanted_sources(), task_id=on_tasks.task_id)
        refused = form.as_rewriting() if isinstance(form, ChoiceForm) else form
        at = refused.block.data if isinstance(refused, ResultForm) else place.get("sua") or place.get("den", "")
        first = max(1, place.get("tu", 1, int))
        after = self.kept.get("sau", "")
        shown = desk(space, self.key, View(wanted, after, first, at, on_tasks.leading))
        like = self._alike(wanted, after) if self.kept.get("giong") else None
        on_page = {block.id for block in _blocks_shown(shown, like)}
        forms = _forms(self.document_id, shown, like, refused)
        rewritten = parse_section(forms["editing"].text.data or "") if forms["editing"] else ()
        help_ = {"citing": citing(), "cited_otherwise": cited_otherwise(space.document, rewritten) if rewritten else []}
        around: dict[str, Any] = {"desk": shown, "alike": like, "wanted": wanted, "page_size": PAGE, "on_page": on_page}
        if on_tasks.task_id is not None:
            around["here"] = replace(self, kept={**self.kept, TASK: str(on_tasks.task_id)})
        kinds = {**on_tasks.shown(form), "task_named": TASK in self.kept, **tables_of(space, self.key)}
        return {**around, **forms, **help_, **kinds}

    def _alike(self, wanted: Filter, after: str) -> AlikePage:
        return alike(self.document_id, self.key, wanted, row_or_none(after) or 0)


def open_workspace(document_id: int) -> Workspace:
    """The workspace of a consolidation the person may write; else NotFound."""
    return workspace(for_show(document_id, current_actor(), Permission.DOCUMENT_WRITE))


def section_url(document_id: int, key: str) -> str:
    """Where a section is written: abstract, opening and Nơi nhận on the same page as those of any report."""
    endpoint = "drafts.section" if key == OPENING else "consolidation.section"
    return url_for(endpoint, document_id=document_id, key=key)


def wanted_sources() -> Filter:
    """What the address asks to see; what it says wrongly is not asked."""
    return Filter(
        state=_STATES.get(request.args.get("tinh_trang", "")),
        organisation_id=request.args.get("don_vi", type=row_id),
        words=clean(request.args.get("chu", "")).strip(),
    )


def _figures(space: Workspace) -> dict[str, Any]:
    """The units of the figure that the address opens, and what is to be looked at in all of them."""
    place = request.args
    opened = next((one for one in space.figures if one.figure.key == place.get("chi_tieu")), None)
    after, only_changed = place.get("sau_don_vi", 0, row_id), bool(place.get("lech"))
    units = units_of(opened.figure, after=after, only_changed=only_changed) if opened else []
    return {
        "opened": opened,
        "units": units,
        "next_units": units[-1].position if len(units) == UNITS else None,
        "only_changed": only_changed,
        "missing": missing_units(space.document),
        "twice": counted_twice(space.document.id),
    }


def _tabs(space: Workspace, current: str) -> list[dict[str, Any]]:
    numbers = numbers_of(space.document.outline, [section.key for section in space.document.sections])
    return [
        {
            "label": f"{numbers[section.key]}. {section.title}" if section.key in numbers else section.title,
            "url": section_url(space.document.id, section.key),
            "current": section.key == current,
            "left": space.left(section.key),
        }
        for section in space.document.sections
    ]


def _blocks_shown(shown: Desk, like: AlikePage | None) -> list[SourceBlock]:
    """The source blocks on the page: those of the groups, or those of the list."""
    if like is not None:
        return [block for group in like.groups for block in group.blocks]
    return [row.block for row in shown.sources]


def _forms(document_id: int, shown: Desk, like: AlikePage | None, form: StageForm | None) -> dict[str, Any]:
    """Every form of the page: the refused one as it was typed, the others fresh."""
    editing = form if isinstance(form, ResultForm) else _editing(shown)
    return {
        "plain": StageForm(formdata=None),
        "merging": request.args.get("ghep", 0, row_id),
        "editing": editing,
        "aside": set_aside(document_id, editing.block.data) if editing else [],
        "adding": _adding(shown, form),
        "leaving": _leaving(_blocks_shown(shown, like), form) if isinstance(form, LeaveOutForm) else None,
        "chosen": set(request.form.getlist("doan", row_id)) if form else set(),
    }


def _adding(shown: Desk, form: StageForm | None) -> AddForm:
    """Words for a block that is gone are kept as words to add."""
    if isinstance(form, AddForm):
        return form
    is_gone = isinstance(form, ResultForm) and form.block.data not in {place.block for place in shown.places}
    return AddForm(formdata=None, text=form.text.data if form and is_gone else "")


def _leaving(shown: Sequence[SourceBlock], form: LeaveOutForm) -> LeaveOutForm:
    """A reason for a block that is handled or gone is kept in the field of the selection."""
    waiting = {str(block.id) for block in shown if block.state is SourceState.OPEN}
    if form.target.data not in waiting:
        form.target.data = SEVERAL
    return form.at_its_place()


def _editing(shown: Desk) -> ResultForm | None:
    """The form of the block that the address opens for rewriting."""
    row = next((one for one in shown.results if one.block.block == request.args.get("sua")), None)
    if row is None:
        return None
    return ResultForm(formdata=None, block=row.block.block, text=row.block.text, version=row.block.version)
