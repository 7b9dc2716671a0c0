"""The section of a report that goes through the tasks: its form, what it starts from, what stands beside it."""

from typing import Any

from forms.task_results import ResultsForm, results_form
from workflow.actions.task_results import save_results
from workflow.domain.actor import Actor
from workflow.domain.labels import PROGRESS
from workflow.queries.annexes import DraftSection
from workflow.queries.drafting import Writing
from workflow.queries.task_results import asked_of


def form_of(at: Writing, started: dict[str, Any]) -> ResultsForm:
    """The form of the tasks asked, with what is kept, or with what was posted."""
    asked = asked_of(at.document)
    return results_form(one.task.id for one in asked)(data={"text": at.section.text, **_kept(at), **started})


def keep(at: Writing, form: ResultsForm, version: int, actor: Actor) -> DraftSection:
    """Save over a version."""
    return save_results(at.document.id, form.to_input(at.section.key, version), actor=actor)


def is_kept(at: Writing, form: ResultsForm) -> bool:
    """Whether it is word for word what is kept."""
    same = results_form(form.task_ids)(formdata=None, data={"text": at.section.text, **_kept(at)})
    return form.to_input("", 0).told == same.to_input("", 0).told and (form.text.data or "").strip() == at.section.text


def beside(at: Writing) -> dict[str, Any]:
    """The tasks with what the last report said; where there are any, "Không." is no answer to the whole."""
    asked = asked_of(at.document)
    campaign = at.document.target.campaign if at.document.target else None
    shown = {"asked": asked, "plan": campaign.plan if campaign else None, "progress_words": PROGRESS}
    return shown | ({"nothing": False} if asked else {})


def _kept(at: Writing) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in asked_of(at.document):
        number, now = one.task.id, one.now
        values[f"tien_do_{number}"] = now.progress.value if now and now.progress else ""
        values[f"da_lam_{number}"] = now.done if now else ""
        values[f"minh_chung_{number}"] = now.evidence if now else ""
    return values
