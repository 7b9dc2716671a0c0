"""Every act there is, found by looking; and what is put around one from outside, inside its transaction."""

import pkgutil
from collections.abc import Callable
from importlib import import_module
from types import CellType, FunctionType
from typing import Any

import workflow
from workflow.actions.transaction import action

Act = Callable[..., Any]


@action
def _none() -> None:
    """What every act looks like from outside."""


def acts() -> dict[str, Act]:
    """{"actions.approve.approve_document": the act}, those included that a module keeps to itself."""
    found: dict[str, Act] = {}
    for module in pkgutil.walk_packages(workflow.__path__, "workflow."):
        if module.name != "workflow.__main__":
            found |= _acts_of(vars(import_module(module.name)))
    return dict(sorted(found.items()))


def act_named(name: str) -> Act:
    """One of them, without looking for the others."""
    module, _, own = name.rpartition(".")
    found: Act = getattr(import_module(f"workflow.{module}"), own)
    return found


def put_around(act: Act, around: Callable[[Act], Act]) -> Callable[[], None]:
    """Let `around` of what the act does be done in its place, whoever calls it by whatever name; what is returned takes
    that back. It runs where the act ran: before the commit."""
    inside = _inside(act)
    before = inside.cell_contents
    inside.cell_contents = around(before)

    def take_back() -> None:
        inside.cell_contents = before

    return take_back


def _acts_of(names: dict[str, Any]) -> dict[str, Act]:
    here = [one for one in names.values() if isinstance(one, FunctionType) and one.__code__ is _none.__code__]
    return {f"{one.__module__.removeprefix('workflow.')}.{one.__qualname__}": one for one in here}


def _inside(act: Act) -> CellType:
    cells = act.__closure__ or ()
    return cells[act.__code__.co_freevars.index("act")]
