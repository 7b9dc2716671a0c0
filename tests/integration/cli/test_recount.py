"""`trinhky recount` says whether the kept counts are right, and sets them right when asked."""

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from tests.factories.duties import ask
from workflow.cli.demo.world import World
from workflow.cli.recount import recount
from workflow.domain.errors import SetupIncomplete
from workflow.models import db
from workflow.settings import Settings


def test_counts_that_were_bent_are_named_and_mended(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", str(settings.database_url))
    monkeypatch.setenv("TRINHKY_VAR", str(settings.var))
    ask(world.organisations["so"].id, [world.organisations["thuvien"].id])
    assert CliRunner().invoke(recount).output == "Số liệu theo dõi khớp với từng yêu cầu báo cáo.\n"
    db.session.execute(text("UPDATE tally SET expected = 9"))
    db.session.commit()
    refused = CliRunner().invoke(recount).exception
    assert isinstance(refused, SetupIncomplete)
    assert "4 số không khớp" in refused.reason
    assert "đã đếm lại" in CliRunner().invoke(recount, ["--mend"]).output
    assert CliRunner().invoke(recount).exit_code == 0
