"""The table of permissions is where rights are decided: whoever asks elsewhere says why, and so does every job."""

import ast
from pathlib import Path

import pytest

from tests.unit.architecture_rules import Module, modules_in
from workflow.domain.job_names import JobName
from workflow.settings import PROJECT_ROOT

# module -> why it asks a person's roles itself: none of these opens or closes anything
ASKS_WITH_REASON = {
    "workflow.actions.clearing_house": "a body's own office says less of itself than others: which words",
    "workflow.actions.comment": "as which of the person's organisations the comment counts",
    "workflow.actions.difficulty": "as which of the person's organisations the act counts",
    "workflow.actions.urge": "as which of the person's organisations the reply counts",
    "workflow.notify.digest": "whose desks the notice is about",
    "workflow.web.acts": "whether one person does both halves of an act: which words",
    "workflow.web.campaigns": "whether the page shows all units or the person's own, after the right to the round",
    "workflow.web.comment_threads": "from which house a comment is shown, after the right to it",
    "workflow.web.dashboards": "which words, after the right to the board",
    "workflow.web.difficulties": "from which side a difficulty is shown, after the right to it",
    "workflow.web.difficulty_offers": "from which side a difficulty is shown",
    "workflow.web.difficulty_way": "from which side a difficulty is shown",
    "workflow.web.duties": "whether a link to writing is offered",
    "workflow.web.home": "how a request is worded",
    "workflow.web.offers": "whose act a closed button names",
    "workflow.web.reporting": "which words, after the right to the record",
    "workflow.web.task_clearing": "where the person is led back to",
    "workflow.web.urges": "which words, after the right to the record",
    "workflow.web.waiting_lists": "whose desks the list is about",
}
THE_TABLE = ("workflow.domain.",)

# job -> for whom it works; for a person: where it asks again, at its run, whether that person still may
FOR_NOBODY = "for nobody"
JOBS = {
    JobName.PREPARE: FOR_NOBODY,  # prints what was approved; whoever opens it is asked then
    JobName.SIGN: "workflow.actions.sign",
    JobName.SEND: FOR_NOBODY,
    JobName.CONSOLIDATE: FOR_NOBODY,
    JobName.EXPORT: "workflow.jobs.export",
    JobName.READ_IMPORT: FOR_NOBODY,  # reads the file; whoever opens the page is asked then
    JobName.PREVIEW: FOR_NOBODY,  # draws the pages; whoever opens them is asked then
    JobName.DIFFICULTIES: FOR_NOBODY,
    JobName.NOTIFY: "workflow.notify.recipients",
    JobName.OPEN_ROUNDS: FOR_NOBODY,
    JobName.SLOW_STEPS: FOR_NOBODY,  # finds whom it tells at its run
    JobName.REORGANISE: FOR_NOBODY,  # carries out a decision that was confirmed
    JobName.READ_TREE: FOR_NOBODY,
    JobName.FOUND_TREE: "workflow.actions.tree_import",
    JobName.DIGEST_TICK: FOR_NOBODY,
    JobName.DIGESTS: "workflow.notify.digest",
    JobName.MAIL: "workflow.jobs.mail",
}
ASKING = ("permits", "require", "is_still_open", "is_still_told")


def asks_for_roles(module: Module) -> bool:
    """Whether it asks somebody's roles, by `holds` or `held` of an actor."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"holds", "held"}
        and "actor" in ast.unparse(node.func.value)
        for node in ast.walk(module.tree)
    )


def asks_the_table(module: Module) -> bool:
    """Whether it asks for the right of an actor that it has just loaded."""
    called = {
        node.func.id for node in ast.walk(module.tree) if isinstance(node, ast.Call) if isinstance(node.func, ast.Name)
    }
    return bool(called & set(ASKING))


def test_rights_are_decided_in_the_table() -> None:
    asking = {
        one.name
        for one in modules_in(PROJECT_ROOT, "workflow")
        if asks_for_roles(one)
        if not one.name.startswith(THE_TABLE)
    }
    new = sorted(asking - ASKS_WITH_REASON.keys())
    assert not new, f"give it a permission in domain/permissions.py and ask `permits` or `require`: {new}"
    assert not ASKS_WITH_REASON.keys() - asking, "these ask no more"


def test_every_job_says_for_whom_it_works_and_asks_again() -> None:
    lacking = [name for name in JobName if name not in JOBS]
    assert not lacking, f"say in JOBS for whom they work, and where they ask again: {lacking}"
    modules = {one.name: one for one in modules_in(PROJECT_ROOT, "workflow")}
    silent = [name for name, where in JOBS.items() if where != FOR_NOBODY and not asks_the_table(modules[where])]
    assert not silent, f"these work for a person and do not ask again: {silent}"


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("def f(actor): return actor.holds(1)", True),
        ("def f(): return current_actor().held(1)", True),
        ("def f(span): return span.holds(1)", False),
    ],
)
def test_the_rule_would_notice(tmp_path: Path, source: str, asks: bool) -> None:
    file = tmp_path / "m.py"
    file.write_text(source)
    assert asks_for_roles(Module("workflow.web.m", file)) is asks
