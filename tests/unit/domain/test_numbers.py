"""Document symbols, read as offices type them and written as the rule has them."""

import pytest

from workflow.domain.errors import InvalidInput
from workflow.domain.numbers import KINDS, SYMBOL, DocumentSymbol, file_name, from_match, kind_of, parse_symbol


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Số 01-BC/CB", (1, "BC", "CB")),
        ("Số   32  - KH/ĐU", (32, "KH", "ĐU")),
        ("113 - KH/ĐUK", (113, "KH", "ĐUK")),
        ("Số: 01-QĐ/ĐU", (1, "QĐ", "ĐU")),
        ("Số -BC/ĐU", (None, "BC", "ĐU")),
        ("BC/CB3", (None, "BC", "CB3")),
        ("05-QC/BTCTU-BDVTU", (5, "QC", "BTCTU-BDVTU")),
        ("7-TTr/ThU", (7, "TTr", "ThU")),
        ("02-QĐi/TW", (2, "QĐi", "TW")),
    ],
)
def test_reads_what_offices_type(typed: str, expected: tuple[int | None, str, str]) -> None:
    assert parse_symbol(typed) == expected


@pytest.mark.parametrize("typed", ["", "Số", "01/BC-CB", "BC 01", "01-bc/cb", "01-BC/", "99999-BC/CB"])
def test_refuses_what_is_no_symbol_and_shows_how_to_write_one(typed: str) -> None:
    with pytest.raises(InvalidInput, match="hãy ghi như 01-BC/CB"):
        parse_symbol(typed)


def test_writes_a_leading_zero_below_ten_and_nothing_without_a_number() -> None:
    assert str(DocumentSymbol(1, "BC", "CB")) == "01-BC/CB"
    assert str(DocumentSymbol(10, "BC", "CB")) == "10-BC/CB"
    assert str(DocumentSymbol(133, "BC", "ĐU")) == "133-BC/ĐU"
    assert str(DocumentSymbol(None, "KH", "ĐU")) == "KH/ĐU"


def test_reads_back_every_symbol_it_writes() -> None:
    for kind in KINDS:
        for number in (None, 1, 32, 817):
            symbol = DocumentSymbol(number, kind, "ĐU")
            assert parse_symbol(str(symbol)) == symbol


def test_finds_symbols_inside_a_sentence_but_not_in_dates_and_ranges() -> None:
    text = "Nghị quyết số 43-NQ/TW, ngày 24/11/2023; Kế hoạch 113 - KH/ĐUK; nhiệm kỳ 2020 - 2025; 12-13/6."
    assert [str(from_match(found)) for found in SYMBOL.finditer(text)] == ["43-NQ/TW", "113-KH/ĐUK"]


def test_names_the_kinds_both_ways() -> None:
    assert KINDS["KH"] == "KẾ HOẠCH"
    assert kind_of("BÁO CÁO") == "BC"
    assert kind_of("Báo cáo") is None
    assert len(set(KINDS.values())) == len(KINDS)


def test_names_files_as_the_outgoing_register_does() -> None:
    assert file_name("A32.65", DocumentSymbol(19, "BC", "ĐU"), 2025) == "A32.65-ĐU-BC-0019-2025.pdf"


def test_refuses_a_file_name_for_a_paper_without_number() -> None:
    with pytest.raises(InvalidInput, match="chưa có số"):
        file_name("A32.65", DocumentSymbol(None, "BC", "ĐU"), 2025)
