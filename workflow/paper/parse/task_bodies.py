"""Who is to do a task, as plans say it: a heading, "Giao Ban …", "chủ trì, phối hợp với …", a sentence's subject."""

import re
from dataclasses import dataclass

_START = (
    r"(?:Các (?!nhiệm vụ|giải pháp|nội dung|hoạt động|phong trào|cuộc)|Ban (?!hành)|Đảng đoàn|Đảng [uủ]|"
    r"Đảng bộ|Chi bộ|Chi [uủ]|"
    r"Cấp [uủ]|Văn phòng|Mặt trận|[UỦ][ỷy] ban|Thường trực|Thường vụ|Huyện [uủ]|Thành [uủ]|Tỉnh [uủ]|Thị [uủ]|"
    r"Tỉnh đoàn|"
    r"Sở (?!hữu)|Công đoàn|Liên đoàn|Đoàn (?!kết)|Hội (?!nghị|thảo|thi)|Công an|Bộ Chỉ huy|Quân|Trường|Trung tâm|Phòng|"
    r"Báo|Đài|Bảo tàng|Thư viện|Thanh tra|Cục|Chi cục|Viện|Đồng chí|Bí thư|Phó Bí thư|Tổ chức đảng|Cơ quan|Đơn vị|"
    r"Người đứng đầu|Thủ trưởng|HĐND|UBND|MTTQ|BTV|BCH)"
)
_VERB = (
    r"(?:chủ trì|phối hợp|theo dõi|đôn đốc|hướng dẫn|(?<![Bb]an )kiểm tra|giám sát|tham mưu|giúp|định hướng|tổng hợp|"
    r"lãnh đạo|chỉ đạo|xây dựng|tổ chức(?! đảng| đoàn| chính trị| cơ sở| xã hội| hội)|ban hành|triển khai|thực hiện|"
    r"quán triệt|rà soát|chăm lo|đảm nhận|nâng cao|đẩy mạnh|tăng cường|báo cáo|căn cứ|quan tâm|tiếp tục|kể chuyện|"
    r"chủ động|có trách nhiệm|phát huy|cụ thể ho[áa]|cụ thể hóa|đánh giá|phổ biến|tuyên truyền|bố trí|thẩm định|trình|"
    r"đề xuất|nghiên cứu|hoàn thành|hoàn thiện|chuẩn bị|lập|gửi|cử|phân công|đổi mới|tập trung|biên soạn|đăng ký|"
    r"sơ kết|"
    r"tổng kết|chịu trách nhiệm|vận động|thường xuyên|kịp thời|dành|số ho[áa]|số hóa|mở)"
)
_ENDS = rf"(?=,? {_VERB}\b|\s*[.;:(]|$)"
_CHARGED = re.compile(rf"^(?:Giao |Đề nghị |Phân công )?(?P<lead>{_START}[^.;:()]{{0,160}}?),? (?={_VERB}\b)")
_GIVEN = re.compile(rf"\b(?:Giao|giao|do|Do|Phân công|phân công) (?P<lead>{_START}[^.;:()]{{0,160}}?),? (?={_VERB}\b)")
_WITH = re.compile(
    rf"\b[Pp]hối hợp (?:chặt chẽ )?(?:với|cùng)(?: với)? (?P<with>[^.;:()]{{2,200}}?){_ENDS}"
    rf"|chủ trì, (?P<too>{_START}[^.;:()]{{0,160}}?) phối hợp\b"
)
_HEADING = re.compile(rf"(?:Đối với (?P<named>.+)|(?P<bare>{_START}.*))")
_HAS_VERB = re.compile(rf" {_VERB}\b")
_PIECES = re.compile(r"\s*[,;]\s*")
_BEGINS = re.compile(_START, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Those who lead a task and those who take part in it, as printed."""

    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()


NOBODY = Bodies()


def named(words: str) -> tuple[str, ...]:
    """A list of bodies into its parts. "Các sở, ban, ngành" and "Sở Văn hoá, Thể thao và Du lịch" are one body each."""
    parts: list[str] = []
    for piece in filter(None, _PIECES.split(words.strip(" .;:,-*"))):
        if parts and _goes_on(parts[-1], piece):
            parts[-1] += f", {piece}"
        else:
            parts.append(piece)
    return tuple(parts)


def of_heading(heading: str) -> Bodies:
    """Who is charged with what stands under a heading: "Đối với cấp uỷ, tổ chức đảng", "Đảng đoàn Mặt trận"."""
    found = _HEADING.fullmatch(heading.strip(" :."))
    if found is None:
        return NOBODY
    if found["bare"] and _HAS_VERB.search(heading):
        return of_sentence(heading)
    return Bodies(named(found["named"] or found["bare"]))


def of_sentence(words: str) -> Bodies:
    """Who is charged by the words of a task themselves: its subject, "Giao … chủ trì, phối hợp với …"."""
    charged = _CHARGED.search(words) or _GIVEN.search(words)
    taking_part = tuple(name for found in _WITH.finditer(words) for name in named(found["with"] or found["too"]))
    return Bodies(named(charged["lead"]) if charged else (), taking_part)


def _goes_on(before: str, piece: str) -> bool:
    """Whether a piece after a comma still belongs to the body before it."""
    if not _BEGINS.match(piece) and not piece.startswith(
        ("cấp", "tổ chức", "chính quyền", "người", "toàn", "chi ", "đảng")
    ):
        return True
    last = before.rpartition(", ")[2]
    shares = before.startswith("Các ") and piece[0].islower() and not piece.startswith(("các ", "cấp "))
    return shares or len(piece.split()) == 1 or len(last.split()) == 1
