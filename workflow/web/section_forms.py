"""How each kind of section is filled in: its page, its form, what the form starts from, which action keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from forms.base import StageForm
from forms.draft import FiguresForm, HeadingForm, SectionForm, figures_form
from forms.table import TableForm, shown_rows, table_form
from workflow.actions.draft import save_figures, save_heading, save_section
from workflow.actions.table import answer_nothing, save_table
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.inputs.writing import AnswerNothing
from workflow.domain.outline import SectionKind, Table
from workflow.domain.paper import profile_for
from workflow.domain.sections import FIGURES, OPENING
from workflow.domain.states import SectionState
from workflow.domain.tabulated import MOST_ROWS
from workflow.paper.parse import parse_section
from workflow.paper.wording import addressing_word
from workflow.queries import drafting
from workflow.queries.annexes import DraftSection
from workflow.queries.drafting import Writing
from workflow.web import task_sections
from workflow.web.citing import cite


@dataclass(frozen=True, slots=True)
class Way:
    """One way of filling a section in. `form_of` makes the form with what is kept, or with what was posted; `keep`
    saves it over a version; `is_kept` says whether it is word for word what is kept; `beside` is what else is shown."""

    template: str
    form_of: Callable[[Writing], Any]
    keep: Callable[[Writing, Any, int, Actor], DraftSection]
    is_kept: Callable[[Writing, Any], bool]
    beside: Callable[[Writing], Mapping[str, Any]] = lambda at: {}


def way_of(at: Writing) -> Way:
    """How the section is filled in: the opening and the figures by what they are, the others by their kind."""
    return _SPECIAL.get(at.section.key) or WAYS.get(at.section.kind, WAYS[SectionKind.TEXT])


def form_of(at: Writing) -> StageForm:
    """The form of the section with what is kept, or with what was posted."""
    form: StageForm = way_of(at).form_of(at)
    return form


def keep(at: Writing, form: StageForm, actor: Actor) -> dict[str, Any]:
    """Save what was typed and say {"version", "saved_at"}. The same words as are kept already are no conflict, over
    whichever version they were typed: a second press, or a saving by itself that came first."""
    way = way_of(at)
    version = at.section.version if way.is_kept(at, form) else form.version.data or 0
    saved = way.keep(at, form, version, actor)
    return {"version": saved.version, "saved_at": dates.clock(saved.saved_at) if saved.saved_at else ""}


def keep_nothing(at: Writing, form: StageForm, actor: Actor) -> None:
    """Answer the section with "Không."; what was typed and not saved stays with the record of the act."""
    typed = (form.text.data or "").strip() if isinstance(form, SectionForm) else ""
    given = AnswerNothing(at.section.key, form.version.data or 0, typed)
    answer_nothing(at.document.id, given, actor=actor)


def cited(form: StageForm) -> None:
    """Put the citation that was pressed into the text of the form."""
    if isinstance(form, HeadingForm):
        cite(form.opening)
    elif isinstance(form, SectionForm):
        cite(form.text)


def kept(at: Writing) -> dict[str, Any]:
    """What every form of a section starts from: the version that is seen, and whether it was called finished."""
    return {"version": at.section.version, "done": at.section.state is SectionState.DONE}


def _text_form(at: Writing) -> SectionForm:
    form = SectionForm(data={"text": at.section.text, **kept(at)})
    form.settle(at.section.text, is_done=at.section.state is SectionState.DONE)
    if at.section.state is SectionState.TO_FIX:
        form.done.label.text = "Tôi đã sửa xong mục này"
    return form


def _keep_text(at: Writing, form: SectionForm, version: int, actor: Actor) -> DraftSection:
    return save_section(at.document.id, form.to_input(at.section.key, version), actor=actor)


def _is_kept_text(at: Writing, form: SectionForm) -> bool:
    return form.to_input(at.section.key, 0).text.strip() == at.section.text


def _beside_text(at: Writing) -> dict[str, Any]:
    """What helps to write a narrative section."""
    return {
        "printed": parse_section(at.section.text),
        "previous": drafting.previous(at),
        "set_aside": drafting.set_aside(at.document.id, at.section.key),
    }


def _heading_form(at: Writing) -> HeadingForm:
    return _addressed(at, HeadingForm(data=_kept_heading(at)))


def _keep_heading(at: Writing, form: HeadingForm, version: int, actor: Actor) -> DraftSection:
    return save_heading(at.document.id, form.to_input(version), actor=actor)


def _is_kept_heading(at: Writing, form: HeadingForm) -> bool:
    same = _addressed(at, HeadingForm(formdata=None, data=_kept_heading(at)))
    return form.to_input(0) == same.to_input(0)


def _addressed(at: Writing, form: HeadingForm) -> HeadingForm:
    """With the addressees' field under the words of the guide, or without it."""
    if at.document.traits.addressed:
        form.addressees.label.text = addressing_word(at.document.kind, profile_for(None)).rstrip(":")
    else:
        del form.addressees
    return form


