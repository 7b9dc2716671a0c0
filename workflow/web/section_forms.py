"""The three kinds of sections a writer fills: which form each has, what it starts from, which action keeps it."""

from typing import Any

from forms.base import StageForm
from forms.draft import FiguresForm, HeadingForm, SectionForm, figures_form
from workflow.actions.draft import save_figures, save_heading, save_section
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.paper import profile_for
from workflow.domain.sections import FIGURES, OPENING
from workflow.domain.states import SectionState
from workflow.paper.wording import addressing_word
from workflow.queries.drafting import Writing
from workflow.web.citing import cite


def form_of(at: Writing) -> StageForm:
    """The form of the section with what is kept, or with what was posted."""
    if at.section.key == OPENING:
        return _heading_form(at, HeadingForm(data=_kept_heading(at)))
    if at.section.key == FIGURES:
        return _figures_form(at)
    form = SectionForm(data={"text": at.section.text, **_kept(at)})
    form.settle(at.section.text, is_done=at.section.state is SectionState.DONE)
    if at.section.state is SectionState.TO_FIX:
        form.done.label.text = "Tôi đã sửa xong mục này"
    return form


def keep(at: Writing, form: StageForm, actor: Actor) -> dict[str, Any]:
    """Save what was typed and say {"version", "saved_at"}. The same words as are kept already are no conflict, over
    whichever version they were typed: a second press, or a saving by itself that came first."""
    version = at.section.version if is_kept(at, form) else form.version.data or 0
    if isinstance(form, HeadingForm):
        saved = save_heading(at.document.id, form.to_input(version), actor=actor)
    elif isinstance(form, FiguresForm):
        saved = save_figures(at.document.id, form.to_input(version), actor=actor)
    else:
        saved = save_section(at.document.id, form.to_input(at.section.key, version), actor=actor)
    return {"version": saved.version, "saved_at": dates.clock(saved.saved_at) if saved.saved_at else ""}


def cited(form: StageForm) -> None:
    """Put the citation that was pressed into the text of the form."""
    if isinstance(form, HeadingForm):
        cite(form.opening)
    elif isinstance(form, SectionForm):
        cite(form.text)


def is_kept(at: Writing, form: StageForm) -> bool:
    """Whether what was typed is word for word what is kept."""
    if isinstance(form, HeadingForm):
        return form.to_input(0) == _heading_form(at, HeadingForm(formdata=None, data=_kept_heading(at))).to_input(0)
    if isinstance(form, FiguresForm):
        return dict(form.to_input(0).values) == {figure.key: figure.value for figure in at.document.figures}
    return bool(form.to_input(at.section.key, 0).text.strip() == at.section.text)


def _heading_form(at: Writing, form: HeadingForm) -> HeadingForm:
    """With the addressees' field under the words of the guide, or without it."""
    if at.document.traits.addressed:
        form.addressees.label.text = addressing_word(at.document.kind, profile_for(None)).rstrip(":")
    else:
        del form.addressees
    return form


def _figures_form(at: Writing) -> FiguresForm:
    asked = [(figure.key, figure.title) for figure in at.document.figures]
    values = {f"figure_{place}": figure.value for place, figure in enumerate(at.document.figures)}
    return figures_form(asked)(data={**values, **_kept(at)})


def _kept_heading(at: Writing) -> dict[str, Any]:
    recipients = "\n".join(at.document.recipients)
    addressees = "\n".join(at.document.addressees)
    heading = {"abstract": at.document.abstract, "opening": at.section.text, "recipients": recipients}
    return {"urgency": "", **at.document.parts, **heading, "addressees": addressees, **_kept(at)}


def _kept(at: Writing) -> dict[str, Any]:
    return {"version": at.section.version, "done": at.section.state is SectionState.DONE}
