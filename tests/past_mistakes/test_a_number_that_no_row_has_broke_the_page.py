"""A number in an address that is larger than any row's went to the database, which refused it, and the page failed."""

import pytest
from flask import Flask

from tests.signing_in import PersonClient, sign_in
from workflow.cli.demo.world import World

HUGE = "9" * 20


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/van-ban/{HUGE}", 404),
        (f"/ke-hoach/{HUGE}/ban-do", 404),
        (f"/nhiem-vu/{HUGE}/sua", 404),
        (f"/nhiem-vu?loai=co-han&sau=2026-01-01.{HUGE}", 200),
        ("/nhiem-vu?loai=co-han&sau=2026-13-01.7", 200),
        (f"/dot-bao-cao?mo_truoc={HUGE}&hoi_truoc={HUGE}", 200),
        (f"/dot-bao-cao/ty-le?truoc={HUGE}", 200),
        (f"/dot-bao-cao/dinh-ky/moi?dot={HUGE}", 200),
        (f"/ke-hoach?truoc={HUGE}", 200),
        (f"/van-ban?truoc={HUGE}", 200),
        (f"/kho-khan?noi_neu={HUGE}", 200),
        (f"/kho-khan?sau=0_2026-11-22T00:00:00+00:00_{HUGE}", 404),
        ("/kho-khan?sau=0_0001-01-01T00:00:00%2B14:00_1", 404),
    ],
)
def test_it_leads_nowhere(app: Flask, world: World, path: str, status: int) -> None:
    client = PersonClient(app)
    sign_in(client, "vanphong.so")
    assert client.get(path).status_code == status
