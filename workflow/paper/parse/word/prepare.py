"""A Word document made plain: what mammoth passes over (list numbers, text boxes, fields, notes) becomes ordinary text,
what a paper cannot hold (pictures) is taken out and counted."""

import re
from collections.abc import Iterator
from typing import Any

from workflow.domain.blocks import superscript
from workflow.domain.paper import ParseWarning
from workflow.paper.parse.word.numbering import Numbering
from workflow.paper.parse.word.package import W, WordParts

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_WRAPPERS = [
    f"{W}{name}" for name in ("fldSimple", "hyperlink", "smartTag", "customXml", "bdo", "dir", "ins", "moveTo")
]
_DROPPED = [f"{W}{name}" for name in ("del", "moveFrom", "rPrChange", "pPrChange", "instrText", "delText", "rt")]
_KEPT_RUN_PROPERTIES = {f"{W}b", f"{W}i", f"{W}vertAlign"}
_OLD_FONT = re.compile(r"\.Vn|VNI-")


class Prepared:
    """The plain body, the notes and the margins' texts as paragraphs, and what a person should know."""

    def __init__(self, parts: WordParts) -> None:
        self.body = parts.document.find(f"{W}body")
        self.warnings: list[ParseWarning] = []
        self._parts = parts
        self._numbering = Numbering(parts.numbering, parts.styles)
        self._bold_styles = _emphasised_styles(parts.styles)
        self._notice()
        for root in (self.body, parts.footnotes, parts.endnotes, *parts.margins):
            if root is not None:
                self._make_plain(root)
        self.notes = self._take_notes()
        self._number_paragraphs()

    def margins(self) -> Iterator[tuple[bool, str]]:
        """Each line of the page headers and footers that is more than a page number; whether it is of a header."""
        seen = set[str]()
        for root in self._parts.margins:
            for paragraph in root.iter(f"{W}p"):
                text = _text(paragraph).strip()
                if text.strip("-–—/ .0123456789") and text not in seen:
                    seen.add(text)
                    yield root.tag == f"{W}hdr", text

    def _warn(self, code: str, message: str) -> None:
        self.warnings.append(ParseWarning(code, "body", message))

    def _notice(self) -> None:
        """Say what will not be in the paper."""
        body = self.body
        if any(next(body.iter(f"{W}{name}"), None) is not None for name in ("del", "ins", "moveFrom", "moveTo")):
            self._warn("tracked_changes", "Tệp còn vết sửa chưa chấp nhận; đã lấy bản sau khi sửa, hãy đọc lại.")
        pictures = sum(1 for _ in body.iter(f"{_DRAWING}blip", f"{_VML}imagedata"))
        if pictures:
            self._warn("picture_dropped", f"Đã bỏ {pictures} hình ảnh; văn bản chỉ giữ chữ và bảng.")
        if self._parts.comments is not None and next(self._parts.comments.iter(f"{W}comment"), None) is not None:
            self._warn("comments_dropped", "Ghi chú bên lề của tệp Word không đưa vào văn bản.")
        if next(body.iter(f"{W}altChunk"), None) is not None:
            self._warn("unread_part", "Tệp Word có phần nhúng từ tệp khác không đọc được; hãy dán phần đó thành chữ.")
        fonts = {font.get(f"{W}ascii") or "" for font in body.iter(f"{W}rFonts")}
        if any(map(_OLD_FONT.match, fonts)):
            self._warn("old_font", "Tệp dùng phông chữ mã cũ (.Vn, VNI); hãy chuyển sang Unicode rồi nhập lại.")

    def _make_plain(self, root: Any) -> None:
        for element in list(root.iter(f"{_MC}AlternateContent")):
            _keep_one_way(element)
        for box in list(root.iter(f"{W}txbxContent")):
            _lift(box)
        for element in list(root.iter(*_DROPPED, f"{W}drawing", f"{W}pict")):
            _remove(element)
        for content in list(root.iter(f"{W}sdtContent")):
            _unwrap(content)
        for element in list(root.iter(f"{W}sdt", *_WRAPPERS)):
            _unwrap(element)
        for formula in list(root.iter(f"{_MATH}oMath")):
            _spell_out(formula)
        for run in root.iter(f"{W}r"):
            self._make_run_plain(run)

    def _make_run_plain(self, run: Any) -> None:
        properties = run.find(f"{W}rPr")
        style = None if properties is None else properties.find(f"{W}rStyle")
        for name in self._bold_styles.get(style.get(f"{W}val"), ()) if style is not None else ():
            if properties.find(name) is None:
                properties.append(properties.makeelement(name))
        capitals = properties is not None and _is_on(properties.find(f"{W}caps"))
        for child in list(run):
            _make_piece_plain(child, capitals=capitals)
        if properties is not None:
            for child in [one for one in properties if one.tag not in _KEPT_RUN_PROPERTIES]:
                properties.remove(child)

    def _take_notes(self) -> list[tuple[str, list[Any]]]:
        """Calls become raised numbers in the order of the text; the notes' paragraphs with their number."""
        found = list[tuple[str, list[Any]]]()
        for call in list(self.body.iter(f"{W}footnoteReference", f"{W}endnoteReference")):
            source = self._parts.footnotes if call.tag == f"{W}footnoteReference" else self._parts.endnotes
            note = _with_id(source, call.get(f"{W}id"))
            if note is None:
                _remove(call)
                continue
            number = str(len(found) + 1)
            _replace_by_text(call, superscript(number))
            found.append((number, list(note.iter(f"{W}p"))))
        return found

    def _number_paragraphs(self) -> None:
        for paragraph in self.body.iter(f"{W}p"):
            properties = paragraph.find(f"{W}pPr")
            if properties is None:
                continue
            mark = self._numbering.mark(properties)
            if mark and _text(paragraph).strip():
                run = paragraph.makeelement(f"{W}r")
                paragraph.insert(paragraph.index(properties) + 1, run)
                _add_text(run, f"{mark} ")
            for name in ("numPr", "pStyle", "sectPr"):
                _remove(properties.find(f"{W}{name}"))


