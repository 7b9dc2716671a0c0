"""Who issues: the names at the head, the body in the symbol, and what a body may issue (399-QĐ/TW Điều 11)."""

import re
from collections.abc import Iterator

from workflow.domain import numbers
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import ERROR, WARNING, Slip, rule
from workflow.paper.check.spots import Spot
from workflow.paper.check.tones import to_new

_STATE = re.compile(r"CỘNG HOÀ XÃ HỘI CHỦ NGHĨA|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc", re.IGNORECASE)
# What the body's part of a symbol may be for a name at the head (HD36, HD05: bảng viết tắt).
_BODIES = (
    (r"CHI BỘ", r"CB\d*", "CB"),
    (r"ĐẢNG UỶ KHỐI", r"ĐUK|ĐU", "ĐUK"),
    (r"ĐẢNG UỶ", r"ĐU[A-ZĐ]*", "ĐU"),
    (r"TỈNH UỶ", r"TU", "TU"),
    (r"THÀNH UỶ", r"TU|ThU", "TU"),
    (r"HUYỆN UỶ", r"HU", "HU"),
    (r"QUẬN UỶ", r"QU", "QU"),
    (r"THỊ UỶ", r"ThU|TU", "ThU"),
    (r"VĂN PHÒNG", r"VP[A-ZĐa-z]*", "VP…"),
    (r"UỶ BAN KIỂM TRA", r"UBKT[A-ZĐ]*", "UBKT…"),
    (r"BAN CHẤP HÀNH TRUNG ƯƠNG", r"TW", "TW"),
)
_CELL_MAY_NOT = {"QUY ĐỊNH": "quy định", "HƯỚNG DẪN": "hướng dẫn", "CHỈ THỊ": "chỉ thị", "THÔNG TRI": "thông tri"}
_ABOVE_GRASSROOTS = re.compile(
    r"ĐẢNG BỘ (?:TỈNH|THÀNH PHỐ|TRUNG ƯƠNG|CHÍNH PHỦ|QUỐC HỘI)|TỈNH UỶ|THÀNH UỶ|.*TRUNG ƯƠNG"
)


def issuer_of(reading: Reading) -> str:
    """The issuing body in capitals and new-style tone marks."""
    return to_new(reading.paper.issuer.upper())


def is_cell(reading: Reading) -> bool:
    """Whether a chi bộ issues the paper."""
    return issuer_of(reading).startswith("CHI BỘ")


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)")
def issuer_missing(reading: Reading) -> Iterator[Slip]:
    """The name of the issuing body; an đảng bộ is the organisation above it and issues nothing itself."""
    issuer = issuer_of(reading)
    if not issuer:
        yield Slip("issuer", "Thiếu tên cơ quan ban hành ở góc trái đầu văn bản; hãy bổ sung.")
    elif issuer.startswith("ĐẢNG BỘ"):
        message = (
            f"“{reading.paper.issuer}” là tổ chức đảng cấp trên; dưới đó hãy ghi tên cơ quan ban hành (ĐẢNG UỶ …)."
        )
        yield Slip("issuer", message)


@rule(WARNING, "36-HD/VPTW Phụ lục 3, ô số 2")
def superior_missing(reading: Reading) -> Iterator[Slip]:
    """Over a chi bộ or an đảng uỷ stands the Party organisation above it."""
    if not reading.paper.superior and re.match(r"CHI BỘ|ĐẢNG UỶ|HUYỆN UỶ", issuer_of(reading)):
        yield Slip("superior", "Thiếu tên tổ chức đảng cấp trên (ĐẢNG BỘ …) ở trên tên cơ quan ban hành; hãy bổ sung.")


@rule(ERROR, "36-HD/VPTW Phụ lục 3, ô số 2")
def issuer_capitals(reading: Reading) -> Iterator[Slip]:
    """Both names at the head are in capitals."""
    for place in ("superior", "issuer"):
        name = getattr(reading.paper, place) or ""
        if name != name.upper():
            fix = reading.rewrite(Spot(place), name.upper(), f"Viết hoa cả tên: “{name.upper()}”.")
            yield Slip(place, f"Tên “{name}” ở đầu văn bản phải viết chữ in hoa; hãy ghi “{name.upper()}”.", fix)


@rule(ERROR, "399-QĐ/TW phần IV; 36-HD/VPTW Phụ lục 3, ô số 1")
def state_heading(reading: Reading) -> Iterator[Slip]:
    """The state's heading has no place on a paper of the Party."""
    paper = reading.paper
    named = [("superior", paper.superior or ""), ("issuer", paper.issuer)]
    named += [(block.id, block.text) for block in paper.blocks[:4]]
    for place, text in named:
        if _STATE.search(to_new(text)):
            yield Slip(place, "Văn bản của Đảng không ghi quốc hiệu, tiêu ngữ của Nhà nước; hãy bỏ dòng này.")


