"""What was made quicker gives what the libraries give, on whatever bytes and names."""

from io import BytesIO

import pytest
from asn1crypto import x509
from hypothesis import example, given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
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
    one, other = (x509.Name.build({"common_name": text}) for text in ("Nguyễn  Văn A", "nguyễn văn a"))
    assert one == other
    assert one != x509.Name.build({"common_name": "Nguyễn Văn B"})
