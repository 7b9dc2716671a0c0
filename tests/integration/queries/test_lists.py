"""The lists of papers: newest first by keyset, each organisation's by its index, however many there are of others."""

import pytest
from flask import Flask
from sqlalchemy import text

from tests.factories.planned import plan_of, sent
from tests.statements import statements
from workflow.cli.demo.world import World
from workflow.domain.states import DocumentKind, DocumentState
from workflow.models import db
from workflow.queries.lists import Wanted, papers


@pytest.fixture
def plans(world: World) -> list[int]:
    """Three plans of the department that went to its chi bộ, and one that did not; the newest first."""
    found = [sent(world, plan_of(world)).id for _ in range(3)]
    return [*reversed([*found, plan_of(world).id])]


def pages(houses: list[int], wanted: Wanted) -> list[list[int]]:
    """The numbers, page after page of two."""
    shelf = papers(houses, wanted, 2)
    found = [[one.id for one in shelf.documents]]
    if shelf.more_before is None:
        return found
    return found + pages(houses, Wanted(wanted.incoming, wanted.kind, wanted.state, shelf.more_before))


def test_the_lists_go_on_to_their_end(world: World, plans: list[int]) -> None:
    so, unit, other = (world.organisations[one].id for one in ("so", "thuvien", "vanhoa"))
    assert pages([so], Wanted()) == [plans[:2], plans[2:]]
    assert pages([unit, other], Wanted(incoming=True)) == [plans[1:3], plans[3:]], "each once, whoever of them has it"
    assert pages([so], Wanted(state=DocumentState.SENT)) == [plans[1:3], plans[3:]]
    assert pages([so], Wanted(kind=DocumentKind.REPORT)) == pages([], Wanted()) == [[]]


@pytest.mark.parametrize(("incoming", "index"), [(False, "ix_document_of_organisation"), (True, "ix_delivery_newest")])
def test_each_list_is_a_range_of_its_index(app: Flask, world: World, incoming: bool, index: str) -> None:
    houses = [world.organisations[one].id for one in ("so", "thuvien")]
    db.session.execute(text("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off"))
    with statements() as asked:
        papers(houses, Wanted(incoming=incoming))
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN {asked[-1].words}", asked[-1].parameters)
    assert index in "\n".join(row[0] for row in plan)
