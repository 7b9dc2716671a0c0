"""Who receives the paper: Kính gửi, Kính trình and Nơi nhận (components 9a and 9b)."""

import re
from collections.abc import Iterator, Sequence

from workflow.domain.blocks import BlockType, plain
from workflow.domain.kinds import ADDRESSED
from workflow.domain.paper import ProfileName
from workflow.domain.states import DocumentKind
from workflow.paper.check.finding import Edit, Fix
from workflow.paper.check.issuer import is_cell, issuer_of
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import ERROR, WARNING, Slip, rule
from workflow.paper.check.spots import Spot
from workflow.paper.check.tones import fold, to_new
from workflow.paper.profiles import PROFILES

_LIST = "36-HD/VPTW mục nơi nhận; 05-HD/VPTW 9.2.5"
_PRACTICE = "Thực tiễn các văn phòng cấp uỷ"
_FILE = re.compile(r"Lưu\b\s*:?\s*(?P<room>.*)", re.IGNORECASE)
_REPORTED = re.compile(r"\((?:để )?(?:b/c|báo cáo)\)", re.IGNORECASE)
_ADDRESSED = re.compile(r"Kính (?:gửi|trình)\b", re.IGNORECASE)
_OFFICES = {"ĐẢNG UỶ": "VPĐU", "TỈNH UỶ": "VPTU", "HUYỆN UỶ": "VPHU", "QUẬN UỶ": "VPQU"}
_FIRST_BLOCKS = 3
_TYPED = Spot("recipients", "typed")


def _mark(reading: Reading) -> str:
    return PROFILES[reading.paper.profile].recipients_separator


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)")
def recipients_missing(reading: Reading) -> Iterator[Slip]:
    """A paper says who receives it; minutes go nowhere but into the file."""
    if not reading.paper.recipients and reading.paper.kind != "BB":
        yield Slip("recipients", "Thiếu Nơi nhận; hãy ghi từng nơi nhận trên một dòng, dòng cuối là “Lưu …”.")


@rule(ERROR, _LIST)
def recipients_separator(reading: Reading) -> Iterator[Slip]:
    """A comma (HD36) or a semicolon (HD05) after each addressee."""
    typed, mark = _typed(reading), _mark(reading)
    wrong = [line for line in typed[:-1] if not line.endswith(mark)]
    if not wrong:
        return
    name = "dấu phẩy" if reading.paper.profile is ProfileName.HD36 else "dấu chấm phẩy"
    fixed = [line if line.endswith(mark) else f"{line.rstrip(' ,;.')}{mark}" for line in typed[:-1]]
    fix = reading.rewrite(_TYPED, "\n".join([*fixed, typed[-1]]), f"Đặt {name} sau mỗi nơi nhận.")
    yield Slip(
        "recipients", f"Theo {reading.paper.profile.guide}, sau mỗi nơi nhận đặt {name}; hãy sửa “{wrong[0]}”.", fix
    )


@rule(ERROR, _LIST)
def recipients_full_stop(reading: Reading) -> Iterator[Slip]:
    """A full stop after the last addressee."""
    typed = _typed(reading)
    if typed and not typed[-1].endswith("."):
        fixed = [*typed[:-1], typed[-1].rstrip(" ,;") + "."]
        fix = reading.rewrite(_TYPED, "\n".join(fixed), "Đặt dấu chấm ở cuối Nơi nhận.")
        yield Slip("recipients", f"Sau nơi nhận cuối cùng đặt dấu chấm; hãy sửa “{typed[-1]}”.", fix)


@rule(ERROR, _PRACTICE)
def file_copy_missing(reading: Reading) -> Iterator[Slip]:
    """The list names where the original is kept."""
    lines = reading.paper.recipients
    if lines and not any(_FILE.match(line) for line in lines):
        message = "Nơi nhận thiếu dòng “Lưu …”; hãy ghi nơi lưu ở dòng cuối."
        fix = _relisted(reading, [*lines, "Lưu Chi bộ"], "Thêm dòng “Lưu Chi bộ”.") if is_cell(reading) else None
        yield Slip("recipients", message, fix)


@rule(ERROR, _PRACTICE)
def file_copy_last(reading: Reading) -> Iterator[Slip]:
    """ "Lưu …" is the last line."""
    lines = reading.paper.recipients
    kept = [line for line in lines if _FILE.match(line)]
    if kept and not _FILE.match(lines[-1]):
        order = [*(line for line in lines if line not in kept), *kept]
        fix = _relisted(reading, order, "Đưa dòng “Lưu …” xuống cuối.")
        yield Slip("recipients", f"Dòng “{kept[0]}” phải đứng cuối Nơi nhận; hãy đưa xuống cuối.", fix)


@rule(ERROR, _PRACTICE)
def file_copy_colon(reading: Reading) -> Iterator[Slip]:
    """ "Lưu VPĐU", without a colon."""
    lines = reading.paper.recipients
    wrong = next((line for line in lines if re.match(r"Lưu\s*:", line, re.IGNORECASE)), None)
    if wrong:
        proper = re.sub(r"^Lưu\s*:\s*", "Lưu ", wrong, flags=re.IGNORECASE)
        fix = _relisted(reading, [proper if line == wrong else line for line in lines], f"Ghi “{proper}”.")
        yield Slip("recipients", f"Sau chữ “Lưu” không có dấu hai chấm; hãy ghi “{proper}”.", fix)


