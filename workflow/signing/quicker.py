"""Four slow spots of pyHanko and asn1crypto, done in another way with the same results: a verdict spends most of its
time there. pyHanko reads names and hexadecimal one letter at a time, and a signature has thousands of digits; it reads
the table of a file's objects, thousands too, one number at a time; asn1crypto folds the letters of the same few names
anew at every comparison."""

import re
from binascii import unhexlify
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import IO

from asn1crypto import x509
from pyhanko.pdf_utils import generic, xref
from pyhanko.pdf_utils.decode_limits import DecodePurpose

_ONLY_DIGITS = re.compile(rb"<((?:[0-9A-Fa-f]{2})*)>")
_LONGEST = 256 * 1024
_PLAIN_NAME = re.compile(rb"(/[!\"$&'*-.0-;=?-Z\\^-z|~]*)[ \n\r\t\f\0()<>\[\]{}/%]")
_LONGEST_NAME = 64
_WIDEST = 7  # bytes of a number; pyHanko reads the first bit of an eighth as a sign
_MOST_OBJECTS = 8_388_607  # readers take no more of them
_FREE, _PLAIN, _KEPT_APART = 0, 1, 2  # kinds of entry (ISO 32000, table 18)

_digit_by_digit = generic.read_hex_string_from_stream
_letter_by_letter = generic.NameObject.read_from_stream
_number_by_number = xref.parse_xref_stream
_fold = x509.NameTypeAndValue._ldap_string_prep  # a function of the text alone


def read_hexadecimal(stream: IO[bytes]) -> generic.ByteStringObject | generic.TextStringObject:
    """The string that begins at the stream's place. Whatever is not digits in pairs to the very end (blanks, comments,
    an odd digit, no end) is left to pyHanko."""
    start = stream.tell()
    found = _ONLY_DIGITS.match(stream.read(_LONGEST))
    if found is None:
        stream.seek(start)
        return _digit_by_digit(stream)
    stream.seek(start + found.end())
    return generic.pdf_string(unhexlify(found[1]))


def read_name(stream: IO[bytes]) -> generic.NameObject:
    """The name that begins at the stream's place. What is escaped, long or refused is left to pyHanko."""
    start = stream.tell()
    found = _PLAIN_NAME.match(stream.read(_LONGEST_NAME))
    if found is None:
        stream.seek(start)
        slowly: generic.NameObject = _letter_by_letter(stream)  # type: ignore[no-untyped-call]
        return slowly
    stream.seek(start + found.end(1))
    return generic.NameObject(found[1].decode("ascii"))


def read_table(xref_stream: generic.StreamObject, strict: bool = True) -> Iterator[xref.XRefEntry]:
    """The entries of a table of objects. One with other columns than three numbers, in another order or of another
    length than it says is left to pyHanko."""
    spans = _numbers(xref_stream.get("/Index", [0, xref_stream.get("/Size")]), _MOST_OBJECTS)
    widths = _numbers(xref_stream.get("/W"), _WIDEST)
    if spans and len(spans) % 2 == 0 and len(widths) == 3 and all(widths):
        parts = list(zip(spans[::2], spans[1::2], strict=True))
        size = sum(spans[1::2])
        data = xref_stream.read_data(DecodePurpose.XREF_STREAM, expected_size=size * (sum(widths) + 1))
        in_order = all(start + count <= later for (start, count), (later, _) in pairwise(parts))
        if in_order and len(data) == size * sum(widths):
            return _entries((number for start, count in parts for number in range(start, start + count)), data, widths)
    return _number_by_number(xref_stream, strict)


def _numbers(found: object, most: int) -> list[int]:
    """The plain numbers of a list, none for anything else."""
    plain = isinstance(found, list) and all(isinstance(one, int) and 0 <= one <= most for one in found)
    return [int(one) for one in found] if plain and isinstance(found, list) else []


def _entries(numbers: Iterable[int], data: bytes, widths: Sequence[int]) -> Iterator[xref.XRefEntry]:
    first, second = widths[0], widths[0] + widths[1]
    for number, at in zip(numbers, range(0, len(data), sum(widths)), strict=True):
        kind = int.from_bytes(data[at : at + first])
        place = int.from_bytes(data[at + first : at + second])
        last = int.from_bytes(data[at + second : at + second + widths[2]])
        if kind == _KEPT_APART:
            yield xref.XRefEntry(xref.XRefType.IN_OBJ_STREAM, xref.ObjStreamRef(place, last), number)
        elif kind == _PLAIN:
            yield xref.XRefEntry(xref.XRefType.STANDARD, place, number, last)
        elif kind == _FREE:
            yield xref.XRefEntry(xref.XRefType.FREE, None, number, last)


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """The text of a name as names are compared (RFC 4518). Refuses what asn1crypto refuses, with ValueError."""
    prepared: str = _fold(None, text)
    return prepared


def make_quicker() -> None:
    """Let the two libraries work this way in this process."""
    generic.read_hex_string_from_stream = read_hexadecimal
    generic.NameObject.read_from_stream = staticmethod(read_name)  # type: ignore[method-assign]
    xref.parse_xref_stream = read_table
    x509.NameTypeAndValue._ldap_string_prep = lambda _, text: folded(text)
