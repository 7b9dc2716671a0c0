"""The name under which a file is given: the whole one for today's browsers, plain letters for the others."""

import pytest
from werkzeug.http import parse_options_header

from workflow.web.downloads import ascii_name, disposition


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("A32.65-ĐU-BC-0019-2025.pdf", "A32.65-DU-BC-0019-2025.pdf"),
        ("ĐUK-CTr-0007-2026.pdf", "DUK-CTr-0007-2026.pdf"),
        ("TU-KH-0032-2024.pdf", "TU-KH-0032-2024.pdf"),
        ("TƯ-NQ-0043-2023.pdf", "TU-NQ-0043-2023.pdf"),
    ],
)
def test_the_fallback_keeps_every_letter(name: str, plain: str) -> None:
    assert ascii_name(name) == plain
    way, options = parse_options_header(disposition(name, attached=True))
    assert (way, options["filename"]) == ("attachment", name)
    assert f'filename="{plain}"' in disposition(name, attached=False)


def test_a_name_cannot_break_out_of_its_header() -> None:
    assert ascii_name('a"\r\nX: y\\b.pdf') == "aX: yb.pdf"
