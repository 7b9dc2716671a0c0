"""Every word that the Word file of a paper must hold, in the order of its XML, made from the paper alone."""

import re
from collections.abc import Iterator, Sequence

from workflow.domain.blocks import Block, BlockType, Footnote, clean, plain
from workflow.domain.paper import CopyBlock, Paper, SignatureBlock
from workflow.paper.profiles import PROFILES

STAR = "*"
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def words(text: str) -> list[str]:
    """The words of a text without its emphasis marks."""
    text = clean(_UNWRITABLE.sub("", text))
    return [text] if text == STAR else plain(text).split()


def of_paper(paper: Paper) -> list[str]:
    """From the superior's name to the last word of the copy."""
    return [word for text in _paper(paper) for word in words(text)]


def _paper(paper: Paper) -> Iterator[str]:
    letter = paper.kind == "CV"
    separator = PROFILES[paper.profile].recipients_separator
    yield from _names(paper.superior, paper.issuer)
    yield "ĐẢNG CỘNG SẢN VIỆT NAM"
    yield f"Số {paper.symbol}" if paper.number else f"Số -{paper.symbol}"
    yield from ([paper.abstract] if letter else [])
    yield from ([paper.urgency.value] if paper.urgency else [])
    yield _day(paper)
    yield from filter(None, ((paper.circulation or "").upper(), f"Dự thảo lần {paper.draft}" if paper.draft else None))
    yield from ([] if letter else [paper.title, paper.abstract, "-----"])
    if paper.addressees:
        yield "Kính trình:" if (paper.kind, paper.profile) == ("TTr", "HD05") else "Kính gửi:"
        several = len(paper.addressees) > 1
        yield from listed(paper.addressees, separator) if several else paper.addressees
    yield from of_blocks(paper.blocks)
    yield from (f"{note.marker} {note.text}" for note in uncalled(paper))
    yield from _ending(paper, separator)
    for annex in paper.annexes:
        yield from (annex.marker, annex.title)
        yield from of_blocks(annex.blocks)
    if paper.copy:
        yield from _copy(paper.copy, separator)


def of_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Marker and text, or the cells row by row."""
    for block in blocks:
        yield from sum(block.rows, ()) if block.type is BlockType.TABLE else (block.marker, block.text)


def uncalled(paper: Paper) -> list[Footnote]:
    """The notes that no text calls; of a number called once and given twice, the second."""
    return [note for note in paper.footnotes if note.text.startswith("không gọi")]


def listed(names: Sequence[str], separator: str) -> list[str]:
    """The lines of Nơi nhận."""
    return [f"- {name}{separator}" for name in names[:-1]] + [f"- {name}." for name in names[-1:]]


def _names(superior: str | None, issuer: str) -> Iterator[str]:
    yield from filter(None, (superior, issuer, STAR if issuer else None))


def _ending(paper: Paper, separator: str) -> Iterator[str]:
    names = paper.recipients
    if paper.addressees and not any(name.startswith("Như trên") for name in names):
        names = ("Như trên", *names)
    foot = ["Nơi nhận:", *listed(names, separator)] if names else []
    mark = paper.drafter_mark or ""
    foot.append(mark.upper() if paper.profile == "HD36" else mark)
    if paper.left_signature:
        yield from (*_signature(paper.left_signature), *_signature(paper.signature), *foot)
    else:
        yield from (*foot, *_signature(paper.signature))


def _copy(copy: CopyBlock, separator: str) -> Iterator[str]:
    yield from _names(copy.superior, copy.issuer)
    yield copy.kind.value
    yield f"Số {copy.symbol}"
    yield _day(copy)
    if copy.recipients:
        yield from ("Nơi nhận:", *listed(copy.recipients, separator))
    yield from _signature(copy.signature)


def _signature(signature: SignatureBlock) -> list[str]:
    return [words for words in (signature.authority, signature.position, signature.name) if words]


def _day(one: Paper | CopyBlock) -> str:
    place = one.place or ""
    if one.date is None:
        return f"{place}, ngày tháng năm"
    month = f"{one.date.month:02}" if one.date.month < 3 else str(one.date.month)
    return f"{place}, ngày {one.date.day:02} tháng {month} năm {one.date.year}"
