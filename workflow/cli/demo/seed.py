"""The two plans that the demo stands on, known by what they say and not by the names of their files."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workflow.domain.errors import InvalidInput
from workflow.domain.inputs.writing import RegisterPaper
from workflow.domain.numbers import parse_symbol
from workflow.domain.paper import Citation, Paper
from workflow.domain.states import DocumentKind
from workflow.paper.parse import parse_text

OWN_PLANS = Path(__file__).parent / "plans"
DEPARTMENT, PROVINCE = "ĐU", "TU"


@dataclass(frozen=True, slots=True)
class Seed:
    """Both plans ready for the register, and the place where the department's was signed."""

    province: RegisterPaper
    department: RegisterPaper
    place: str


@dataclass(frozen=True, slots=True)
class _Plan:
    text: str
    paper: Paper

    @property
    def body(self) -> str:
        """Who issued it, by the symbol; a provincial plan is often kept without its head."""
        return parse_symbol(self.paper.symbol).body if self.paper.symbol else PROVINCE


def read_seed(folder: Path | None = None) -> Seed:
    """The plans of a folder of text files (the demo's own without one). Refuses (InvalidInput) a folder in which there
    is not exactly one plan of a province and one of a department's committee that names its place."""
    folder = folder or OWN_PLANS
    plans = list(_plans(folder))
    province, department = (_only(plans, body, folder) for body in (PROVINCE, DEPARTMENT))
    place = department.paper.place
    if place is None:
        raise InvalidInput("Kế hoạch của đảng uỷ sở phải có dòng địa danh, ngày tháng, ví dụ: Sông Lam, ngày 06 …")
    return Seed(_dated(province, department.paper.citations, place), RegisterPaper(department.text), place)


def _plans(folder: Path) -> Iterable[_Plan]:
    for file in sorted(folder.glob("*.txt")):
        text = _text(file)
        paper = parse_text(text)
        if paper.kind == DocumentKind.PLAN:
            yield _Plan(text, paper)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise InvalidInput(f"Không đọc được {file}: hãy lưu tệp dạng văn bản thuần UTF-8.") from unreadable


def _only(plans: Iterable[_Plan], body: str, folder: Path) -> _Plan:
    found = [plan for plan in plans if plan.body == body]
    if len(found) != 1:
        raise InvalidInput(
            f"Thư mục {folder} cần có đúng một kế hoạch của tỉnh uỷ (KH/TU) và một kế hoạch của đảng uỷ sở (KH/ĐU) "
            f"dạng .txt; hiện có {len(found)} kế hoạch KH/{body}."
        )
    return found[0]


def _dated(plan: _Plan, cited: Iterable[Citation], place: str) -> RegisterPaper:
    """Number and day of the provincial plan as the department's plan cites it, when both are of one province."""
    if place not in plan.text:
        return RegisterPaper(plan.text)
    for citation in cited:
        symbol = parse_symbol(citation.symbol)
        if (symbol.kind, symbol.body) == (DocumentKind.PLAN, PROVINCE):
            return RegisterPaper(plan.text, symbol.number, citation.date)
    return RegisterPaper(plan.text)
