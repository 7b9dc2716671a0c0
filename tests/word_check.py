"""Our Word files beside our PDFs, page by page, as LibreOffice sets them: `make word-check`. Needs LibreOffice Writer.

For each paper: the letters on paper are the same; the pages are as many; every line that both set alike stands in the
same place; saved again by LibreOffice the file keeps its words and styles. Prints the figures; exit 1 for a bad one."""

import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.unit.paper.docx.reader import W
from tests.unit.paper.papers import everything
from tests.unit.paper.plans import to_hand
from tests.unit.paper.sheet import Piece, lines
from tests.unit.paper.words import letters
from workflow.domain.blocks import unsuperscript
from workflow.domain.paper import Paper, ProfileName
from workflow.paper.docx import render_docx
from workflow.paper.pdf import render_pdf

FARTHEST = 3.0  # millimetres between the two places of a line of page 1, where nothing before it can differ
LEAST_ALIKE = 0.8  # of the lines: the others are broken elsewhere, at a hyphen mostly
_SECONDS = 300


@dataclass(frozen=True)
class Compared:
    """What was measured on one paper; distances in millimetres."""

    name: str
    pages: tuple[int, int]
    same_letters: bool
    alike: float
    middle: float
    farthest: float
    kept: bool

    @property
    def good(self) -> bool:
        """Whether nothing is off."""
        near = self.farthest <= FARTHEST and self.alike >= LEAST_ALIKE
        return self.same_letters and self.kept and near and self.pages[0] == self.pages[1]

    def __str__(self) -> str:
        pages = f"{self.pages[0]}/{self.pages[1]} trang"
        words = "đủ chữ" if self.same_letters else "THIẾU CHỮ"
        saved = "lưu lại còn nguyên" if self.kept else "LƯU LẠI BỊ MẤT"
        near = f"{self.alike:.0%} dòng trùng, trang 1 lệch giữa {self.middle:.2f} mm, xa nhất {self.farthest:.2f} mm"
        return f"{'đạt ' if self.good else 'HỎNG'} {self.name}: {pages}, {words}, {near}, {saved}"


def papers() -> Iterator[tuple[str, Paper]]:
    """The plans to hand, and a paper with everything as three kinds under both guides."""
    for plan in to_hand():
        yield plan.name, plan.paper
    for profile in ProfileName:
        for kind, title in (("BC", "BÁO CÁO"), ("CV", ""), ("TTr", "TỜ TRÌNH")):
            yield f"{kind} {profile}", everything(kind=kind, title=title, profile=profile, proof=None)


def compared(name: str, paper: Paper, folder: Path) -> Compared:
    """Set the paper three times: as PDF, as Word by LibreOffice, as Word saved again by LibreOffice."""
    word, again = folder / "paper.docx", folder / "again"
    word.write_bytes(render_docx(paper))
    _converted(word, "pdf", folder)
    _converted(word, "docx", again)
    ours, theirs = lines(render_pdf(paper).pdf), lines((folder / "paper.pdf").read_bytes())
    places = {(_letters_of(line), line.page): line for page in theirs for line in page}
    all_ours = [line for page in ours for line in page if _letters_of(line)]
    pairs = [(line, found) for line in all_ours if (found := places.get((_letters_of(line), line.page)))]
    gaps = [_gap(one, other) for one, other in pairs if one.page == 0] or [0.0]
    return Compared(
        name,
        (len(ours), len(theirs)),
        _letters(ours) == _letters(theirs),
        len(pairs) / len(all_ours),
        median(gaps),
        max(gaps),
        _inside(word) == _inside(again / "paper.docx"),
    )


def _converted(file: Path, kind: str, into: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(into / 'profile').as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(into), str(file)], check=True, capture_output=True, timeout=_SECONDS)


def _letters(pages: list[list[Piece]]) -> Counter[str]:
    return Counter("".join(_letters_of(line) for page in pages for line in page))


def _letters_of(line: Piece) -> str:
    """Note numbers are raised digits with us and raised by Word."""
    return letters(unsuperscript(line.text))


def _gap(one: Piece, other: Piece) -> float:
    return max(abs(one.left - other.left), abs(one.bottom - other.bottom))


def _inside(file: Path) -> tuple[list[str], list[str], set[str]]:
    """The words of text and notes, and the names of the styles in use."""
    with zipfile.ZipFile(file) as archive:
        there = {f"word/{part}.xml": part for part in ("document", "footnotes", "styles")}
        parts = {
            there[name]: ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name in there
        }
    document, notes, styles = parts["document"], parts.get("footnotes"), parts["styles"]
    names = {style.get(f"{W}styleId"): style.find(f"{W}name") for style in styles.iter(f"{W}style")}
    used = [names[one.get(f"{W}val")] for one in document.iter(f"{W}pStyle")]
    shown = {str(name.get(f"{W}val")).lower() for name in used if name is not None}
    return _words(document), _words(notes) if notes is not None else [], shown - {"hết phần"}


def _words(part: ElementTree.Element) -> list[str]:
    """The words of a part; LibreOffice parts runs differently."""
    return " ".join("".join(p.text or "" for p in one.iter(f"{W}t")) for one in part.iter(f"{W}p")).split()


def main() -> int:
    """0 when every paper is good, 1 when one is not, 2 without LibreOffice."""
    if shutil.which("soffice") is None:
        print("Chưa có LibreOffice. Hãy cài: sudo apt-get install -y libreoffice-writer-nogui", file=sys.stderr)  # noqa: T201
        return 2
    good = True
    for name, paper in papers():
        with TemporaryDirectory() as folder:
            found = compared(name, paper, Path(folder))
        print(found, flush=True)  # noqa: T201
        good = good and found.good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
