"""Documents that the text cites: how their symbols and days are written (HD36 1.3; HD05 4.2.2, 6.1)."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import zip_longest

from workflow.domain import dates
from workflow.domain.blocks import BlockType, plain
from workflow.domain.citations import KIND_NAMES, REGULATION
from workflow.paper.check.finding import Edit, Fix
from workflow.paper.check.reading import Mention, Reading
from workflow.paper.check.registry import ERROR, WARNING, Slip, rule
from workflow.paper.check.spots import Spot
from workflow.paper.check.tones import fold

_SYMBOL = "36-HD/VPTW 1.3.1; 05-HD/VPTW mục số và ký hiệu"
_CITING = "Cách viện dẫn văn bản, thực tiễn các văn phòng cấp uỷ"
_DAY = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_BASIS = re.compile(r"\*{0,2}(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b")
_CENTRE = re.compile(r"(?:Ban Chấp hành Trung ương|Bộ Chính trị|Ban Bí thư|Trung ương)")
_PROVINCE = re.compile(r"(?:Ban Thường vụ |Ban Chấp hành Đảng bộ )?(?:tỉnh uỷ|thành uỷ|tỉnh|thành phố)")
_SHOWN_ISSUER = 60
_FIRST_SMALL_MONTH, _TEN = 3, 10


@rule(ERROR, _SYMBOL)
def cited_symbol_spaces(reading: Reading) -> Iterator[Slip]:
    """ "113-KH/ĐUK", not "113 - KH/ĐUK"."""
    for mention in reading.mentions:
        proper = f"{mention.typed.split('-')[0].split('–')[0].strip()}-{mention.symbol.kind}/{mention.symbol.body}"
        if mention.typed != proper:
            yield _replaced(mention, mention.start, mention.end, proper, f"Ký hiệu “{mention.typed}” viết chưa đúng")


@rule(WARNING, _SYMBOL)
def cited_number_zero(reading: Reading) -> Iterator[Slip]:
    """A number below ten takes a leading zero in a citation too."""
    for mention in reading.mentions:
        if re.match(r"\d(?!\d)", mention.typed):
            proper = f"0{mention.typed}"
            yield _replaced(
                mention, mention.start, mention.end, proper, f"Số “{mention.typed}” nhỏ hơn 10 phải có số 0"
            )


@rule(WARNING, _SYMBOL)
def cited_number_colon(reading: Reading) -> Iterator[Slip]:
    """ "số 43-NQ/TW", without a colon."""
    for mention in reading.mentions:
        if mention.has_colon:
            start = mention.text.rindex("số", 0, mention.start)
            proper = f"số {mention.typed}"
            yield _replaced(mention, start, mention.end, proper, "Sau chữ “số” không có dấu hai chấm")


@rule(ERROR, _SYMBOL)
def symbol_of_no_body(reading: Reading) -> Iterator[Slip]:
    """ "TƯ" is no body's symbol: the centre is TW, a tỉnh uỷ TU."""
    symbol = reading.paper.symbol or ""
    if symbol.endswith("/TƯ"):
        yield Slip("number", f"Ký hiệu “{symbol}” sai: Trung ương ghi TW, tỉnh uỷ ghi TU; hãy sửa phần sau gạch chéo.")
    for mention in reading.mentions:
        if mention.symbol.body != "TƯ":
            continue
        message = f"Ký hiệu “{mention.typed}” sai: Trung ương ghi TW, tỉnh uỷ ghi TU"
        body = _body_named(mention)
        if body:
            proper = mention.typed.removesuffix("TƯ") + body
            yield _replaced(mention, mention.start, mention.end, proper, message)
        else:
            yield Slip(mention.spot.place, f"{message}; hãy đối chiếu văn bản gốc.")


def _body_named(mention: Mention) -> str | None:
    after = re.match(r"[\s,]*của\s+", mention.text[mention.after :])
    named = mention.text[mention.after + after.end() :][:_SHOWN_ISSUER] if after else ""
    if _CENTRE.match(named):
        return "TW"
    return "TU" if _PROVINCE.match(fold(named)) or _PROVINCE.match(named) or "Tỉnh u" in named else None


@rule(ERROR, "36-HD/VPTW, 05-HD/VPTW: bảng chữ viết tắt tên loại")
def cited_kind(reading: Reading) -> Iterator[Slip]:
    """The word before a symbol is the name of its kind."""
    for mention in reading.mentions:
        names = {KIND_NAMES.get(mention.symbol.kind), REGULATION if mention.symbol.kind in ("QĐ", "QĐi") else None}
        if mention.type_name and mention.symbol.kind in (*KIND_NAMES, "QĐi") and mention.type_name not in names:
            message = f"“{mention.type_name} số {mention.typed}”: tên loại không khớp ký hiệu {mention.symbol.kind}"
            yield Slip(mention.spot.place, f"{message}; hãy đối chiếu văn bản gốc.")


@rule(WARNING, "05-HD/VPTW 4.2.2")
def text_date_zero(reading: Reading) -> Iterator[Slip]:
    """Days inside the text follow the same rule of zeros: 05/9/2025, 06/02/2024."""
    for spot, text in reading.prose:
        edits = []
        for found in _days(text):
            day, month = int(found[1]), int(found[2])
            shown = f"{month:02}" if month < _FIRST_SMALL_MONTH else str(month)
            proper = f"{day:02}/{shown}/{found[3]}"
            if found[0] != proper and 1 <= month <= 12 and 1 <= day <= 31:
                edits.append((found, proper))
        if edits:
            yield _dates_slip(spot, text, edits)


