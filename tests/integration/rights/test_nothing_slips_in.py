"""Whatever else is posted with a form, no column changes but those that the form is for: each form is pressed once as
its page gives it and once with every column of every table beside it, and the database is the same after both."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from flask import Flask
from lxml import html
from sqlalchemy import Select, Table, select

from tests.factories import stages
from tests.factories.planned import plan_of
from tests.factories.received import target_of
from tests.integration.rights.people import seated
from tests.kept_world import KeptWorld, empty
from tests.signing_in import PersonClient
from workflow.cli.demo.world import World
from workflow.domain import dates
from workflow.models import Base, db
from workflow.models.clock import today

LATER = dates.typed(today() + dt.timedelta(days=40))
# drawn anew each time: secrets, what is printed to prove a paper; what follows from the exact words of all of these
_DRAWN = frozenset(
    {"fs_uniquifier", "password", "proof_code", "digest", "previous", "chain_head", "began_at", "seen_at"}
)
_PASSING = frozenset({"form_token", "browser_session", "anchor_outbox", "tally_outbox"})
Rows = dict[str, list[str]]
COLUMNS = sorted({column.name for table in Base.metadata.tables.values() for column in table.columns})


@dataclass(frozen=True)
class Form:
    """Whose hands press which form of which page, and what they type over what the page gives."""

    name: str
    who: str
    page: Callable[[World], str]
    typed: Mapping[str, str]
    action: str = ""


def _of(unit: str, end: str) -> Callable[[World], str]:
    return lambda world: f"/don-vi/{world.organisations[unit].id}/{end}"


def _section(world: World) -> str:
    return f"/van-ban/{stages.draft_of(world, stages.campaign_of(world)).id}/soan/ket-qua"


def _more_time(world: World) -> str:
    return f"/dot-bao-cao/yeu-cau/{target_of(world, stages.campaign_of(world), 'thuvien').id}/xin-gia-han"


def _task(world: World) -> str:
    return f"/ke-hoach/{plan_of(world).id}/nhiem-vu/them"


def _incoming(world: World) -> str:
    return f"/so-van-ban/{world.organisations['so'].id}/den/moi"


FORMS = (
    Form(
        "account",
        "quantri",
        _of("thuvien", "thanh-vien"),
        {"name": "Lê A", "username": "le.a"},
        "/thanh-vien/tai-khoan",
    ),
    Form("term", "quantri", _of("so", "nhiem-ky"), {"name": "2026-2030", "from_day": LATER}, "/nhiem-ky"),
    Form("rules", "quantri", _of("so", "cach-quyet-dinh"), {"way": "slips", "quorum": "2/3", "majority": "1/2"}),
    Form("day", "quantri", _of("so", "ngay-nghi"), {"day": LATER, "what": "nghi", "reason": "Bù"}, "/ngay-nghi"),
    Form("outline", "vanphong.so", lambda world: "/de-cuong/moi", {"title": "Đề cương"}),
    Form(
        "citation",
        "vanphong.so",
        lambda world: "/vien-dan/them",
        {"symbol": "1-NQ/TW", "issuer": "TW", "title": "Về", "issued_on": "01/12/2023"},
    ),
    Form("difficulty", "soan.thuvien", lambda world: "/kho-khan/neu", {"text": "Thiếu xe."}),
    Form(
        "letter",
        "soan.thuvien",
        lambda world: "/van-ban/soan-moi/CV",
        {"abstract": "xin ý kiến", "addressees": "Đảng uỷ Sở"},
    ),
    Form("notices", "soan.thuvien", lambda world: "/thong-bao/cach-nhan", {"mail": "a@vidu.vn"}),
    Form("round", "vanphong.so", lambda world: "/dot-bao-cao/moi", {"title": "năm", "due_on": LATER}),
    Form("section", "soan.thuvien", _section, {"text": "- Đã mở 3 lớp.", "act": "luu"}),
    Form("more time", "soan.thuvien", _more_time, {"due_on": LATER, "reason": "Đi công tác"}),
    Form("task", "vanphong.so", _task, {"text": "Số hoá tài liệu.", "lead": "Chi bộ Thư viện tỉnh"}),
    Form("incoming", "vanthu.so", _incoming, {"author": "Sở", "title": "Về việc", "kind": ""}),
)


@pytest.fixture(autouse=True)
def one_moment() -> Iterator[None]:
    """The same moment at both presses."""
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False):
        yield


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_no_column_changes_that_the_form_is_not_for(app: Flask, kept_world: KeptWorld, form: Form) -> None:
    before, plain = _pressed(app, kept_world, form, {})
    beside = dict.fromkeys(COLUMNS, "7")
    _, burdened = _pressed(app, kept_world, form, beside)
    assert plain != before, "the form did nothing"
    assert {name: rows for name, rows in burdened.items() if rows != plain[name]} == {}


def _pressed(app: Flask, kept: KeptWorld, form: Form, beside: Mapping[str, str]) -> tuple[Rows, Rows]:
    """The database before and after the press in a fresh world; `beside` goes along, but for what the form asks."""
    empty()
    world = kept.lay_back()
    path = form.page(world)
    client, _ = seated(app, world.people[form.who])
    pressed = _form_of(client, path, form.action)
    given = {str(name): str(value) for name, value in pressed.form_values()} | form.typed
    before, asked = _rows(), {*pressed.fields, *given}
    data = given | {name: value for name, value in beside.items() if name not in asked}
    answer = client.post(pressed.action or path, data=data)
    assert answer.status_code in {200, 201, 303}, html.fromstring(answer.text).text_content()
    return before, _rows()


def _form_of(client: PersonClient, path: str, action: str) -> html.FormElement:
    """The form of the page that asks for most."""
    page = html.fromstring(client.get(path).text)
    own = [one for one in page.forms if one.method == "POST" and (one.action or path).endswith(action or path)]
    return max(own, key=lambda one: len(list(one.fields)))


def _rows() -> Rows:
    """Every table but those of the passing moment, without what is drawn anew each time."""
    tables = [table for name, table in Base.metadata.tables.items() if name not in _PASSING]
    with db.engine.connect() as connection:
        return {one.name: sorted(str(tuple(row)) for row in connection.execute(_query(one))) for one in tables}


def _query(table: Table) -> Select[Any]:
    return select(*(column for column in table.columns if column.name not in _DRAWN))
