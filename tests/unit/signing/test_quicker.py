"""What was made quicker gives what the libraries give, on whatever bytes and names."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from asn1crypto import x509
from hypothesis import example, given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic, xref
from pyhanko.pdf_utils.misc import PdfReadError

from workflow.signing import quicker

DIGITS = st.text("0123456789abcdefABCDEF \n\r\t\f\0%>()g", max_size=40)


def outcome(read: object, data: bytes) -> object:
    """What comes of reading: the kind of object, its bytes and where the stream stands, or the refusal."""
    stream = BytesIO(data)
    stream.seek(2)
    try:
        found = read(stream)  # type: ignore[operator]
    except (PdfReadError, ValueError) as refusal:
        return type(refusal)
    return type(found), found.original_bytes, stream.tell()


@given(DIGITS)
@example("")
@example("414243>x")
@example("FEFF0041>")
@example("4 1>")
@example("414>")
@example("41%\n42>")
def test_hexadecimal_is_read_as_pyhanko_reads_it(digits: str) -> None:
    data = b"xx<" + digits.encode()
    for whole in (data, data + b"> endobj"):
        assert outcome(quicker.read_hexadecimal, whole) == outcome(quicker._digit_by_digit, whole)


@given(st.text("/AZaz09_-.#4 \n\0%>()[]{}<đ", max_size=80))
@example("Type/Font")
@example("A#20B ")
@example("Đ ")
@example("")
@example("A" * 70 + " ")
def test_names_of_objects_are_read_as_pyhanko_reads_them(name: str) -> None:
    def read(from_stream: Callable[[BytesIO], str]) -> object:
        stream = BytesIO(b"xx/" + name.encode())
        stream.seek(2)
        try:
            return from_stream(stream), stream.tell()
        except PdfReadError as refusal:
            return str(refusal)

    assert read(quicker.read_name) == read(quicker._letter_by_letter)


@given(
    st.lists(st.integers(-1, 6), max_size=4),
    st.lists(st.integers(0, 8), max_size=4),
    st.binary(max_size=60),
    st.booleans(),
)
@example([0, 2], [1, 2, 1], b"\1\0\x0f\0\2\0\7\3", True)
@example([0, 1, 4, 1], [1, 2, 1], b"\0\0\0\xff\1\1\1\0", True)
@example([4, 1, 0, 1], [1, 2, 1], b"\0\0\0\xff\1\1\1\0", True)
@example([0, 2], [1, 2, 1], b"\1\0\x0f\0\2\0\7\3x", True)
@example([0, 2], [1, 2, 1], b"\1\0\x0f\0\2\0\7\3x", False)
@example([0, 2], [1, 2, 1], b"\1\0\x0f\0\2\0\7", True)
@example([0, 2], [0, 2, 1], b"\0\x0f\0\0\7\3", True)
@example([0, 1], [1, 8, 1], b"\1" + b"\xff" * 9, True)
@example([0, 1], [1, 2, 1], b"\x09\0\1\0", True)
@example([0, 999_999_999], [1, 2, 1], b"", True)
def test_the_table_of_objects_is_read_as_pyhanko_reads_it(
    spans: list[int], widths: list[int], data: bytes, strict: bool
) -> None:
    def read(entries: Callable[[generic.StreamObject, bool], Iterator[xref.XRefEntry]]) -> object:
        named = {"/Index": spans, "/W": widths, "/Size": [9]}
        numbers = {key: generic.ArrayObject(map(generic.NumberObject, value)) for key, value in named.items()}
        table = generic.StreamObject({generic.NameObject(key): value for key, value in numbers.items()}, data)
        try:
            return list(entries(table, strict))
        except (PdfReadError, ValueError, AssertionError, IndexError) as refusal:
            return type(refusal)

    assert read(quicker.read_table) == read(quicker._number_by_number)


@given(st.text(max_size=30))
@example("Đảng uỷ  Sở Văn hoá")
@example("\ufffd")
def test_names_are_folded_as_asn1crypto_folds_them(text: str) -> None:
    def refused_or(fold: object) -> object:
        try:
            return fold(text)  # type: ignore[operator]
        except (ValueError, IndexError) as refusal:
            return str(refusal)

    assert refused_or(quicker.folded) == refused_or(lambda one: quicker._fold(None, one))


def test_the_libraries_work_this_way(monkeypatch: pytest.MonkeyPatch) -> None:
    quicker.make_quicker()
    assert generic.read_hex_string_from_stream is quicker.read_hexadecimal
    assert generic.NameObject.read_from_stream is quicker.read_name
    assert xref.parse_xref_stream is quicker.read_table
    one, other = (x509.Name.build({"common_name": text}) for text in ("Nguyễn  Văn A", "nguyễn văn a"))
    assert one == other
    assert one != x509.Name.build({"common_name": "Nguyễn Văn B"})