def _kept_heading(at: Writing) -> dict[str, Any]:
    recipients = "\n".join(at.document.recipients)
    addressees = "\n".join(at.document.addressees)
    heading = {"abstract": at.document.abstract, "opening": at.section.text, "recipients": recipients}
    return {"urgency": "", **at.document.parts, **heading, "addressees": addressees, **kept(at)}


def _figures_form(at: Writing) -> FiguresForm:
    asked = drafting.asked_figures(at)
    values = {f"figure_{place}": figure.amount for place, (figure, _) in enumerate(asked)}
    return figures_form(indicator for _, indicator in asked)(data={**values, **kept(at)})


def _keep_figures(at: Writing, form: FiguresForm, version: int, actor: Actor) -> DraftSection:
    return save_figures(at.document.id, form.to_input(version), actor=actor)


def _is_kept_figures(at: Writing, form: FiguresForm) -> bool:
    return dict(form.to_input(0).values) == {figure.key: figure.amount for figure, _ in drafting.asked_figures(at)}


def _beside_figures(at: Writing) -> dict[str, Any]:
    return {"last": drafting.last_figures(at), "doubts": drafting.doubts(at)}


def _table(at: Writing) -> Table:
    table = at.asked.table if at.asked else None
    return table or Table(("Nội dung",))


def _table_form(at: Writing) -> TableForm:
    kept_rows = at.section.rows or [[name] for name in _table(at).rows]
    form = table_form(_table(at), max(len(kept_rows), shown_rows(request.form)))(data=kept(at))
    form.show(kept_rows)
    if form.is_submitted():
        form.drop(request.form.get("act", ""))
    return form


def _keep_table(at: Writing, form: TableForm, version: int, actor: Actor) -> DraftSection:
    return save_table(at.document.id, form.to_input(at.section.key, version, with_pasted=_is_pressed()), actor=actor)


def _is_kept_table(at: Writing, form: TableForm) -> bool:
    given = form.to_input(at.section.key, 0, with_pasted=_is_pressed())
    return [list(row) for row in given.rows] == at.section.rows


def _is_pressed() -> bool:
    """Whether a person pressed a button; what saves by itself leaves pasted lines where they are."""
    return "act" in request.form


def _beside_table(at: Writing) -> dict[str, Any]:
    return {"table": _table(at), "previous": drafting.previous(at), "most_rows": MOST_ROWS}


_SPECIAL: Mapping[str, Way] = {
    OPENING: Way("drafts/heading.html", _heading_form, _keep_heading, _is_kept_heading),
    FIGURES: Way("drafts/figures.html", _figures_form, _keep_figures, _is_kept_figures, _beside_figures),
}
# A kind without a way of its own is filled in with words.
WAYS: Mapping[SectionKind, Way] = {
    SectionKind.TEXT: Way("drafts/section.html", _text_form, _keep_text, _is_kept_text, _beside_text),
    SectionKind.TASKS: Way(
        "drafts/tasks.html",
        lambda at: task_sections.form_of(at, kept(at)),
        task_sections.keep,
        task_sections.is_kept,
        task_sections.beside,
    ),
    SectionKind.TABLE: Way("drafts/table.html", _table_form, _keep_table, _is_kept_table, _beside_table),
}
