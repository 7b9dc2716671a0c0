"""Attacks on the bytes themselves: broken signatures (USF), saved over (ISA), wrapped (SWA), bent tables."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from tests.factories.attacks.changes import BLACK_BOX
from tests.factories.attacks.workbench import Workbench

CONTENTS = re.compile(rb"/Contents <([0-9A-Fa-f]+)>")
RANGE = re.compile(rb"/ByteRange \[([0-9 ]+)\]")

_CONTENTS_INSTEAD = {
    "contents_gone": b"",
    "contents_null": b"/Contents null",
    "contents_zero": b"/Contents <00>",
    "contents_all_zeros": None,
    "contents_empty": b"/Contents <>",
    "contents_a_string": b"/Contents (abc)",
    "contents_a_name": b"/Contents /abc",
    "contents_elsewhere": b"/Contents 1 0 R",
    "contents_twice": b"/Contents <00> /Contents <3000>",
    "contents_a_digest_only": b"/Contents <3003020101>",
}
_RANGE_INSTEAD = {
    "range_gone": None,
    "range_null": b"/ByteRange null",
    "range_empty": b"/ByteRange []",
    "range_negative": b"/ByteRange [0 -1 -1 9]",
    "range_overlapping": b"/ByteRange [0 900 500 9]",
    "range_zeros": b"/ByteRange [0 0 0 0]",
    "range_a_string": b"/ByteRange (0 9 9 9)",
    "range_short": b"/ByteRange [0 99]",
    "range_long": b"/ByteRange [0 9 9 9 9 9]",
    "range_fractions": b"/ByteRange [0.0 9.5 9 9]",
    "range_beyond_the_end": b"/ByteRange [0 9 9 99999999]",
    "range_not_from_the_start": b"/ByteRange [9 9 20 9]",
    "range_elsewhere": b"/ByteRange 1 0 R",
}


def broken_signatures(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Universal signature forgery: what the signature consists of is missing, empty or of another kind."""
    for which, pdf in (("first", bench.twice), ("last", bench.once)):
        for name, instead in _CONTENTS_INSTEAD.items():
            yield f"{name}_{which}", _instead(pdf, CONTENTS, instead, b"0")
        for name, instead in _RANGE_INSTEAD.items():
            yield f"{name}_{which}", _instead(pdf, RANGE, instead, b" ")


def _instead(pdf: bytes, pattern: re.Pattern[bytes], words: bytes | None, filling: bytes) -> bytes:
    """The file, of the same length, with the first find replaced (None: emptied)."""
    found = pattern.search(pdf)
    assert found
    if words is None:
        words = b"/Contents <" + filling * len(found[1]) + b">" if pattern is CONTENTS else b""
    return pdf[: found.start()] + words.ljust(len(found[0])) + pdf[found.end() :]