@rule(ERROR, _PRACTICE)
def file_copy_state_form(reading: Reading) -> Iterator[Slip]:
    """ "Lưu VT" is the state's form: a Party paper names the office or the chi bộ."""
    room = _room(reading)
    if re.match(r"VT\b", room):
        proper = "Lưu Chi bộ" if is_cell(reading) else f"Lưu {_office(reading) or 'VPĐU'}"
        yield Slip("recipients", f"“Lưu {room}” là cách ghi của văn bản hành chính; hãy ghi như “{proper}”.")


@rule(ERROR, _PRACTICE)
def file_copy_of_another(reading: Reading) -> Iterator[Slip]:
    """The file copy lies with the issuing body: "Lưu VPHU" under a paper of an đảng uỷ was copied from elsewhere."""
    room, own = to_new(_room(reading)), _office(reading)
    named = re.match(r"VP(?:TW|TU|ĐU|HU|QU|ThU)\b", room)
    in_cell = is_cell(reading)
    if (named and in_cell) or (named and own and named[0] != own):
        proper = "Chi bộ" if in_cell else own
        yield Slip("recipients", f"“Lưu {room}” không phải nơi lưu của {reading.paper.issuer}; hãy ghi “Lưu {proper}”.")
    elif own and room.lower() in ("chi bộ", "cb"):
        yield Slip("recipients", f"“Lưu {room}” không phải nơi lưu của {reading.paper.issuer}; hãy ghi “Lưu {own}”.")


@rule(WARNING, _PRACTICE)
def recipient_twice(reading: Reading) -> Iterator[Slip]:
    """Nobody is named twice."""
    lines = reading.paper.recipients
    seen: dict[str, str] = {}
    for line in lines:
        seen.setdefault(fold(line), line)
    kept = list(seen.values())
    if len(kept) < len(lines):
        twice = next(line for at, line in enumerate(lines) if fold(line) in map(fold, lines[:at]))
        fix = _relisted(reading, kept, f"Chỉ giữ một dòng “{twice}”.")
        yield Slip("recipients", f"“{twice}” được ghi hai lần trong Nơi nhận; hãy bỏ một dòng.", fix)


@rule(WARNING, _PRACTICE)
def reported_to_superior(reading: Reading) -> Iterator[Slip]:
    """A report goes to the superior, marked "(b/c)"."""
    paper = reading.paper
    if paper.kind == "BC" and paper.recipients and not any(_REPORTED.search(line) for line in paper.recipients):
        yield Slip("recipients", "Báo cáo chưa ghi cấp trên với “(b/c)” trong Nơi nhận; hãy bổ sung.")


@rule(WARNING, "36-HD/VPTW, 05-HD/VPTW mục nơi nhận")
def as_above(reading: Reading) -> Iterator[Slip]:
    """ "Như trên" belongs to papers with Kính gửi or Kính trình."""
    paper = reading.paper
    has = any(fold(line).startswith("như trên") for line in paper.recipients)
    if has and paper.kind in ("KH", "BC"):
        yield Slip("recipients", "Kế hoạch, báo cáo không có Kính gửi; hãy bỏ “Như trên” ở Nơi nhận.")
    elif paper.kind in ADDRESSED and paper.recipients and not has:
        yield Slip("recipients", "Công văn, tờ trình ghi “Như trên” ở dòng đầu Nơi nhận; hãy bổ sung.")


@rule(ERROR, "36-HD/VPTW, 05-HD/VPTW Phụ lục 3, ô số 9a")
def addressed_though_not(reading: Reading) -> Iterator[Slip]:
    """Plans and reports carry no Kính gửi."""
    paper = reading.paper
    if paper.kind not in ("KH", "BC"):
        return
    message = "Kế hoạch, báo cáo không ghi Kính gửi, Kính trình; hãy bỏ dòng này và ghi nơi nhận ở cuối văn bản."
    if paper.addressees:
        yield Slip("addressees", message)
    for block in paper.blocks[:_FIRST_BLOCKS]:
        if block.type is BlockType.PARAGRAPH and _ADDRESSED.match(plain(block.text)):
            yield Slip(block.id, message)


@rule(ERROR, "05-HD/VPTW 9.2.4; 36-HD/VPTW mục nơi nhận")
def addressee_missing(reading: Reading) -> Iterator[Slip]:
    """A tờ trình says Kính trình (HD36: Kính gửi), a công văn Kính gửi."""
    paper = reading.paper
    typed = any(_ADDRESSED.match(plain(block.text)) for block in paper.blocks[:_FIRST_BLOCKS])
    if paper.kind not in ADDRESSED or paper.addressees or typed:
        return
    word = "Kính trình" if paper.kind == DocumentKind.SUBMISSION and paper.profile is ProfileName.HD05 else "Kính gửi"
    yield Slip("addressees", f"Thiếu “{word}:” ở trên nội dung; hãy ghi cơ quan, người nhận.")


def _typed(reading: Reading) -> Sequence[str]:
    return reading.paper.typed.recipients if reading.paper.typed else ()


def _relisted(reading: Reading, lines: Sequence[str], words: str) -> Fix:
    """The list anew. Of an imported paper the lines as typed follow, with the marks of the guide."""
    edits = [Edit(Spot("recipients"), "\n".join(reading.paper.recipients), "\n".join(lines))]
    if _typed(reading):
        marked = [f"{line}{_mark(reading)}" for line in lines[:-1]] + [f"{lines[-1]}."]
        edits.append(Edit(_TYPED, "\n".join(_typed(reading)), "\n".join(marked)))
    return Fix(words, tuple(edits))


def _room(reading: Reading) -> str:
    found = next((match for line in reading.paper.recipients if (match := _FILE.match(line))), None)
    return found["room"].strip() if found else ""


def _office(reading: Reading) -> str | None:
    return next((office for name, office in _OFFICES.items() if issuer_of(reading).startswith(name)), None)
