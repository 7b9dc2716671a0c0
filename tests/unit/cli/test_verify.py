"""`trinhky verify`: its words, its JSON and its exit codes, for good files, bad files and wrong use."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import weasyprint
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.serialization import Encoding

from tests.factories.online import Online, answering
from workflow.cli.verify import verify
from workflow.domain.states import SignatureKind
from workflow.signing.api import DEMO_MARK, DEMO_ONLY, LASTING, SignRequest
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.long_term import with_proofs
from workflow.signing.pkcs12 import Pkcs12Signer
from workflow.signing.reach import Reach

NOW = datetime(2026, 3, 5, 9, 30, 15, tzinfo=UTC)
BODY = "Chi bộ Phòng Di sản"

Verify = Callable[..., Result]


@pytest.fixture(autouse=True)
def own_var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRINHKY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("TRINHKY_TRUST_ROOTS", raising=False)
    return tmp_path / "var"


@pytest.fixture
def authority(tmp_path: Path) -> DemoAuthority:
    return DemoAuthority.ensure(tmp_path / "ca", NOW)


@pytest.fixture
def root(authority: DemoAuthority) -> Path:
    return authority.folder / "root.pem"


@pytest.fixture
def paper(tmp_path: Path, authority: DemoAuthority) -> Path:
    file = tmp_path / "01-BC.pdf"
    pdf = weasyprint.HTML(string="<p>Báo cáo</p>").write_pdf()
    signer = Pkcs12Signer.open(authority.issue_person("Trần Thị B", BODY), authority.passphrase)
    file.write_bytes(signer.sign(SignRequest(pdf, SignatureKind.PERSON, "person", "Ban hành", "Hải Dương", NOW)))
    return file


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(verify, [str(argument) for argument in arguments])


def test_says_who_signed_when_and_for_whom(paper: Path, root: Path) -> None:
    result = run(paper, "--roots", root)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "HỢP LỆ: tệp còn nguyên vẹn.",
        f"1. Trần Thị B ({BODY}) ký lúc 05/03/2026 16:30:15 +07:00; bao trùm cả tệp.",
        DEMO_ONLY,
    ]


def test_prints_json_for_programs(paper: Path, root: Path) -> None:
    result = run(paper, "--roots", root, "--json")
    assert json.loads(result.stdout) == {
        "valid": True,
        "level": "B-B",
        "signatures": [
            {
                "signer": "Trần Thị B",
                "organisation": BODY,
                "issuer": f"Chứng thư gốc {DEMO_MARK}",
                "time": "2026-03-05T16:30:15+07:00",
                "time_stamped": False,
                "covers_whole_file": True,
                "proven": False,
            }
        ],
        "reasons": [],
    }


def test_a_changed_byte_is_exit_1_with_the_reason(paper: Path, root: Path) -> None:
    pdf = bytearray(paper.read_bytes())
    pdf[200] ^= 1
    paper.write_bytes(bytes(pdf))
    result = run(paper, "--roots", root)
    assert result.exit_code == 1
    assert result.stdout.startswith("KHÔNG HỢP LỆ")
    assert "- " in result.stdout
    assert result.stderr == ""


def test_what_is_not_a_pdf_is_exit_1(tmp_path: Path, root: Path) -> None:
    (tmp_path / "a.pdf").write_text("không phải PDF")
    result = run(tmp_path / "a.pdf", "--roots", root, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["reasons"]


def test_a_missing_signature_is_exit_1(paper: Path, root: Path) -> None:
    result = run(paper, "--roots", root, "--expected", "2")
    assert result.exit_code == 1
    assert "thiếu chữ ký" in result.stdout


def test_trusts_the_demo_root_of_this_machine_while_the_demo_signs(
    paper: Path, authority: DemoAuthority, own_var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_var.mkdir()
    authority.folder.rename(own_var / "demo-ca")
    assert run(paper).exit_code == 0
    monkeypatch.setenv("TRINHKY_DEMO_SIGNING", "0")
    assert run(paper).exit_code == 2


def test_a_paper_with_its_proofs_is_believed_after_its_certificates_ended(
    tmp_path: Path, online: Online, paper: Path
) -> None:
    at, root = datetime(2021, 2, 1, 8, tzinfo=UTC), tmp_path / "online.pem"
    online.set_clock(at)
    root.write_bytes(online.roots[0].public_bytes(Encoding.PEM))
    pdf = weasyprint.HTML(string="<p>Báo cáo</p>").write_pdf()
    request = SignRequest(pdf, SignatureKind.PERSON, "person", "Ban hành", "Hải Dương", at, time_service=online.clock)
    signed = online.signer("person-of-old").sign(request)
    paper.write_bytes(with_proofs(signed, online.roots, Reach(inside=True)))
    online.instead[""] = answering("500 Gone", lambda: [b""])
    said = run(paper, "--roots", root)
    assert said.stdout.splitlines()[-1] == LASTING
    assert json.loads(run(paper, "--roots", root, "--json").stdout)["level"] == "B-LT"


def test_trusts_the_roots_the_administrator_names(paper: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRINHKY_TRUST_ROOTS", str(root))
    assert run(paper).exit_code == 0


def test_roots_on_the_command_line_replace_the_usual_ones(
    paper: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRINHKY_TRUST_ROOTS", str(root))
    DemoAuthority.ensure(tmp_path / "other", NOW)
    result = run(paper, "--roots", tmp_path / "other" / "root.pem")
    assert result.exit_code == 1
    assert "không do nơi được tin cậy cấp" in result.stdout


def test_wrong_use_is_exit_2_with_a_sentence(paper: Path, root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    for arguments, words in [
        ((tmp_path / "missing.pdf", "--roots", root), "Không mở được tệp"),
        ((tmp_path, "--roots", root), "Không mở được tệp"),
        ((paper, "--roots", tmp_path / "missing.pem"), "Không mở được tệp"),
        ((paper, "--roots", tmp_path / "empty.pem"), "Tệp chứng thư gốc không đọc được"),
        ((paper,), "chưa có chứng thư gốc nào"),
    ]:
        result = run(*arguments)
        assert (result.exit_code, words in result.stderr, result.stdout) == (2, True, ""), arguments
