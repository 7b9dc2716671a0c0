"""`trinhky check`: findings in words and as JSON, and what the exit code says."""

import json
from pathlib import Path

import pytest

from workflow.cli import main
from workflow.cli.demo.seed import OWN_PLANS
from workflow.paper.parse import parse_text

PLAN = OWN_PLANS / "ke-hoach-so.txt"
CLEAN = """ĐẢNG BỘ SỞ VĂN HOÁ
CHI BỘ VĂN PHÒNG
*
Số 01-BC/CB
ĐẢNG CỘNG SẢN VIỆT NAM
Sông Lam, ngày 03 tháng 6 năm 2026

BÁO CÁO
kết quả công tác tháng 5 năm 2026
-----
Chi bộ đã họp đúng kỳ, 12 trong 12 đảng viên dự.

Nơi nhận:
- Đảng uỷ Sở (b/c);
- Lưu Chi bộ.

T/M CHI BỘ
BÍ THƯ

Nguyễn Văn A
"""


def run(*arguments: str | Path) -> int:
    """The exit code of `trinhky check` with these arguments."""
    with pytest.raises(SystemExit) as left:
        main(["check", *map(str, arguments)])
    code = left.value.code
    assert isinstance(code, int)
    return code


def test_a_clean_paper_leaves_with_0_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(CLEAN, encoding="utf-8")
    assert run(file) == 0
    assert "ĐÚNG THỂ THỨC" in capsys.readouterr().out
    assert run(file, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_warnings_alone_do_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(CLEAN.replace("12 trong 12", 'cả "12"'), encoding="utf-8")
    assert run(file) == 0
    assert "0 lỗi phải sửa, 1 lưu ý." in capsys.readouterr().out


@pytest.mark.parametrize("plan", sorted(OWN_PLANS.glob("*.txt")), ids=lambda plan: plan.stem)
def test_the_demo_s_own_plans_are_free_of_findings(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(plan, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert parse_text(plan.read_text(encoding="utf-8")).warnings == ()


def test_errors_leave_with_1_and_keep_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(CLEAN.replace("Số 01-BC", "Số   1 - BC"), encoding="utf-8")
    assert run(file, "--json") == 1
    shapes = json.loads(capsys.readouterr().out)
    assert all(list(one) == ["rule", "severity", "clause", "place", "message", "fix"] for one in shapes)
    assert {one["severity"] for one in shapes} <= {"error", "warning"}
    assert "number_form" in {one["rule"] for one in shapes}


def test_the_guide_may_be_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(CLEAN, encoding="utf-8")
    assert run(file, "--profile", "HD36") == 1
    assert "dấu phẩy" in capsys.readouterr().out


def test_a_register_of_citations_is_compared_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, register = tmp_path / "a.txt", tmp_path / "so.json"
    cited = "Thực hiện Kế hoạch số 12-KH/ĐU, ngày 05/01/2026 của Đảng uỷ Sở về chuyển đổi số cơ quan, chi bộ báo cáo."
    file.write_text(CLEAN.replace("Chi bộ đã họp", f"{cited} Chi bộ đã họp"), encoding="utf-8")
    known = {
        "symbol": "12-KH/ĐU",
        "date": "2026-01-05",
        "issuer": "Đảng uỷ Sở",
        "title": "về chuyển đổi số trong cơ quan",
    }
    register.write_text(json.dumps([known]), encoding="utf-8")
    assert run(file) == 0
    assert run(file, "--citations", register) == 1
    assert "thiếu “trong”" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["{}", "khong phai json", '[{"symbol": "12-KH/ĐU"}]'])
def test_a_wrong_register_is_wrong_use(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = tmp_path / "so.json"
    register.write_text(content, encoding="utf-8")
    assert run(PLAN, "--citations", register) == 2
    assert "Không đọc được sổ" in capsys.readouterr().err


def test_no_such_file_is_wrong_use(tmp_path: Path) -> None:
    assert run(tmp_path / "khong-co.txt") == 2
