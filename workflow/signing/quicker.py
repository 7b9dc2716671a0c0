"""Two slow spots of pyHanko and asn1crypto, done in another way with the same results: a verdict spends half its time
there. pyHanko reads hexadecimal one digit at a time, and a signature has thousands; asn1crypto folds the letters of the
same few names anew at every comparison."""

import re
from binascii import unhexlify
from functools import lru_cache
from typing import IO

from asn1crypto import x509
from pyhanko.pdf_utils import generic

_ONLY_DIGITS = re.compile(rb"<((?:[0-9A-Fa-f]{2})*)>")
_LONGEST = 256 * 1024

_digit_by_digit = generic.read_hex_string_from_stream
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


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """The text of a name as names are compared (RFC 4518). Refuses what asn1crypto refuses, with ValueError."""
    prepared: str = _fold(None, text)
    return prepared


def make_quicker() -> None:
    """Let the two libraries work this way in this process."""
    generic.read_hex_string_from_stream = read_hexadecimal
    x509.NameTypeAndValue._ldap_string_prep = lambda _, text: folded(text)
