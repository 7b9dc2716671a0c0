"""The same press many times, two hands on one text, eight processes at one book, eight that write beside four that
read: the short form of `make races`."""

from random import Random

import pytest
from flask import Flask

from tests.races.bursts import ON_A_LETTER, Bursts
from tests.races.house import two_books, two_writers
from tests.races.numbers import PROCESSES, races
from tests.races.readers import Beside, waited
from tests.races.saves import Saves
from tests.serving import served
from workflow.cli.demo.world import World

pytestmark = pytest.mark.timeout(600)


def test_a_press_that_comes_many_times_is_one_and_answered_alike(app: Flask, world: World) -> None:
    with served(app) as address:
        found = Bursts(address, Random(3)).run(1 + len(ON_A_LETTER))
    assert found.broken == []
    assert found.done["presses"] >= 2 * found.done["bursts"] > 20


def test_of_two_who_save_at_once_one_is_kept_and_the_other_is_shown_both(app: Flask, world: World) -> None:
    document, section = two_writers(world)
    with served(app) as address:
        found = Saves(address, document, section).run(6)
    assert found.broken == []
    assert (found.done["races"], found.done["offered"]) == (6, 2)


def test_eight_processes_leave_no_hole_in_the_books_while_the_year_turns(app: Flask, world: World) -> None:
    done, wrong = races(app, two_books(world), 12, 1)
    assert wrong == []
    assert done["kept"] > 6 * PROCESSES
    assert min(done["taken back"], done["given up"], done["arrivals 2026"], done["arrivals 2027"]) > 0


def test_nobody_who_writes_waits_for_those_who_read(app: Flask, world: World) -> None:
    section, (house, _) = two_writers(world), two_books(world)
    done, wrong = Beside(app, house, world.actor("vanphong.so"), section).run(9, 1)
    assert wrong == []
    assert min(done["begun"], done["saved"], done["numbers"], done["read"]) > 0
    assert waited(done) > 0
