"""The foot of the paper: Nơi nhận at the left, the signature at the right, kept on one page; the copy's own too."""

from collections.abc import Iterator, Sequence

from workflow.domain.paper import CopyBlock, Paper, SignatureBlock
from workflow.paper import wording
from workflow.paper.docx.layout import keep_next, paragraph, row, spaced, table
from workflow.paper.docx.text import runs, typed
from workflow.paper.docx.top import copy_head
from workflow.paper.docx.xml import Element
from workflow.paper.html import beside_and_after
from workflow.paper.profiles import Profile


def ending(paper: Paper, profile: Profile) -> Iterator[Element]:
    """Both in one row, and below it what is too long to stand beside the signature; minutes have two signatures side
    by side and Nơi nhận below. Nothing when there is neither."""
    signature = _signature(paper.signature, profile, beside=paper.left_signature)
    beside, after = beside_and_after(wording.recipient_lines(paper))
    if paper.left_signature is not None:
        yield _halves([[_signature(paper.left_signature, profile, beside=paper.signature), signature]], profile)
        yield from (*_recipients([*beside, *after]), *_mark(paper))
        return
    foot = [*_recipients(beside), *([] if after else _mark(paper))]
    if foot or signature:
        yield _halves([[foot, signature]], profile)
    if after:
        yield from (*_addressees(after), *_mark(paper))


def copied(copy: CopyBlock, profile: Profile) -> Iterator[Element]:
    """What makes a paper a copy, under a rule over the whole width (HD36 II.3)."""
    yield paragraph("CopyRule")
    yield copy_head(copy, profile)
    yield paragraph("Gap", properties=[keep_next()])
    foot = _recipients(wording.listed(copy.recipients, profile.recipients_separator))
    yield _halves([[foot, _signature(copy.signature, profile)]], profile)


def _halves(rows: list[list[list[Element]]], profile: Profile) -> Element:
    widths = [profile.text_width / 2] * 2
    return table(widths, [row(widths, cells) for cells in rows])


def _recipients(lines: Sequence[str]) -> list[Element]:
    return [paragraph("RecipientsTitle", *typed("Nơi nhận:")), *_addressees(lines)] if lines else []


def _addressees(lines: Sequence[str]) -> list[Element]:
    """Word sets the hyphen before each."""
    return [paragraph("Recipient", *runs(line.removeprefix("- "))) for line in lines]


def _mark(paper: Paper) -> list[Element]:
    mark = wording.drafter_mark(paper)
    return [paragraph("DrafterMark", *typed(mark))] if mark else []


def _signature(signature: SignatureBlock, profile: Profile, *, beside: SignatureBlock | None = None) -> list[Element]:
    """The lines that are known, and the room for the hand whether or not the name is; level with the one `beside`."""
    level = beside is not None and bool(beside.lower_line)
    above = {"Authority": signature.upper_line, "Position": signature.lower_line}
    lines = [(style, words or "") for style, words in above.items() if words or (level and style == "Position")]
    if lines or signature.name:
        lines.append(("SignerName", signature.name or ""))
    first = spaced(before=profile.body_line - profile.body_space)
    return [
        paragraph(style, *typed(words), properties=() if index or style == "SignerName" else [first])
        for index, (style, words) in enumerate(lines)
    ]
