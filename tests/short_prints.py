"""Papers printed as one short page each, then signed and sent like any other: for tests that never look at the sheet,
which takes most of their time."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from workflow.paper.pdf import Rendered


@contextmanager
def printing_shortly() -> Iterator[None]:
    """While the block runs."""
    with patch("workflow.jobs.issue.print_apart", printed_short):
        yield


def printed_short(paper: object) -> "Rendered":
    """One page of the paper's digest. Kept stages know by this very function how they were printed, so it is one for
    all tests."""
    from workflow.cli.simulate.press import short_page  # what simulates a year is not for every test
    from workflow.paper.edition import Edition
    from workflow.paper.pdf import Rendered

    digest = sha256(repr(paper).encode()).hexdigest()
    return Rendered(short_page(digest), 1, {}, digest, Edition("", ""))
