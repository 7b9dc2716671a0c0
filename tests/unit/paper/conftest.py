"""Tests that ask for a `plan`, a `province` or a `department` run on every such plan to hand."""

import pytest

from tests.unit.paper.plans import Plan, to_hand

_CHOICES = {
    "plan": lambda plan: True,
    "province": lambda plan: not plan.of_department,
    "department": lambda plan: plan.of_department,
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each such argument its plans, named by folder and file."""
    for argument, fits in _CHOICES.items():
        if argument in metafunc.fixturenames:
            plans: list[Plan] = [plan for plan in to_hand() if fits(plan)]
            metafunc.parametrize(argument, plans, ids=[plan.name for plan in plans])
