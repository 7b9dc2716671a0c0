"""Which styles the Word file has: one for each component of the paper, with the numbers of its profile."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from workflow.paper.docx.numbering import BULLET_STYLES, BULLETS, RECIPIENTS
from workflow.paper.docx.xml import Element, w
from workflow.paper.profiles import Profile

MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM"
_MOTTO_WIDTH = 13.78  # of the bold motto, in its own size
_NATURAL_LINE = 1.107  # of the font, in its own size
_HEADING_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style. `size`, `bold`, `italic` None are those of the base; `line` is "Exactly", in points like
    `before` and `after`; `indent` is the first line's in millimetres, `sides` is what is left free at both sides;
    `following` is the style of the paragraph after Enter."""

    id: str
    name: str
    base: str = "Normal"
    following: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool = False
    align: str | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    indent: float | None = None
    sides: tuple[float, float] | None = None
    keep_next: bool = False
    outline: int | None = None
    list: tuple[int, int] | None = None
    border: Element | None = None


_centred = partial(Style, align="center")


def catalogue(profile: Profile) -> Iterator[Style]:
    """Every paragraph style of the file; a style stands after the one it is based on."""
    yield Style("Normal", "Normal", base="", size=profile.body_size, line=profile.body_line)
    yield from _title(profile)
    yield from _body(profile)
    yield from _tables(profile)
    yield from _head(profile)
    yield from _foot(profile)
    yield from _pages(profile)


def _title(p: Profile) -> Iterator[Style]:
    title = partial(_centred, bold=True, keep_next=True)
    yield title("Title", "Title", following="Subtitle", size=p.title_size, before=p.body_line)
    yield title("Subtitle", "Subtitle", following="Rule", size=p.abstract_size)
    yield _centred("Rule", "Gạch dưới trích yếu", following="BodyText", size=p.rule_size, after=p.body_space)
    yield Style("AddresseesWord", "Kính gửi", size=p.addressees_size, italic=True, align="right", sides=(0, 2))
    yield Style("Addressee", "Nơi kính gửi", size=p.addressees_size)
    yield _centred("OneAddressee", "Kính gửi một nơi", following="BodyText", size=p.addressees_size, after=p.body_line)


def _body(p: Profile) -> Iterator[Style]:
    body = "BodyText"
    yield Style(body, "Body Text", align="both", after=p.body_space, indent=p.body_indent)
    heading = partial(Style, base=body, following=body, keep_next=True)
    for level in range(1, _HEADING_LEVELS + 1):
        id_, name = f"Heading{level}", f"heading {level}"
        yield heading(id_, name, bold=level <= 3, italic=level >= 3, outline=level - 1)
    yield heading("Division", "Phần, Chương, Mục", bold=True, align="center", indent=0, outline=0)
    yield heading("Article", "Điều", bold=True, outline=3)
    for index, style in enumerate(BULLET_STYLES):
        name = "List Bullet" + (f" {index + 1}" if index else "")
        yield Style(style, name, body, list=(BULLETS, index))
    annex = partial(_centred, bold=True, size=p.annex_title_size, keep_next=True)
    yield annex("AnnexMarker", "Phụ lục", following="AnnexTitle", outline=0)
    yield annex("AnnexTitle", "Tên phụ lục", following=body, after=2 * p.body_space)
    yield Style("FootnoteText", "footnote text", size=p.footnote_size, line=p.footnote_line, align="both")


def _tables(p: Profile) -> Iterator[Style]:
    sizes = {"Cell": ("Ô bảng", p.table_size), "SmallCell": ("Ô bảng rộng", p.wide_table_size)}
    for cell, (name, size) in sizes.items():
        yield Style(cell, name, size=size, line=p.table_line, align="left")
        yield Style(f"{cell}Centre", f"{name} (giữa)", cell, align="center")
        yield Style(f"{cell}Right", f"{name} (phải)", cell, align="right")
        yield Style(f"{cell}Head", f"{name} (đầu bảng)", cell, bold=True, align="center")


def _head(p: Profile) -> Iterator[Style]:
    # kept with what follows for the sake of a copy, whose head stands in the middle of a page
    name, small = partial(_centred, size=p.name_size, keep_next=True), partial(_centred, before=3)
    column = p.text_width - p.header_left
    side = (column - _MOTTO_WIDTH * p.motto_size * 25.4 / 72) / 2
    yield name("Superior", "Tên cơ quan cấp trên", following="Issuer")
    yield name("Issuer", "Tên cơ quan ban hành", bold=True)
    yield name("Star", "Dấu sao")
    yield name("Symbol", "Số và ký hiệu", before=3)
    yield name("Day", "Địa danh và ngày tháng năm", italic=True, before=3)
    yield _centred("Motto", "Tiêu đề của Đảng", size=p.motto_size, bold=True, border=_rule("bottom", 6),
                   sides=(side, side))  # fmt: skip
    yield _centred("LetterAbstract", "Trích yếu công văn", size=p.letter_abstract_size, italic=True,
                   line=p.recipients_line)  # fmt: skip
    yield small("Urgency", "Mức độ khẩn", size=p.urgency_size, bold=True)
    yield small("Circulation", "Phạm vi lưu hành", size=p.circulation_size, bold=True)
    yield small("Draft", "Dự thảo", size=p.draft_size, italic=True)


def _foot(p: Profile) -> Iterator[Style]:
    signature = partial(_centred, size=p.signature_size)
    yield Style("RecipientsTitle", "Nơi nhận (đề mục)", following="Recipient", size=p.recipients_title_size,
                underline=True, before=p.body_line - p.body_space, keep_next=True)  # fmt: skip
    yield Style("Recipient", "Nơi nhận", size=p.recipients_size, line=p.recipients_line, list=(RECIPIENTS, 0))
    yield Style("DrafterMark", "Ký hiệu người soạn thảo", size=p.drafter_mark_size, line=p.recipients_line)
    yield signature("Authority", "Quyền hạn ký", following="Position", bold=True)
    yield signature("Position", "Chức vụ người ký", following="SignerName")
    yield signature("SignerName", "Họ tên người ký", bold=True, before=p.signature_lines * p.body_line)
    yield Style("CopyRule", "Vạch trên bản sao", size=1, line=p.body_line, before=p.body_line,
                border=_rule("top", 8), keep_next=True)  # fmt: skip
    yield _centred("CopyKind", "Loại bản sao", size=p.copy_kind_size, bold=True, keep_next=True)


def _pages(p: Profile) -> Iterator[Style]:
    """What stands at the edges of a page, and the paragraphs that only keep things apart."""
    yield _centred("Header", "header", size=p.page_number_size, line=p.page_number_size * _NATURAL_LINE)
    yield _centred("Footer", "footer", size=p.contact_size, line=p.contact_size * 1.2, after=3.5,
                   border=_rule("top", 4, 2))  # fmt: skip
    yield Style("AfterHead", "Sau phần đầu", size=1, line=p.body_line)
    yield Style("Gap", "Sau bảng", size=1, line=p.body_space)
    yield Style("End", "Hết phần", size=1, line=1)


def _rule(side: str, eighths: int, space: int = 0) -> Element:
    return w("pBdr", w(side, val="single", sz=eighths, space=space, color="auto"))
