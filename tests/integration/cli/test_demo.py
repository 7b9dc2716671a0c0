"""The demo before anybody acts: which plans it stands on, what it puts into an empty database, what it refuses."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from workflow.cli import main
from workflow.cli.demo import ensure_demo
from workflow.cli.demo.seed import OWN_PLANS, read_seed
from workflow.domain.difficulties import DifficultyState
from workflow.domain.errors import InvalidInput
from workflow.models import Campaign, Difficulty, Document, Organisation, User, db
from workflow.models.clock import today
from workflow.queries.audit import broken_at
from workflow.queries.campaigns import Rates, matrix, rates
from workflow.queries.cascade import taken_up
from workflow.queries.tasks import register
from workflow.settings import Settings

DEPARTMENT, PROVINCE = "ke-hoach-so.txt", "ke-hoach-tinh-uy.txt"
ANSWERED = DifficultyState.ANSWERED
PAPERS = [
    ("214-KH/TU", "sent", "Tỉnh uỷ Sông Lam"),
    ("32-KH/ĐU", "sent", "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"),
    ("01-BS/ĐUK", "sent", "Đảng uỷ Khối các cơ quan tỉnh"),
    ("01-BC/CB", "received", "Chi bộ Văn phòng Sở"),
    ("01-BC/CB", "sent", "Chi bộ Bảo tàng tỉnh"),
    ("01-TTr/CB", "sent", "Chi bộ Văn phòng Sở"),
    ("01-BS/ĐU", "approved", "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"),
    (None, "in_approval", "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"),
]


def test_an_empty_database_is_put_in_the_middle_of_a_year_and_stays_so(app: Flask, settings: Settings) -> None:
    accounts = ensure_demo(settings)
    papers_are_on_their_way()
    rounds_are_at_every_stage()
    a_difficulty_was_answered()
    assert ("soan.thuvien", "trinhky-demo", "Phạm Thị D", "Chi bộ Thư viện tỉnh", "Người soạn thảo") in accounts
    assert len(accounts) == db.session.scalar(select(func.count()).select_from(User))
    assert ensure_demo(settings, Path("/nowhere")) == accounts
    assert db.session.scalar(select(func.count()).select_from(Document)) == len(PAPERS)


def papers_are_on_their_way() -> None:
    papers = db.session.scalars(select(Document).order_by(Document.id)).unique().all()
    assert [(paper.symbol, paper.state, paper.organisation.name) for paper in papers] == PAPERS
    assert all(paper.chain_head and broken_at(paper) is None for paper in papers)
    assert taken_up([task.id for task in register(papers[0].id)]), "no task of the province is taken up"


def rounds_are_at_every_stage() -> None:
    month, *year = db.session.scalars(select(Campaign).order_by(Campaign.id)).unique().all()
    assert month.due_on < today()
    assert rates(matrix(month, today())) == Rates(expected=4, arrived=2, on_time=2, late=1, returned=0)
    assert [(one.organisation.symbol, [t.organisation.symbol for t in one.targets]) for one in year] == [
        ("TU", ["ĐUK"]),
        ("ĐUK", ["ĐU"]),
    ]
    assert all(one.due_on > today() + dt.timedelta(days=10) for one in year)


def a_difficulty_was_answered() -> None:
    bus = db.session.scalars(select(Difficulty).order_by(Difficulty.id)).unique().first()
    assert bus is not None
    above = db.session.get_one(Difficulty, bus.parent_id)
    assert (bus.organisation.short_name, bus.state, above.state) == ("Thư viện tỉnh", ANSWERED, ANSWERED)
    assert above.desk.short_name == "Đảng uỷ Khối"


def test_a_folder_without_plans_leaves_the_database_empty(app: Flask, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        ensure_demo(settings, tmp_path)
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 0


def test_plans_are_known_by_what_they_say(tmp_path: Path) -> None:
    shutil.copy(OWN_PLANS / DEPARTMENT, tmp_path / "a-tinh-uy.txt")
    shutil.copy(OWN_PLANS / PROVINCE, tmp_path / "b-so.txt")
    (tmp_path / "ghi-chu.txt").write_text("Ghi chú của người gửi.", encoding="utf-8")
    assert read_seed(tmp_path) == read_seed()


def test_the_provincial_plan_takes_number_and_day_from_the_plan_that_cites_it() -> None:
    province = read_seed().province
    assert (province.number, province.issued_on) == (214, dt.date(2023, 12, 28))


def test_a_provincial_plan_of_another_province_takes_no_number(tmp_path: Path) -> None:
    shutil.copy(OWN_PLANS / PROVINCE, tmp_path)
    text = (OWN_PLANS / DEPARTMENT).read_text(encoding="utf-8")
    (tmp_path / DEPARTMENT).write_text(text.replace("Sông Lam", "Sông Vân"), encoding="utf-8")
    seed = read_seed(tmp_path)
    assert (seed.place, seed.province.number, seed.province.issued_on) == ("Sông Vân", None, None)


def nothing(folder: Path) -> None:
    """No plan at all."""


def one_plan(folder: Path) -> None:
    """The province's plan alone."""
    shutil.copy(OWN_PLANS / PROVINCE, folder)


def doubled(folder: Path) -> None:
    """Two plans of the department."""
    shutil.copytree(OWN_PLANS, folder, dirs_exist_ok=True)
    shutil.copy(OWN_PLANS / DEPARTMENT, folder / "ban-sao.txt")


def not_utf8(folder: Path) -> None:
    """A plan saved in another encoding."""
    (folder / "ke-hoach.txt").write_bytes("KẾ HOẠCH".encode("utf-16"))


def placeless(folder: Path) -> None:
    """A department's plan without its place."""
    shutil.copy(OWN_PLANS / PROVINCE, folder)
    text = (OWN_PLANS / DEPARTMENT).read_text(encoding="utf-8")
    (folder / DEPARTMENT).write_text(text.replace("Sông Lam, ngày 06 tháng 02 năm 2024", ""), encoding="utf-8")


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (nothing, "hiện có 0 kế hoạch KH/TU"),
        (one_plan, "hiện có 0 kế hoạch KH/ĐU"),
        (doubled, "hiện có 2 kế hoạch KH/ĐU"),
        (not_utf8, "UTF-8"),
        (placeless, "địa danh"),
    ],
)
def test_refuses_a_folder_without_exactly_the_two_plans(
    fill: Callable[[Path], None], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["demo", "--out", str(tmp_path / "out"), "--plans", str(tmp_path)])
    assert left.value.code == 1
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_refuses_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["demo", "--out", str(tmp_path), "--plans", str(tmp_path / "khong-co")])
    assert left.value.code == 2
    assert "--plans" in capsys.readouterr().err


def test_refuses_a_place_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["demo", "--out", str(tmp_path / "tep" / "out")])
    assert left.value.code == 1
    assert "Không ghi được vào" in capsys.readouterr().err
