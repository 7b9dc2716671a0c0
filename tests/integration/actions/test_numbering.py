"""Number series under many hands: no hole, no double, a rollback gives the number back."""

import random
import threading

from flask import Flask
from sqlalchemy import select

from workflow.actions.numbering import allot_number, reserve_number
from workflow.cli.demo.world import World
from workflow.models import Series, db
from workflow.models.clock import today


def test_eight_hands_with_rollbacks_leave_no_hole_and_no_double(app: Flask, world: World) -> None:
    unit, kept, lock = world.organisations["so"].id, [], threading.Lock()
    db.session.rollback()

    def work(seed: int) -> None:
        chance = random.Random(seed)
        with app.app_context():
            for _ in range(15):
                _, number = allot_number(unit, "BC", today())
                if chance.random() < 0.3:
                    db.session.rollback()
                    continue
                db.session.commit()
                with lock:
                    kept.append(number)
            db.session.remove()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) > 50
    assert sorted(kept) == list(range(1, len(kept) + 1))


def test_kinds_and_organisations_count_apart(app: Flask, world: World) -> None:
    so, khoi, day = world.organisations["so"].id, world.organisations["khoi"].id, today()
    assert [allot_number(unit, kind, day)[1] for unit, kind in ((so, "BC"), (so, "KH"), (khoi, "BC"))] == [1, 1, 1]
    assert allot_number(so, "BC", day)[1] == 2


def test_a_paper_registered_with_a_number_pushes_the_series_past_it(app: Flask, world: World) -> None:
    so, day = world.organisations["so"].id, today()
    reserve_number(so, "KH", 32, day)
    assert allot_number(so, "KH", day)[1] == 33
    reserve_number(so, "KH", 5, day)
    assert db.session.scalars(select(Series.last)).one() == 33
