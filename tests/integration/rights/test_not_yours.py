"""What is not yours is as though it were not there: at each address the same status and the same body for a number that
somebody else's object bears and for one that nothing bears."""

import os
import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.integration.rights import standing
from tests.integration.rights.people import SUBJECT, Person, gets_through
from tests.integration.rights.proof import words_of
from tests.integration.rights.world import peopled
from tests.integration.web.test_matrix import LINES, Line, Values, addresses, ask
from workflow.cli.demo.world import World
from workflow.web.access import PUBLIC

pytestmark = pytest.mark.usefixtures("short_prints", "plain_frames")

EVERY = 1 if os.environ.get("TRINHKY_RIGHTS") == "long" else 4
NOBODYS = 10**12
_TOKEN = re.compile(rb'name="csrf_token" value="[^"]*"')
PAGES = {"documents.show", "campaigns.show", "difficulties.show", "organisations.show", "signing.original"}


@pytest.mark.timeout(7200)
def test_nobody_learns_which_numbers_are_borne(app: Flask, world: World) -> None:
    ground = peopled(app, world)
    empty = {name: {key: _nobodys(value) for key, value in parts.items()} for name, parts in ground.values.items()}
    wrong, compared = [], 0
    for (line, there), (_, nowhere), person in _asked(app, ground.values, empty, ground.people):
        client, token = ground.seat(person)
        is_page = line.endpoint in PAGES
        answers = [ask(client, line, path, token, as_data=not is_page) for path in (there, nowhere)]
        compared += 1
        if _seen(answers[0], there) != _seen(answers[1], nowhere):
            wrong.append(f"{person.name}, {line.label}: {[one.status for one in answers]}")
    assert not wrong, "\n".join(wrong)
    assert compared >= len(LINES) // EVERY // 2


Asked = tuple[tuple[Line, str], tuple[Line, str], Person]


def _asked(app: Flask, values: Values, empty: Values, people: list[Person]) -> Iterator[Asked]:
    """At each address with a number somebody who sees nothing of the object, another at the next."""
    lines = [*LINES, *standing.LINES] if EVERY == 1 else LINES
    pairs = list(zip(addresses(app, values, lines), addresses(app, empty, lines), strict=True))
    for turn, (there, nowhere) in enumerate(pair for pair in pairs if pair[0][1] != pair[1][1]):
        line, _ = there
        words, subject = words_of(line), SUBJECT[line.subject]
        blind = [one for one in people if not subject.is_seen_by(one) and not gets_through(one, words, subject)]
        for person in blind[turn % EVERY :: len(blind) // 2] if blind and line.endpoint not in PUBLIC else ():
            if turn % EVERY == 0 or line.endpoint in PAGES:
                yield there, nowhere, person


def _nobodys(value: object) -> object:
    return NOBODYS if isinstance(value, int) else value


def _seen(answer: TestResponse, path: str) -> tuple[int, bytes, Mapping[str, str]]:
    """What whoever asked learns: the address that they typed stands on the page."""
    plain = _TOKEN.sub(b"", answer.data.replace(path.encode(), b""))
    kept = {name: value for name, value in answer.headers.items() if name not in {"Set-Cookie", "Content-Length"}}
    return answer.status_code, plain, kept
