"""Kind and abstract (component 5a)."""

import re
from collections.abc import Iterator

from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import ERROR, Slip, rule
from workflow.paper.check.spots import Spot

_REQUIRED = "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)"
# An abstract may begin with a name, which keeps its capital; these words are names only in company.
_NAMES = {"Đảng", "Ban", "Đoàn", "Hội", "Mặt", "Uỷ", "Ủy", "Chi", "Sở", "Tỉnh", "Việt", "Nhân", "Nhà", "Quốc", "Chính"}
_SHORTENED = re.compile(r"[Vv]/[Vv]\s*[:.]?\s+")


@rule(ERROR, _REQUIRED)
def title_missing(reading: Reading) -> Iterator[Slip]:
    """The name of the kind on a line of its own."""
    if not reading.paper.title and reading.paper.kind != "CV":
        yield Slip("title", "Thiếu tên loại văn bản (KẾ HOẠCH, BÁO CÁO…) trên một dòng riêng; hãy bổ sung.")


@rule(ERROR, "36-HD/VPTW Phụ lục 3, ô số 5a")
def title_capitals(reading: Reading) -> Iterator[Slip]:
    """KẾ HOẠCH, BÁO CÁO."""
    typed = reading.paper.typed.title if reading.paper.typed else None
    title = typed or reading.paper.title
    if title != title.upper():
        fix = reading.rewrite(Spot("title", "typed" if typed else "text"), title.upper(), f"Ghi “{title.upper()}”.")
        yield Slip("title", f"Tên loại “{title}” phải viết chữ in hoa; hãy ghi “{title.upper()}”.", fix)


@rule(ERROR, _REQUIRED)
def abstract_missing(reading: Reading) -> Iterator[Slip]:
    """The abstract under the kind."""
    if not reading.paper.abstract.strip():
        yield Slip(
            "abstract", "Thiếu trích yếu dưới tên loại văn bản; hãy ghi tóm tắt nội dung, bắt đầu bằng chữ thường."
        )


@rule(ERROR, "36-HD/VPTW Phụ lục 3, ô số 5a")
def abstract_small_letter(reading: Reading) -> Iterator[Slip]:
    """ "về …", "thực hiện …": the abstract goes on from the kind above it."""
    abstract = reading.paper.abstract
    if found := _SHORTENED.match(abstract):
        proper = f"về việc {abstract[found.end() :]}"
        fix = reading.rewrite(Spot("abstract"), proper, "Ghi “về việc …”.")
        yield Slip("abstract", f"Trích yếu ghi “{found[0].strip()}”; hãy ghi đủ “về việc …”.", fix)
        return
    first = abstract.lstrip("*").split(" ")[0]
    if first and first[0].isupper() and not first.isupper() and first not in _NAMES:
        small = abstract.replace(first, first[0].lower() + first[1:], 1)
        fix = reading.rewrite(Spot("abstract"), small, f"Viết thường chữ đầu: “{first.lower()}”.")
        yield Slip("abstract", f"Trích yếu phải bắt đầu bằng chữ thường; hãy ghi “{first.lower()}…”.", fix)


@rule(ERROR, "36-HD/VPTW Phụ lục 3, ô số 5a")
def abstract_full_stop(reading: Reading) -> Iterator[Slip]:
    """No mark ends the abstract."""
    abstract = reading.paper.abstract.rstrip()
    bare = abstract.rstrip("*")
    stars = abstract[len(bare) :]
    if bare.endswith((".", ";", ",", ":")):
        fix = reading.rewrite(Spot("abstract"), bare.rstrip(".;,: ") + stars, "Bỏ dấu câu ở cuối trích yếu.")
        yield Slip("abstract", f"Trích yếu không kết thúc bằng dấu “{bare[-1]}”; hãy bỏ dấu này.", fix)
