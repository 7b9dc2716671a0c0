"""C1: opening the consolidation workspace over 150 sources of 40 blocks against the same over 10 sources."""

from collections.abc import Callable

from flask import Flask

from tests.bench.figures import Figure, alternated, ratio
from tests.bench.scratch import scratch_application
from tests.desk import KEY
from tests.factories import received
from tests.factories.crowds import crowd
from tests.signing_in import PersonClient, sign_in
from tests.statements import statements
from workflow.cli.demo.world import World

FEW, MANY, BLOCKS, ROUNDS = 10, 150, 40, 15


def figures() -> list[Figure]:
    """The whole answer of the page, and of its groups of like blocks; statements sent for each."""
    with scratch_application("bench_workspace") as (app, world):
        app.test_client_class = PersonClient
        few, many = (_opened(app, world, count) for count in (FEW, MANY))
        for page in (few, many):
            page()
        counted = [_count(page) for page in (few, many)]
        small, large = alternated(ROUNDS, few, many)
    name = f"workspace, {MANY} / {FEW} sources of {BLOCKS} blocks"
    return [
        Figure(f"C1 {name}", ratio(large, small), "<= 3.0"),
        Figure(f"C1 {name}, statements", counted[1] / counted[0], "<= 1.0"),
    ]


def _opened(app: Flask, world: World, count: int) -> Callable[[], object]:
    document = received.consolidation(world, {"thuvien": {KEY: "- Việc."}})
    crowd(document, world, count - 1, blocks=BLOCKS // 2)
    address = f"/van-ban/{document.id}/tong-hop/{KEY}"
    client = PersonClient(app)
    sign_in(client, "vanphong.so")

    def page() -> object:
        answer = client.get(address)
        assert answer.status_code == 200
        return answer

    return page


def _count(page: Callable[[], object]) -> int:
    with statements() as sent:
        page()
    return len(sent)