@rule(ERROR, "36-HD/VPTW 1.3; 05-HD/VPTW: bảng chữ viết tắt tên loại")
def symbol_kind(reading: Reading) -> Iterator[Slip]:
    """The kind in the symbol is the kind at the head."""
    paper, symbol = reading.paper, _symbol(reading)
    kind = "QĐ" if to_new(paper.title.upper()) == "QUY ĐỊNH" else numbers.kind_of(to_new(paper.title.upper()))
    if symbol and kind and symbol.kind not in (kind, "QĐi" if kind == "QĐ" else kind):
        yield Slip(
            "number",
            f"Ký hiệu “{paper.symbol}” không khớp tên loại {paper.title} ({kind}); hãy xem lại tên loại hoặc số.",
        )


@rule(ERROR, "36-HD/VPTW 1.3; 05-HD/VPTW: bảng chữ viết tắt tên cơ quan")
def symbol_body(reading: Reading) -> Iterator[Slip]:
    """The body in the symbol is the issuing body: CB, ĐU, TU, VPĐU …"""
    symbol, issuer = _symbol(reading), issuer_of(reading)
    for name, allowed, shown in _BODIES:
        if symbol and issuer.startswith(name):
            if re.fullmatch(allowed, symbol.body.partition("-")[0]) is None:
                message = f"Ký hiệu “{reading.paper.symbol}” không khớp cơ quan ban hành {reading.paper.issuer}"
                yield Slip("number", f"{message}; phần sau dấu gạch chéo hãy ghi {shown}.")
            return


@rule(ERROR, "399-QĐ/TW Điều 11")
def cell_may_not_issue(reading: Reading) -> Iterator[Slip]:
    """A chi bộ issues no quy định, hướng dẫn, chỉ thị, thông tri."""
    kind = _CELL_MAY_NOT.get(to_new(reading.paper.title.upper()))
    if kind and is_cell(reading):
        yield Slip("title", f"Chi bộ không ban hành {kind}; hãy chọn loại văn bản khác hoặc đề nghị đảng uỷ ban hành.")


@rule(WARNING, "399-QĐ/TW Điều 11")
def committee_may_not_issue(reading: Reading) -> Iterator[Slip]:
    """A grassroots đảng uỷ issues no chỉ thị and no thông tri, hướng dẫn only by its ban thường vụ and quy chế only by
    the whole committee. Whether the issuer is one cannot always be told from the paper, so it is a warning."""
    paper = reading.paper
    title, signed = to_new(paper.title.upper()), to_new((paper.signature.authority or "").upper())
    if not issuer_of(reading).startswith("ĐẢNG UỶ") or _ABOVE_GRASSROOTS.match(to_new((paper.superior or "").upper())):
        return
    by_standing_committee = "BAN THƯỜNG VỤ" in signed
    if title in ("CHỈ THỊ", "THÔNG TRI"):
        yield Slip("title", f"Đảng uỷ cơ sở không ban hành {title.lower()}; hãy xem lại loại văn bản.")
    elif title == "HƯỚNG DẪN" and signed and not by_standing_committee:
        yield Slip("title", "Ở đảng uỷ cơ sở, hướng dẫn do ban thường vụ ban hành; hãy xem lại quyền hạn ký.")
    elif title == "QUY CHẾ" and by_standing_committee:
        yield Slip("title", "Ở đảng uỷ cơ sở, quy chế do ban chấp hành ban hành; hãy xem lại quyền hạn ký.")


@rule(WARNING, "36-HD/VPTW Phụ lục 3, ô số 2; thực tiễn các văn phòng cấp uỷ")
def advisory_name(reading: Reading) -> Iterator[Slip]:
    """Under the name of its committee an office is called VĂN PHÒNG, without the committee's name again."""
    name = issuer_of(reading)
    if reading.paper.superior and re.fullmatch(r"VĂN PHÒNG (?:ĐẢNG UỶ|TỈNH UỶ|HUYỆN UỶ|THÀNH UỶ).*", name):
        yield Slip(
            "issuer", f"Dưới tên {reading.paper.superior}, cơ quan ban hành chỉ ghi “VĂN PHÒNG”; hãy bỏ phần lặp lại."
        )


def _symbol(reading: Reading) -> numbers.DocumentSymbol | None:
    text = reading.paper.symbol
    found = re.fullmatch(r"(?:\d+-)?([A-ZĐ]{1,3}[ri]?)/([A-ZĐƯ][\w-]*)", text) if text else None
    return numbers.DocumentSymbol(reading.paper.number, found[1], found[2]) if found else None
