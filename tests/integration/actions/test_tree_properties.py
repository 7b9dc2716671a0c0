"""Whatever happens to a tree: no ring, every path what a walk finds, every duty with one living owner, and rights that
a slow reading of the records agrees with."""

import random
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.factories import tree
from workflow.actions.organisation import found_organisation
from workflow.actions.reorganise import confirm, prepare
from workflow.actions.seats import change_paths
from workflow.cli.demo.world import TERM_FROM, World
from workflow.domain.actor import SYSTEM, Actor, Grant
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.inputs.reorganising import Names, Plan, Receiver
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import DocumentKind, DocumentState, Level, ReorganisationKind, Role
from workflow.domain.tree import why_not_below
from workflow.models import Campaign, Document, Organisation, Reorganisation, ReorganisedUnit, Target, db
from workflow.models.clock import now, today
from workflow.queries.organisations import OrganisationCase

TREES, SIZE, ROUNDS, ACTS = 5_000, 9, 3, 25
COLUMNS = (
    "id, name, short_name, heading, symbol, place, authority, level, superior_id, ancestor_ids, from_day, chain_length,"
    " chain_head"
)
Superiors = dict[int, int | None]


def walked(unit: int, superiors: Mapping[int, int | None]) -> list[int]:
    """From the direct superior to the top, step by step; a ring is an error."""
    path: list[int] = []
    above = superiors[unit]
    while above is not None:
        assert above != unit and above not in path, "a ring"
        path.append(above)
        above = superiors[above]
    return path


def forest(rng: random.Random) -> list[Superiors]:
    """Random trees; the first of each is its top."""
    found = []
    for number in range(TREES):
        first = 1_000 + number * SIZE
        found.append({first: None} | {one: rng.randrange(first, one) for one in range(first + 1, first + SIZE)})
    return found


def plant(trees: list[Superiors]) -> None:
    """The trees as rows, written as fast as the database takes them."""
    raw = db.session.connection().connection.driver_connection
    assert raw is not None
    with raw.cursor().copy(f"COPY organisation ({COLUMNS}) FROM STDIN") as copy:
        for one in trees:
            for unit, above in one.items():
                path = walked(unit, one)
                copy.write_row((unit, "Đ", "Đ", "Đ", "CB", "S", "T/M", "chi_bo", above, path, today(), 0, ""))
    db.session.execute(text("ANALYZE organisation"))


def random_move(one: Superiors, rng: random.Random) -> tuple[int, int] | None:
    """(moved, its new superior), anything that makes no ring."""
    moved = rng.choice([unit for unit, above in one.items() if above is not None])
    may = [unit for unit in one if unit != moved and moved not in walked(unit, one) and one[moved] != unit]
    return (moved, rng.choice(may)) if may else None


def test_in_five_thousand_random_trees_every_path_is_what_a_walk_finds(app: Flask) -> None:
    rng = random.Random(20261122)
    trees = forest(rng)
    plant(trees)
    for _ in range(ROUNDS):
        moves = dict(move for one in trees if (move := random_move(one, rng)))
        change_paths(moves, today())
        for one in trees:
            one.update({unit: moves[unit] for unit in one if unit in moves})
        rows = db.session.execute(text("SELECT id, superior_id, ancestor_ids FROM organisation WHERE id >= 1000")).all()
        kept = {row.id: (row.superior_id, row.ancestor_ids) for row in rows}
        assert kept == {unit: (one[unit], walked(unit, one)) for one in trees for unit in one}
    db.session.rollback()


@pytest.fixture
def province(world: World) -> World:
    """The cast, with committees and chi bộ below it, and reports asked and begun everywhere."""
    top = world.organisations["tinh"].id
    for place in range(4):
        committee = founded(f"Đảng uỷ Xã {place}", Level.GRASSROOTS, top)
        for number in range(3):
            founded(f"Chi bộ {place}.{number}", Level.CELL, committee)
    for house in db.session.scalars(select(Organisation).where(Organisation.level != Level.CELL)):
        ask_those_below(world, house)
    db.session.commit()
    return world


def founded(name: str, level: Level, above: int) -> int:
    given = FoundOrganisation(name, name, name.upper(), "ĐU", "Sông Lam", "T/M", level, above, TERM_FROM)
    return found_organisation(given, actor=SYSTEM).id


def ask_those_below(world: World, house: Organisation) -> None:
    below = list(db.session.scalars(select(Organisation.id).where(Organisation.superior_id == house.id)))
    asked = {"title": "kết quả", "due_on": today(), "outline_json": RESOLUTION_REPORT.to_json(), "opened_at": now()}
    targets = [Target(organisation_id=unit, due_on=today()) for unit in below]
    campaign = Campaign(organisation_id=house.id, opened_by_id=world.people["quantri"].id, targets=targets, **asked)
    db.session.add(campaign)
    db.session.flush()
    for target in targets[::2]:
        unit = {"organisation_id": target.organisation_id, "desk_id": target.organisation_id, "target_id": target.id}
        times = {"state_since": now(), "created_at": now(), "abstract": "kết quả"}
        db.session.add(Document(state=DocumentState.DRAFT, kind=DocumentKind.REPORT, **unit, **times))