def lines_across(document: Any) -> frozenset[str]:
    """The texts of the paragraphs in sections whose pages lie across."""
    found, section = list[str](), list[str]()
    for paragraph in document.iter(f"{W}p", f"{W}sectPr"):
        if paragraph.tag == f"{W}p":
            section.append(" ".join(_text(paragraph).split()))
            continue
        size = paragraph.find(f"{W}pgSz")
        if size is not None and size.get(f"{W}orient") == "landscape":
            found += section
        section = []
    return frozenset(text for text in found if text)


def is_centred(paragraph: Any) -> bool:
    """Whether a paragraph itself asks to be centred."""
    found = paragraph.find(f"{W}pPr/{W}jc")
    return found is not None and found.get(f"{W}val") == "center"


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t"))


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{W}val") not in ("0", "false", "none")


def _with_id(root: Any, identity: str | None) -> Any:
    return None if root is None else next((one for one in root if one.get(f"{W}id") == identity), None)


def _emphasised_styles(styles: Any) -> dict[str | None, list[str]]:
    """Character styles that stand for bold or italic ("Strong", "Emphasis")."""
    if styles is None:
        return {}
    return {
        style.get(f"{W}styleId"): [f"{W}{name}" for name in ("b", "i") if _is_on(style.find(f"{W}rPr/{W}{name}"))]
        for style in styles.iter(f"{W}style")
        if style.get(f"{W}type") == "character"
    }


def _keep_one_way(element: Any) -> None:
    """Of the same content told in two ways, the first that holds words."""
    ways = [way for way in element if way.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    kept = next((way for way in ways if _text(way).strip()), ways[0] if ways else None)
    parent, at = element.getparent(), element.getparent().index(element)
    parent.remove(element)
    for child in reversed(list(kept) if kept is not None else []):
        parent.insert(at, child)


def _lift(box: Any) -> None:
    """The paragraphs of a text box go behind the paragraph that it is anchored in."""
    anchor = next((one for one in box.iterancestors(f"{W}p")), None)
    if anchor is None:
        return
    for child in reversed(list(box)):
        anchor.addnext(child)
    _remove(box)


def _remove(element: Any) -> None:
    if element is not None and element.getparent() is not None:
        element.getparent().remove(element)


def _unwrap(element: Any) -> None:
    """The children in the place of what stood around them."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    children = [child for child in element if not str(child.tag).endswith(("Pr", "sdtEndPr"))]
    parent.remove(element)
    for child in reversed(children):
        parent.insert(at, child)


def _spell_out(formula: Any) -> None:
    """A formula becomes the letters it is made of."""
    letters = "".join(one.text or "" for one in formula.iter(f"{_MATH}t"))
    run = formula.makeelement(f"{W}r")
    _add_text(run, letters)
    formula.getparent().replace(formula, run)


def _add_text(run: Any, text: str) -> None:
    piece = run.makeelement(f"{W}t")
    piece.text = text
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(piece)


def _replace_by_text(element: Any, text: str) -> None:
    piece = element.makeelement(f"{W}t")
    piece.text = text
    run = element.getparent()
    run.replace(element, piece)
    raised = run.find(f"{W}rPr/{W}vertAlign")
    _remove(raised)


def _make_piece_plain(piece: Any, *, capitals: bool) -> None:
    if piece.tag == f"{W}t" and capitals:
        piece.text = (piece.text or "").upper()
    elif piece.tag == f"{W}noBreakHyphen":
        piece.tag, piece.text = f"{W}t", "-"
    elif piece.tag in (f"{W}cr", f"{W}br"):
        piece.tag = f"{W}br"
        piece.attrib.clear()  # a page break parts words as a line break does
    elif piece.tag == f"{W}ptab":
        piece.tag = f"{W}tab"