def saved_over(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Incremental saving attacks: something is written after the last signature, with or without its table."""
    pdf, number = bench.plain_twice, _content_of(bench.plain_twice)
    content = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(BLACK_BOX), BLACK_BOX)
    at = len(pdf)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    link = b"startxref\n%d\n%%%%EOF\n"
    trailer = _trailer(pdf)
    before, after = _startxref(pdf), at + len(content)
    yield "object_without_table", pdf + content
    yield "object_with_old_table", pdf + content + link % before
    yield "object_with_table", pdf + content + table + trailer + link % after
    yield "table_without_trailer", pdf + content + table + link % after
    yield "end_mark_copied", pdf + b"%%EOF\n"
    yield "last_lines_copied", pdf + pdf[pdf.rindex(b"startxref") :]
    yield "signature_copied", pdf + content + pdf[pdf.rindex(b"/Contents <") :] + link % before
    yield "comment_added", pdf + b"% 999\n"
    yield "zeros_added", pdf + b"\0" * 64
    yield "second_file_appended", pdf + bench.other
    yield "second_signed_file_appended", pdf + bench.other_twice
    yield "content_freed", pdf + b"xref\n%d 1\n0000000000 00001 f \n" % number + trailer + link % at
    reused = content.replace(b" 0 obj", b" 1 obj", 1)
    bumped = table.replace(b" 00000 n", b" 00001 n")
    yield "number_reused_next_generation", pdf + reused + bumped + trailer + link % (at + len(reused))
    yield "table_points_to_itself", pdf + table + trailer.replace(b"/Prev %d" % before, b"/Prev %d" % at) + link % at
    yield "table_points_elsewhere", pdf + b"xref\n%d 1\n%010d 00000 n \n" % (number, 15) + trailer + link % at
    hidden = trailer.replace(b">>", b"/XRefStm %d>>" % before, 1)
    yield "hidden_table", pdf + content + b"xref\n0 0\n" + hidden + link % after
    locked = trailer.replace(b">>", b"/Encrypt <</Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s)>> >>", 1)
    locked %= (b"o" * 32, b"u" * 32)
    yield "encrypted_afterwards", pdf + b"xref\n0 0\n" + locked + link % at
    yield "other_root", pdf + content + table + trailer.replace(_root(pdf), b"/Root %d 0 R" % number) + link % after


def _content_of(pdf: bytes) -> int:
    page = PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"][0]
    return int(page.raw_get("/Contents").idnum)


def _startxref(pdf: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])


def _root(pdf: bytes) -> bytes:
    return re.findall(rb"/Root \d+ 0 R", pdf)[-1]


def _trailer(pdf: bytes) -> bytes:
    size = max(map(int, re.findall(rb"/Size (\d+)", pdf)))
    return b"trailer\n<</Size %d %s /Prev %d>>\n" % (size, _root(pdf), _startxref(pdf))


def wrapped(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Signature wrapping: what was signed is still in the file, what is shown is not."""
    pdf = bench.once
    hole = CONTENTS.search(pdf)
    assert hole
    end = hole.end()
    yield "second_part_moved", pdf[:end] + b"%evil\n" + pdf[end:]
    yield "second_part_moved_far", pdf[:end] + bench.plain[9:] + pdf[end:]
    yield "room_used_for_words", pdf[: end - 1001] + b">" + b"%evil".ljust(1000) + pdf[end:]
    yield "signed_part_copied_behind", pdf[:end] + b"\n" + pdf[end:] + pdf[end:]
    yield "words_before_the_head", b"%evil\n" + pdf
    yield "another_file_before", bench.other + pdf
    yield "head_changed", b"%PDF-1.3" + pdf[8:]
    spaced = hole[1][:-2] + b" " + hole[1][-1:]
    yield "blank_within_the_signature", pdf.replace(hole[1], spaced)
    yield "signature_in_small_letters", _small_in_half(pdf, hole)


def _small_in_half(pdf: bytes, hole: re.Match[bytes]) -> bytes:
    half = len(hole[1]) // 2
    return pdf[: hole.start(1)] + hole[1][:half].lower() + pdf[hole.start(1) + half :]


def pasted(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Signatures where they do not belong: from another paper, or in one another's place."""
    pdf = bench.twice
    foreign = CONTENTS.findall(bench.other_twice)
    own = CONTENTS.findall(pdf)
    yield "both_from_another_paper", _filled(pdf, foreign)
    yield "first_from_another_paper", _filled(pdf, [foreign[0], own[1]])
    yield "last_from_another_paper", _filled(pdf, [own[0], foreign[1]])
    yield "signatures_exchanged", _filled(pdf, own[::-1])
    yield "same_signature_twice", _filled(pdf, [own[0], own[0]])


def _filled(pdf: bytes, signatures: list[bytes]) -> bytes:
    """The file with other signatures in its holes, each cut or filled with zeros to the room there is."""
    rest = iter(signatures)

    def fill(hole: re.Match[bytes]) -> bytes:
        room = len(hole[1])
        return b"/Contents <" + next(rest)[:room].ljust(room, b"0") + b">"

    return CONTENTS.sub(fill, pdf)


def stripped(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """One signature or both are gone; only whoever knows how many there must be can tell."""
    yield "second_signature_cut_off", bench.once
    yield "both_signatures_cut_off", bench.paper
    yield "cut_within_the_second", bench.twice[: (len(bench.once) + len(bench.twice)) // 2]
    yield "only_the_organisation", bench.by_organisation(bench.paper)


MAKERS: tuple[Callable[[Workbench], Iterator[tuple[str, bytes]]], ...] = (
    broken_signatures,
    saved_over,
    wrapped,
    pasted,
    stripped,
)