def random_plan(rng: random.Random) -> tuple[ReorganisationKind, Plan]:
    """Any change of any units, sensible or not."""
    units = list(db.session.scalars(select(Organisation.id).where(Organisation.superior_id.is_not(None))))
    kind = rng.choice([one for one in ReorganisationKind if one is not ReorganisationKind.RENAME])
    one, *others = rng.sample(units, 4)
    new = tuple(
        Receiver(key, names=Names(f"Chi bộ {rng.random()}", key, "CB", "Sông Lam", "T/M")) for key in ("m", "n")
    )
    if kind is ReorganisationKind.MOVE:
        return kind, Plan((one,), superior_id=others[0])
    if kind is ReorganisationKind.MERGE:
        return kind, Plan((one, others[0]), rng.choice([new[:1], (Receiver("a", one),), (Receiver("a", others[1]),)]))
    if kind is ReorganisationKind.SPLIT:
        receivers = rng.choice([new, (Receiver("a", one), new[0])])
        below = db.session.scalars(select(Organisation.id).where(Organisation.superior_id == one))
        return kind, Plan((one,), receivers, {f"unit:{unit}": rng.choice(receivers).key for unit in below})
    return kind, Plan((one,), (Receiver("a", others[0]),))


def acts(world: World, rng: random.Random) -> Iterator[bool]:
    """Random changes, one after the other; whether each was carried out."""
    admin = world.actor("quantri")
    for _ in range(ACTS):
        kind, plan = random_plan(rng)
        try:
            act = prepare(plan.units[0], tree.given(kind, plan), actor=admin)
            confirm(act.id, act.version, actor=admin)
            yield True
        except (InvalidInput, TransitionRefused):
            yield False


@pytest.mark.parametrize("seed", [2, 3])
def test_random_changes_leave_a_sound_tree_and_every_duty_with_one_living_owner(
    app: Flask, province: World, seed: int
) -> None:
    rng, drafts = random.Random(seed), len(unfinished())
    done = []
    for was_done in acts(province, rng):
        db.session.expire_all()
        done.append(was_done)
        sound_tree()
        sound_duties()
        assert len(unfinished()) == drafts
    rights_are_what_the_records_say(rng)
    assert sum(done) > ACTS // 4


def sound_tree() -> None:
    units = {one.id: one for one in db.session.scalars(select(Organisation))}
    superiors = {one.id: one.superior_id for one in units.values()}
    for one in units.values():
        assert list(one.ancestor_ids) == walked(one.id, superiors), one.name
        above = units.get(one.superior_id or 0)
        if above is not None and not one.has_ended:
            assert not above.has_ended, f"{one.name} below {above.name}"
            assert why_not_below(one.level, above.level) is None, f"{one.name} below {above.name}"


def sound_duties() -> None:
    """Each that stands is asked of one that stands, by its own superior, once."""
    standing = db.session.scalars(select(Target).where(Target.ended_on.is_(None))).unique().all()
    for target in standing:
        owner, campaign = target.organisation, target.campaign
        assert not owner.has_ended and not campaign.organisation.has_ended, owner.name
        assert owner.superior_id == campaign.organisation_id, owner.name
    assert len({(one.campaign_id, one.organisation_id) for one in standing}) == len(standing)
    for document in unfinished():
        assert not document.organisation.has_ended and document.desk_id == document.organisation_id
        answered = document.target
        assert answered is None or (answered.ended_on, answered.organisation_id) == (None, document.organisation_id)


def unfinished() -> list[Document]:
    return list(db.session.scalars(select(Document)).unique())


def rights_are_what_the_records_say(rng: random.Random) -> None:
    """Who may read an organisation: its own people, those of every one above, those directly below, those of whoever
    took over from it. Everything is walked afresh from single steps."""
    units = {one.id: one for one in db.session.scalars(select(Organisation))}
    superiors = {one.id: one.superior_id for one in units.values()}
    after = handed_on()
    for one in rng.sample(sorted(units), 12):
        grant = frozenset({Grant(one, Role.MEMBER)})
        stands = not units[one].has_ended
        actor = Actor(1, "Ai đó", grants=grant if stands else frozenset(), past=frozenset() if stands else grant)
        for other in units.values():
            below = superiors[one] == other.id and stands
            wanted = one == other.id or one in walked(other.id, superiors) or below or one in after[other.id]
            got = permits(actor, Permission.ORGANISATION_READ, OrganisationCase(other))
            assert got == wanted, (units[one].name, other.name)
            assert not permits(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(other))


def handed_on() -> dict[int, set[int]]:
    """Who took over from whom, step by step."""
    steps: dict[int, set[int]] = {}
    query = select(ReorganisedUnit, Reorganisation).join(
        Reorganisation, Reorganisation.id == ReorganisedUnit.reorganisation_id
    )
    sides: dict[int, dict[str, set[int]]] = {}
    for unit, act in db.session.execute(query.where(Reorganisation.done_at.is_not(None))):
        if act.kind is not ReorganisationKind.MOVE:
            sides.setdefault(act.id, {"from": set(), "to": set()})[unit.part.value].add(unit.organisation_id)
    for side in sides.values():
        for one in side["from"]:
            steps.setdefault(one, set()).update(side["to"])
    return {one.id: followed(one, steps) for one in db.session.scalars(select(Organisation))}


def followed(one: Organisation, steps: Mapping[int, set[int]]) -> set[int]:
    """Everybody reached by steps from one that handed over everything."""
    reached: set[int] = set()
    waiting = [one.id] if one.successor_id else []
    while waiting:
        new = steps.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached - {one.id}
