"""A machine without the paper's font: the document says what is missing and where to press, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from tests.factories import stages
from tests.jobs import do_jobs
from tests.signing_in import sign_in
from workflow.actions.issue import retry_step, take_number
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import TakeNumber
from workflow.jobs import issue
from workflow.paper import fonts, pdf


def test_says_which_package_is_missing_and_goes_on_when_it_is_there(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, clerk = stages.approved(app, world), world.actor("vanthu.so")
    with without_fonts(monkeypatch):
        take_number(document.id, TakeNumber(document.version), actor=clerk)
        do_jobs(app)
    client = app.test_client()
    sign_in(client, "vanthu.so")
    page = client.get(f"/van-ban/{document.id}").text
    assert "fonts-croscore" in page
    assert "Thử lại" in page
    retry_step(document.id, Act(stages.reloaded(document).version), actor=clerk)
    do_jobs(app)
    document = stages.reloaded(document)
    assert (document.symbol, document.step_error) == ("01-BC/ĐU", None)
    assert document.prepared_digest


@contextmanager
def without_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No folder of fonts on this machine; what was found before is forgotten, now and afterwards. Printing runs in this
    process, for the one apart still has them."""
    with monkeypatch.context() as changed:
        changed.setattr(issue, "print_apart", pdf.render_pdf)
        changed.setattr(fonts, "_FOLDERS", ())
        _forget()
        yield
    _forget()


def _forget() -> None:
    fonts.find_font.cache_clear()
    pdf._engine.cache_clear()
