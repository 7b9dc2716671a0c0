"""`trinhky doctor`: a table in which a refusal is a line, not the end."""

from pathlib import Path

import psycopg

from workflow.cli.doctor import (
    Check,
    examine,
    pdf_libraries,
    python_version,
    storage_writable,
    table,
    virtual_environment,
)
from workflow.domain.errors import SetupIncomplete
from workflow.settings import Settings


def refuse() -> str:
    """A check that finds something missing."""
    raise SetupIncomplete("Hãy cài phông chữ.")


def lose_the_database() -> str:
    """A check that loses the database."""
    raise psycopg.OperationalError("connection refused\nmore that nobody reads")


def test_what_is_there_is_said() -> None:
    finding = examine(Check("Python", lambda: "3.11"))
    assert (finding.is_good, finding.sentence) == (True, "3.11")


def test_what_is_missing_is_said_with_what_to_do() -> None:
    finding = examine(Check("Phông chữ", refuse))
    assert (finding.is_good, finding.sentence) == (False, "Hãy cài phông chữ.")


def test_a_database_out_of_reach_is_a_line_of_the_table_too() -> None:
    finding = examine(Check("Cơ sở dữ liệu", lose_the_database))
    assert not finding.is_good
    assert "DATABASE_URL" in finding.sentence
    assert "nobody" not in finding.sentence


def test_the_table_keeps_its_columns() -> None:
    findings = [examine(Check("Python", lambda: "3.11")), examine(Check("Phông chữ", refuse))]
    assert table(findings).splitlines() == ["ĐẠT    Python     3.11", "THIẾU  Phông chữ  Hãy cài phông chữ."]


def test_this_machine_has_what_the_tests_themselves_need() -> None:
    assert python_version().startswith("3.")
    assert pdf_libraries()
    assert virtual_environment().endswith(".venv")


def test_the_store_is_tried_by_writing_and_reading(tmp_path: Path) -> None:
    settings = Settings(storage=str(tmp_path / "files"))
    assert storage_writable(settings) == settings.storage
    assert storage_writable(settings) == settings.storage