def _days(text: str) -> Iterator[re.Match[str]]:
    return _DAY.finditer(text) if "/" in text else iter(())


def _dates_slip(spot: Spot, text: str, edits: list[tuple[re.Match[str], str]]) -> Slip:
    fixed = text
    for found, proper in reversed(edits):
        fixed = fixed[: found.start()] + proper + fixed[found.end() :]
    said = ", ".join(f"“{proper}”" for _, proper in edits)
    fix = Fix(f"Ghi {said}.", (Edit(spot, text, fixed),))
    return Slip(
        spot.place,
        f"Ngày “{edits[0][0][0]}” viết chưa đúng số 0 (ngày dưới 10, tháng 1 và 2 có số 0); hãy ghi {said}.",
        fix,
    )


@rule(ERROR, "Lịch")
def text_date_real(reading: Reading) -> Iterator[Slip]:
    """A day that the calendar has."""
    for spot, text in reading.prose:
        for found in _days(text):
            try:
                dt.date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                yield Slip(spot.place, f"“{found[0]}” là ngày không có thật; hãy sửa lại.")


@rule(WARNING, _CITING)
def cited_without_day(reading: Reading) -> Iterator[Slip]:
    """The first time the text cites a document its day stands with it, or stood in the abstract."""
    seen: set[str] = set()
    for mention in reading.mentions:
        symbol = str(mention.symbol)
        in_abstract = mention.spot.place == "abstract" and mention.day is None
        if symbol in seen or symbol == reading.paper.symbol or in_abstract:
            continue
        seen.add(symbol)
        if mention.day is None:
            yield _undated(reading, mention)


def _undated(reading: Reading, mention: Mention) -> Slip:
    known = reading.register.get(str(mention.symbol), ())
    message = f"Lần đầu nêu “{mention.typed}” chưa ghi ngày, tháng, năm; hãy ghi đủ số, ngày, cơ quan và trích yếu."
    if len(known) != 1 or re.match(r"\s*,?\s*ngày", mention.text[mention.end :]):
        return Slip(mention.spot.place, message)
    day = f", ngày {dates.short(known[0].date)}"
    fixed = mention.text[: mention.end] + day + mention.text[mention.end :]
    return Slip(mention.spot.place, message, Fix(f"Thêm “{day}”.", (Edit(mention.spot, mention.text, fixed),)))


@rule(ERROR, _CITING)
def cited_with_two_days(reading: Reading) -> Iterator[Slip]:
    """One document has one day throughout a paper."""
    first: dict[str, dt.date] = {}
    for mention in reading.mentions:
        if mention.date is None:
            continue
        day = first.setdefault(str(mention.symbol), mention.date)
        if day != mention.date:
            yield Slip(
                mention.spot.place,
                f"“{mention.symbol}” ghi ngày {dates.short(mention.date)}, chỗ khác ghi ngày {dates.short(day)};"
                " hãy đối chiếu văn bản gốc.",
            )


@rule(WARNING, "Quy định 399-QĐ/TW (cách trình bày căn cứ); nguồn chưa thống nhất về dòng cuối")
def basis_marks(reading: Reading) -> Iterator[Slip]:
    """Each căn cứ on its own line ends with a semicolon, the last one with a comma."""
    basis = [block for block in reading.text_blocks if _BASIS.match(block.text)]
    lists = [block for block in basis if block.marker or len(plain(block.text)) < 400]
    for block, following in zip_longest(lists, lists[1:]):
        mark, text = (";" if following else ","), block.text.rstrip()
        bare = text.rstrip("*")
        if block.type is BlockType.HEADING or len(basis) < 2 or bare.endswith(mark):
            continue
        fixed = bare.rstrip(" .,;") + mark + text[len(bare) :]
        name = "chấm phẩy" if following else "phẩy"
        fix = reading.rewrite(Spot(block.id), fixed, f"Đặt dấu {name} ở cuối căn cứ.")
        yield Slip(block.id, f"Cuối căn cứ này đặt dấu {name}; hãy sửa.", fix)


@rule(WARNING, "Quy định 399-QĐ/TW (cách trình bày căn cứ)")
def basis_italic(reading: Reading) -> Iterator[Slip]:
    """A căn cứ is set upright in a Party paper."""
    for block in reading.text_blocks:
        if block.text.startswith("*") and not block.text.startswith("**") and _BASIS.match(block.text):
            fix = reading.rewrite(Spot(block.id), block.text.replace("*", ""), "Bỏ chữ nghiêng ở căn cứ.")
            yield Slip(block.id, "Căn cứ trong văn bản của Đảng viết chữ đứng; hãy bỏ chữ nghiêng.", fix)


def _replaced(mention: Mention, start: int, end: int, proper: str, message: str) -> Slip:
    fixed = mention.text[:start] + proper + mention.text[end:]
    fix = Fix(f"Ghi “{proper}”.", (Edit(mention.spot, mention.text, fixed),))
    return Slip(mention.spot.place, f"{message}; hãy ghi “{proper}”.", fix)
