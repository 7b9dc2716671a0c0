"""The foot of the paper: Nơi nhận at the left, the signature at the right, kept on one page; the copy's own too."""

from collections.abc import Iterator, Sequence

from workflow.domain.paper import CopyBlock, Paper, SignatureBlock
from workflow.paper import wording
from workflow.paper.docx.layout import paragraph, row, spaced, table
from workflow.paper.docx.text import runs, typed
from workflow.paper.docx.top import copy_head
from workflow.paper.docx.xml import Element
from workflow.paper.profiles import Profile


def ending(paper: Paper, profile: Profile) -> list[Element]:
    """Both in one row; minutes have two signatures side by side and Nơi nhận below. Nothing when there is neither."""
    foot = _recipients(wording.recipient_lines(paper))
    if mark := wording.drafter_mark(paper):
        foot.append(paragraph("DrafterMark", *typed(mark)))
    signature = _signature(paper.signature, profile)
    if paper.left_signature is not None:
        return [_halves([[_signature(paper.left_signature, profile), signature], [foot, []]], profile)]
    return [_halves([[foot, signature]], profile)] if foot or signature else []


def copied(copy: CopyBlock, profile: Profile) -> Iterator[Element]:
    """What makes a paper a copy, under a rule over the whole width (HD36 II.3)."""
    yield paragraph("CopyRule")
    yield copy_head(copy, profile)
    yield paragraph("Gap")
    foot = _recipients(wording.listed(copy.recipients, profile.recipients_separator))
    yield _halves([[foot, _signature(copy.signature, profile)]], profile)


def _halves(rows: list[list[list[Element]]], profile: Profile) -> Element:
    widths = [profile.text_width / 2] * 2
    return table(widths, [row(widths, cells) for cells in rows])


def _recipients(lines: Sequence[str]) -> list[Element]:
    """Word sets the hyphen before each line."""
    if not lines:
        return []
    names = [paragraph("Recipient", *runs(line.removeprefix("- "))) for line in lines]
    return [paragraph("RecipientsTitle", *typed("Nơi nhận:")), *names]


def _signature(signature: SignatureBlock, profile: Profile) -> list[Element]:
    """The lines that are known, and the room for the hand whether or not the name is."""
    above = {"Authority": signature.authority, "Position": signature.position}
    lines = [(style, words) for style, words in above.items() if words]
    if lines or signature.name:
        lines.append(("SignerName", signature.name or ""))
    first = spaced(before=profile.body_line - profile.body_space)
    return [
        paragraph(style, *typed(words), properties=() if index or style == "SignerName" else [first])
        for index, (style, words) in enumerate(lines)
    ]
