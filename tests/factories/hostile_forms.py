"""What nobody of good will types into a form or an address: any names of any form, with texts that break readers."""

import re
from importlib import import_module
from pathlib import Path

from hypothesis import strategies as st
from wtforms import Form

from workflow.settings import PROJECT_ROOT

TEXTS = (
    *("", " ", "0", "-1", "9" * 30, "1e309", "NaN", "٣", "1,5", "0x10", "true", "null", "[]", "{}", "chon", "luu"),
    *("31/02/2024", "00/00/0000", "01/01/0001", "31/12/9999", "2024-99-99", "99/99/99999", "25:61", "II/2024"),
    *(
        "a\x00b",
        "\x00",
        "\u202e",
        "\ufeff",
        "\ud7ff",
        "\U0001f600",
        "a\u0300" * 300,
        "é" * 10_000,
        "\r\n\r\n",
        "\x1b[2J",
    ),
    *("'; DROP TABLE person; --", "%", "_%\\", "%00%s%n", "{{7*7}}", "${x}", "<script>", "../../etc/passwd", "//x"),
    *("|" * 60, "| a |\n" * 50, "**" * 200, "¹" * 200, "- " * 300, "1." * 300, "(" * 500, "I.\n1.\na)\n- \n" * 30),
)


def _names() -> list[str]:
    """Every field of every form, rows of lists among them, and what addresses are asked with."""
    found = set()
    for file in sorted((PROJECT_ROOT / "forms").glob("*.py")):
        for kind in vars(import_module(f"forms.{file.stem}")).values():
            if isinstance(kind, type) and issubclass(kind, Form):
                found |= {name for name in dir(kind) if hasattr(getattr(kind, name), "field_class")}
    rows = {
        f"{name}-{at}-{inner}" for name in ("rows", "units", "people") for at in (0, 1) for inner in ("name", "text")
    }
    return sorted(found | rows | _asked())


def _asked() -> set[str]:
    pages = "".join(path.read_text(encoding="utf-8") for path in Path(PROJECT_ROOT / "workflow" / "web").glob("*.py"))
    return set(re.findall(r'request\.(?:args|form)\.(?:get|getlist)\("([a-z_]+)"', pages))


NAMES = _names()
VALUES = (
    st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.integers().map(str)
)
_SOME = st.dictionaries(st.sampled_from(NAMES), st.lists(VALUES, min_size=1, max_size=3), min_size=1, max_size=25)
_ALIKE = VALUES.map(lambda text: {name: [text] for name in NAMES})  # whichever of them the address reads
FORMS = _SOME | _ALIKE
