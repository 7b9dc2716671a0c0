"""What `workflow.sandbox` reads out of a file that claims to be one of our papers: its words, by digest and page."""

import re
from hashlib import sha256
from typing import Any

from workflow.domain.proofs import words_of
from workflow.paper.embedded import Absence, embedded

_CODE = re.compile(r"\b[0-9A-F]{4}(?:-[0-9A-F]{4}){3}\b")

MOST_PAGES = 500
"""Of a file whose pages are compared; a paper with annexes has a tenth of it."""


def warm() -> None:
    """Load what reading needs, once, in the process that the children are forked from."""
    import pypdfium2  # noqa: F401  # wanted only where files are read
    from pyhanko.pdf_utils import reader  # noqa: F401  # as above


def read(pdf: bytes) -> tuple[dict[str, Any], bytes]:
    """`structure`: the digest of the structured document inside, None without one or when it and the metadata disagree;
    `disagree`: whether they do; `code`: the public code printed beside the square code; `pages`: a digest of each
    page's words, whatever their line breaks, none when the pages cannot be read."""
    found, pages = embedded(pdf), _pages(pdf)
    codes = [code for page in pages for code in _CODE.findall(page)]
    words = {
        "structure": None if isinstance(found, Absence) else found.digest,
        "disagree": found is Absence.BROKEN,
        "code": codes[-1] if codes else None,
        "pages": [sha256(" ".join(words_of(page)).encode()).hexdigest() for page in pages],
    }
    return words, b""


def _pages(pdf: bytes) -> list[str]:
    """The text of each page; of none when the pages cannot be read."""
    import pypdfium2  # as in `warm`

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return []
    try:
        if len(document) > MOST_PAGES:
            return []
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
