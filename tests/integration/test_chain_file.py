"""`trinhky demo` from outside: the papers and `chain.json` of the whole chain, on the demo's plans and on real ones."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.unit.paper.plans import folders
from workflow.database import psycopg_dsn
from workflow.settings import PROJECT_ROOT, Settings
from workflow.signing.certificates import read_roots
from workflow.signing.verify import verify

Shape = dict[str, Any]
Place = tuple[int, str]
LEVELS = ["chi_bo", "dang_uy_co_so", "dang_uy_cap_tren_co_so", "tinh_uy"]


@dataclass(frozen=True)
class Chain:
    """What one run left: its folder, its chain.json, its certificates' root, and the number of its process."""

    out: Path
    shape: Shape
    root: bytes
    pid: int

    @property
    def documents(self) -> Mapping[int, Shape]:
        """The documents by id."""
        return {document["id"]: document for document in self.shape["documents"]}

    def reports(self, level: str) -> list[Shape]:
        """The reports of a level."""
        return [one for one in self.shape["documents"] if (one["kind"], one["level"]) == ("BC", level)]


@pytest.fixture(scope="module", params=folders(), ids=lambda folder: str(folder.name))
def chain(request: pytest.FixtureRequest, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Chain:
    """One run a folder of plans, as a process of its own on the tests' server."""
    home = tmp_path_factory.mktemp("demo")
    out = home / "out"
    environment = os.environ | {"TRINHKY_VAR": str(home / "var"), "DATABASE_URL": str(settings.database_url)}
    command = [sys.executable, "-m", "workflow", "demo", "--out", str(out), "--plans", str(request.param)]
    with subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        _, complaint = process.communicate(timeout=110)
    assert process.returncode == 0, complaint
    shape = json.loads((out / "chain.json").read_text(encoding="utf-8"))
    return Chain(out, shape, (home / "var" / "demo-ca" / "root.pem").read_bytes(), process.pid)


def test_a_run_leaves_two_plans_and_a_report_of_every_organisation(chain: Chain) -> None:
    papers = [(one["kind"], one["level"], one["state"]) for one in chain.shape["documents"]]
    assert papers == [
        ("KH", "tinh_uy", "sent"),
        ("KH", "dang_uy_co_so", "sent"),
        *[("BC", "chi_bo", "consolidated")] * 4,
        ("BC", "dang_uy_co_so", "consolidated"),
        ("BC", "dang_uy_cap_tren_co_so", "consolidated"),
        ("BC", "tinh_uy", "issued"),
    ]
    symbols = [chain.reports(level)[0]["symbol"] for level in LEVELS]
    assert symbols == ["01-BC/CB", "01-BC/ĐU", "01-BC/ĐUK", "01-BC/TU"]


def test_each_document_has_the_fields_that_scripts_rely_on(chain: Chain) -> None:
    promised = {
        "id", "organisation", "level", "kind", "symbol", "state", "pdf", "sha256", "sources", "contributions",
        "left_out", "timeline",
    }  # fmt: skip
    for document in chain.documents.values():
        assert promised <= set(document)
        assert {frozenset(act) for act in document["timeline"]} == {frozenset({"at", "act", "actor", "role"})}


def test_each_pdf_is_there_with_its_digest(chain: Chain) -> None:
    for document in chain.documents.values():
        pdf = (chain.out / document["pdf"]).read_bytes()
        assert pdf.startswith(b"%PDF-")
        assert hashlib.sha256(pdf).hexdigest() == document["sha256"]
    assert len(list(chain.out.glob("*.pdf"))) == len(chain.documents)


def origins(chain: Chain, document: int, block: str) -> list[Place]:
    """The places one step below a block."""
    made = [one for one in chain.documents[document]["contributions"] if one["block"] == block]
    return [(source["document"], source["block"]) for one in made for source in one["sources"]]


def trails(chain: Chain, place: Place, above: tuple[Place, ...] = ()) -> Iterator[tuple[Place, ...]]:
    """Every way down from a block, to where nothing stands below."""
    trail = (*above, place)
    below = origins(chain, *place)
    if not below:
        yield trail
    for source in below:
        yield from trails(chain, source, trail)


def test_every_word_of_the_province_that_has_sources_leads_down_three_steps_to_a_chi_bo(chain: Chain) -> None:
    (top,) = chain.reports("tinh_uy")
    assert len(top["contributions"]) >= 10
    for made in top["contributions"]:
        for trail in trails(chain, (top["id"], made["block"])):
            assert [chain.documents[document]["level"] for document, _ in trail] == LEVELS[::-1]
            for document, block in trail:
                assert any(one["id"] == block and one["text"] for one in chain.documents[document]["blocks"])


def test_each_office_keeps_edits_merges_and_leaves_out_with_a_reason(chain: Chain) -> None:
    for level in LEVELS[1:]:
        (report,) = chain.reports(level)
        assert {made["how"] for made in report["contributions"]} == {"verbatim", "edited", "merged"}
        assert report["left_out"]
        assert all(one["reason"].strip() for one in report["left_out"])


def test_no_source_block_is_lost(chain: Chain) -> None:
    for report in (one for level in LEVELS[1:] for one in chain.reports(level)):
        taken = {(s["document"], s["block"]) for made in report["contributions"] for s in made["sources"]}
        left = {(one["document"], one["block"]) for one in report["left_out"]}
        written = {
            (source, block["id"])
            for source in report["sources"]
            for block in chain.documents[source]["blocks"]
            if block["marker"] == "-"
        }
        assert taken | left == written
        assert not taken & left


def test_the_report_that_was_sent_back_went_out_again_under_its_number(chain: Chain) -> None:
    returned = [one for one in chain.documents.values() if any(a["act"].endswith("sent_back") for a in one["timeline"])]
    (report,) = returned
    acts = [act["act"] for act in report["timeline"]]
    assert acts.count("document:issued") == 2
    assert acts[acts.index("document:sent_back") :].count("document:sent") == 1
    assert report["symbol"] == "01-BC/CB"


def test_nobody_approved_a_paper_that_was_their_own(chain: Chain) -> None:
    for report in (one for level in LEVELS for one in chain.reports(level)):
        who = {act["act"]: act["actor"] for act in report["timeline"]}
        assert who["document:approved"] != who["document:submitted"]


def test_the_audit_is_whole_and_counts_every_act(chain: Chain) -> None:
    audit = chain.shape["audit"]
    assert audit["verified"] is True
    assert audit["entries"] == sum(len(document["timeline"]) for document in chain.documents.values())
    assert len(bytes.fromhex(audit["head"])) == 32


def test_committees_sign_twice_and_one_changed_byte_is_refused(chain: Chain) -> None:
    roots = read_roots(chain.root)
    for level, expected in zip(LEVELS, (1, 2, 2, 2), strict=True):
        for report in chain.reports(level):
            pdf = (chain.out / report["pdf"]).read_bytes()
            verdict = verify(pdf, roots, expected=expected)
            assert verdict.valid, verdict.reasons
            assert len(verdict.signatures) == expected
    middle = len(pdf) // 2
    assert not verify(pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :], roots).valid


def test_the_scratch_database_is_gone(chain: Chain, settings: Settings) -> None:
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        names = {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}
    assert settings.database_name in names
    assert f"trinhky_demo_{chain.pid}" not in names
