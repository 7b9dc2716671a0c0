"""A round of reporting begun from a plan's dated or yearly duty."""

from typing import Any

from flask import request

from workflow.auth.current import current_actor, current_day
from workflow.domain.errors import NotFound
from workflow.queries import tasks
from workflow.queries.documents import Document, for_show


def duty_asked() -> dict[str, Any]:
    """What a new round starts with when the address names a task of a plan ("nhiem_vu"): the plan, what to report on,
    and the day by which the task is due next. Nothing for a task of a plan that the person may not read."""
    task_id = request.args.get("nhiem_vu", type=int)
    try:
        task = tasks.by_id(task_id) if task_id else None
        plan = for_show(task.document_id, current_actor()) if task else None
    except NotFound:
        return {}
    if task is None or plan is None:
        return {}
    due_on = tasks.due_of(task, current_day())
    year = f" năm {due_on.year}" if due_on else ""
    return {"plan_id": str(plan.id), "title": f"kết quả thực hiện {_named(plan)}{year}", "due_on": due_on}


def _named(plan: Document) -> str:
    return f"Kế hoạch số {plan.symbol}" if plan.number else f"kế hoạch {plan.abstract}"
