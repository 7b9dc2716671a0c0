"""What a sheet was printed with, so that a later printing of the same words can be compared with the kept bytes."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from workflow.paper.fonts import FontFamily

_PACKAGE = Path(__file__).parent
_TEMPLATES = _PACKAGE.parents[1] / "templates" / "paper"
_MAKES_THE_SHEET = (
    "archive body headings html inline page pdf profiles square_code structure tables wording writing".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Edition:
    """Template and font of a sheet; the same paper in the same edition gives the same bytes."""

    template: str
    """Digest of the templates and of the code that fills them, with the version of WeasyPrint."""
    font: str
    """Name of the family and digest of its four files."""


@cache
def edition_with(family: FontFamily) -> Edition:
    """The edition that this installation prints with a font family."""
    return Edition(
        f"{_digest(_sources())} weasyprint-{version('weasyprint')}", f"{family.name} {_digest(family.files)}"
    )


def _sources() -> tuple[Path, ...]:
    modules = [_PACKAGE / f"{name}.py" for name in _MAKES_THE_SHEET]
    return tuple(sorted([*_TEMPLATES.iterdir(), *modules]))


def _digest(files: tuple[Path, ...]) -> str:
    # line ends differ between systems, words do not
    whole = sha256()
    for file in files:
        whole.update(sha256(file.read_bytes().replace(b"\r\n", b"\n")).digest())
    return whole.hexdigest()[:16]
