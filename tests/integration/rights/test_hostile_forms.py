"""Anything posted to any address, and asked of any page: never a breakdown, and nothing done without the right to it.
`make forms` tries two hundred forms at each address."""

import os
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.factories.hostile_forms import FORMS, NAMES
from tests.integration.rights.people import seated
from tests.integration.web.test_matrix import PEOPLE, Line, Values, addresses, subjects
from tests.integration.web.watching import everything
from workflow.cli.demo.world import World
from workflow.models import User, db

pytestmark = pytest.mark.usefixtures("short_prints")

EACH, FEW = int(os.environ.get("TRINHKY_FORMS", "0")), 80
Place = tuple[Line, str]
Typed = dict[str, list[str]]
ELSE = ("vanthu.so", "bithu.so", "quantri")  # whom an address lets in that none of the matrix may open
STRANGER = list(PEOPLE).index("stranger")


@pytest.fixture
def values(app: Flask, world: World) -> Values:
    """What the addresses are made of."""
    return subjects(app, world)


@pytest.mark.timeout(36_000)
def test_no_form_and_no_address_breaks_a_page(app: Flask, world: World, values: Values) -> None:
    places, made = list(addresses(app, values)), Counter[int]()

    def judge(place: Place, turn: int, typed: Typed) -> None:
        through = [name for name, meant in zip(PEOPLE.values(), place[0].expected, strict=True) if meant == "."]
        names = [name for name in through if name in world.people] or ELSE
        status = asked(app, place, world.people[names[turn % len(names)]], typed)
        made[status] += 1
        assert status < 500, place[0].label

    tried(places, judge)
    print(f"{made.total()} asked, {len(NAMES)} names of fields: {dict(sorted(made.items()))}")  # noqa: T201


@pytest.mark.timeout(36_000)
def test_nothing_is_done_without_the_right(app: Flask, world: World, values: Values) -> None:
    places = [one for one in addresses(app, values) if one[0].expected[STRANGER] in "34"]
    stranger = db.session.scalars(db.select(User).where(User.username == PEOPLE["stranger"])).one()
    before, made = everything(), Counter[int]()

    def judge(place: Place, turn: int, typed: Typed) -> None:
        status = asked(app, place, stranger, typed)
        made[status] += 1
        assert status in {403, 404}, place[0].label

    tried(places, judge)
    assert everything() == before
    print(f"{made.total()} asked by somebody else: {dict(sorted(made.items()))}")  # noqa: T201


def asked(app: Flask, place: Place, who: User, typed: Typed) -> int:
    """How the address answers."""
    line, path = place
    client, token = seated(app, who)
    if line.method == "GET":
        return client.get(path, query_string=typed, buffered=True).status_code
    return client.post(path, data=typed | {"csrf_token": token}, buffered=True).status_code


def tried(places: Sequence[Place], judge: Callable[[Place, int, Typed], None]) -> None:
    """Each address with many forms; in the short form a few of all."""
    phases = (Phase.generate, Phase.shrink)
    for some, count in [([place], EACH) for place in places] if EACH else [(places, FEW)]:

        @settings(max_examples=count, phases=phases, database=None, suppress_health_check=list(HealthCheck))
        @given(place=st.sampled_from(some), turn=st.integers(0, 5), typed=FORMS)
        def press(place: Place, turn: int, typed: Typed) -> None:
            judge(place, turn, typed)

        press()
