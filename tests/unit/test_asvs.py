"""OWASP ASVS 5.0.0, levels 1 and 2: every requirement has its row in `tests/asvs.csv`, and every row is true of us."""

import ast
import csv
import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from workflow.auth.passwords import fresh_code
from workflow.settings import PROJECT_ROOT, Settings

# Each section with the level of its first, second … requirement, as the standard counts them.
SECTIONS = """
1.1 22  1.2 1111122223  1.3 112222222223  1.4 222  1.5 123  2.1 122  2.2 112  2.3 12223  2.4 23  3.1 3  3.2 113
3.3 12223  3.4 11222233  3.5 11122333  3.6 3  3.7 22333  4.1 12233  4.2 23333  4.3 22  4.4 1222  5.1 2  5.2 112333
5.3 113  5.4 222  6.1 122  6.2 111111112222  6.3 11223333  6.4 112233  6.5 22222333  6.6 2223  6.7 33  6.8 2222
7.1 222  7.2 1111  7.3 22  7.4 11222  7.5 223  7.6 22  8.1 1233  8.2 1123  8.3 133  8.4 23  9.1 111  9.2 1222
10.1 22  10.2 223  10.3 22223  10.4 1111122222233333  10.5 22222  10.6 22  10.7 222  11.1 2233  11.2 22233
11.3 11233  11.4 1222  11.5 23  11.6 23  11.7 33  12.1 12233  12.2 11  12.3 22223  13.1 2333  13.2 222223
13.3 2233  13.4 1222233  14.1 22  14.2 12223333  14.3 122  15.1 12233  15.2 12233  15.3 1222222  15.4 3333  16.1 2
16.2 22222  16.3 2222  16.4 222  16.5 2223  17.1 23  17.2 22223333  17.3 22
"""
MET, NOT_MET, NOT_OURS = "đạt", "chưa đạt", "không áp dụng"
WRITTEN = "unit/test_asvs.py::test_what_must_be_written_stands_in_the_readme"


class Row(NamedTuple):
    """One requirement: what it came to, in our words, and the tests that prove it."""

    id: str
    level: int
    state: str
    words: str
    proof: tuple[str, ...]


def read() -> list[Row]:
    """The table."""
    with (PROJECT_ROOT / "tests" / "asvs.csv").open(encoding="utf-8", newline="") as table:
        lines = list(csv.DictReader(table))
    return [Row(one["id"], int(one["level"]), one["state"], one["words"], tuple(one["proof"].split())) for one in lines]


ROWS = read()


def wanted() -> dict[str, int]:
    """Every requirement of level 1 or 2, with its level."""
    words = iter(SECTIONS.split())
    levels = [(f"V{section}.{place}", int(level)) for section in words for place, level in enumerate(next(words), 1)]
    assert len(levels) == 345
    return {name: level for name, level in levels if level < 3}


@cache
def names_in(path: str) -> frozenset[str]:
    """The tests that pytest finds in a file of ours."""
    tree = ast.parse((PROJECT_ROOT / "tests" / path).read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


def safety() -> str:
    """The README's section on safety."""
    readme = (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")
    return readme.partition("\n## An toàn\n")[2].partition("\n## ")[0]


def test_every_requirement_stands_once_in_order() -> None:
    assert [(row.id, row.level) for row in ROWS] == list(wanted().items())
    assert len(ROWS) == 253


def test_every_row_says_why_and_names_tests_that_there_are() -> None:
    assert {row.state for row in ROWS} == {MET, NOT_MET, NOT_OURS}
    assert [row.id for row in ROWS if len(row.words) <= 5] == []
    assert [row.id for row in ROWS if bool(row.proof) != (row.state == MET)] == []
    named = [(row.id, *proof.split("::")) for row in ROWS for proof in row.proof]
    assert len(named) > 200
    assert [one for one in named if one[2] not in names_in(one[1])] == []


def test_what_is_not_met_is_said_in_the_readme() -> None:
    told = re.search(r"Chưa đạt: ([^\n]*)", safety())
    assert told
    assert re.findall(r"\d+\.\d+\.\d+", told.group(1)) == [row.id[1:] for row in ROWS if row.state == NOT_MET]
    counted = Counter(row.state for row in ROWS)
    assert f"{counted[MET]} đạt, {counted[NOT_OURS]} không áp dụng, {counted[NOT_MET]} chưa đạt" in safety()


def test_what_must_be_written_stands_in_the_readme() -> None:
    marks = ", ".join(re.findall(r"\(([\d., ]+)\):", safety())).split(", ")
    assert sorted(marks) == sorted(row.id[1:] for row in ROWS if WRITTEN in row.proof)


def test_the_figures_written_there_are_those_of_the_settings() -> None:
    figures = {
        f"{Settings.login_attempts} lần sai trong {Settings.login_window // 60} phút",
        f"{Settings.session_idle // 3600} giờ không dùng hoặc {Settings.session_lifetime // 3600} giờ",
        f"{Settings.checks_per_hour} lần mỗi giờ",
        f"{Settings.max_upload_bytes // 1024**2} MB",
        f"{Settings.max_section_chars // 1000}.000 ký tự",
        f"quá {Settings.confirm_within // 60} phút",
    }
    assert {one for one in figures if one not in safety()} == set()


def test_every_password_field_hides_what_is_typed_and_lets_managers_help() -> None:
    fields = [
        line
        for path in (PROJECT_ROOT / "templates").rglob("*.html")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"field\(form\.(?:password|present|repeated)|id=\"confirm_password\"", line)
    ]
    assert len(fields) > 5
    for line in fields:
        assert re.search(r'autocomplete"?[:=] ?"(?:current|new)-password"', line), line
        assert "onpaste" not in line
    forms = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT_ROOT / "forms").glob("*.py"))
    assert re.findall(r"^    (?:password|repeated) = (?!PasswordField)", forms, re.MULTILINE) == []


def test_codes_are_long_enough() -> None:
    codes = {fresh_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", code) for code in codes)  # 30 signs, 12 places: 58 bits


def test_a_cookie_of_another_key_is_no_cookie() -> None:
    interface = SecureCookieSessionInterface()
    ours, theirs = Flask("workflow"), Flask("workflow")
    ours.secret_key, theirs.secret_key = "khoá của hệ thống", "khoá khác"
    for app in (ours, theirs):
        signer = interface.get_signing_serializer(app)
        assert signer
        cookie = signer.dumps({"_user_id": "x"})
        request = ours.test_request_context("/", headers={"Cookie": f"session={cookie}"})
        with request as context:
            assert bool(context.session) == (app is ours)
