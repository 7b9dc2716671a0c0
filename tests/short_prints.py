"""Papers printed as one short page each, then signed and sent like any other: for tests that never look at the sheet,
which takes most of their time."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from unittest.mock import patch


@contextmanager
def printing_shortly() -> Iterator[None]:
    """While the block runs."""
    from workflow.cli.simulate.press import short_page  # what simulates a year is not for every test
    from workflow.paper.edition import Edition
    from workflow.paper.pdf import Rendered

    def printed(paper: object) -> Rendered:
        digest = sha256(repr(paper).encode()).hexdigest()
        return Rendered(short_page(digest), 1, {}, digest, Edition("", ""))

    with patch("workflow.jobs.issue.print_apart", printed):
        yield
