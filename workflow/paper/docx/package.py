"""The parts of a Word file and how they are tied together, always in the same bytes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from workflow.domain.paper import Paper
from workflow.paper.docx.notes import footnote_settings
from workflow.paper.docx.styles import FONT, LANGUAGE
from workflow.paper.docx.units import millimetres
from workflow.paper.docx.xml import Element, document, part, w

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day of a zip file
# name of the part → (its type, how the document is tied to it)
WORD_PARTS = {
    "document": ("document.main", None),
    "styles": ("styles", "styles"),
    "numbering": ("numbering", "numbering"),
    "settings": ("settings", "settings"),
    "fontTable": ("fontTable", "fontTable"),
    "footnotes": ("footnotes", "footnotes"),
    "header": ("header", "header"),
    "header-first": ("header", "header"),
    "footer-first": ("footer", "footer"),
}
_PROPERTIES = {
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{_PACKAGE}/relationships/metadata/core-properties",
    ),
    "docProps/app.xml": (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        f"{_OFFICE}/relationships/extended-properties",
    ),
}


def zipped(paper: Paper, parts: Mapping[str, bytes]) -> bytes:
    """The whole file; `parts` are the bytes of `WORD_PARTS` by name."""
    files = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations({"word/document.xml": f"{_OFFICE}/relationships/officeDocument", **_tied()}),
        "docProps/core.xml": _core(paper),
        "docProps/app.xml": _app(paper),
        **{f"word/{name}.xml": content for name, content in parts.items()},
        "word/_rels/document.xml.rels": _relations(
            {f"{name}.xml": f"{_OFFICE}/relationships/{kind}" for name in parts if (kind := WORD_PARTS[name][1])}
        ),
    }
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return into.getvalue()


def relation(name: str) -> str:
    """The id by which the document names one of its parts."""
    return f"to-{name}"


def settings_part() -> bytes:
    """settings.xml: the manners of Word 2013 and later, and the rules above the notes."""
    address = "http://schemas.microsoft.com/office/word"
    modern = w("compatSetting", name="compatibilityMode", uri=address, val=15)
    return part(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=millimetres(10)),
        w("characterSpacingControl", val="doNotCompress"),
        footnote_settings(),
        w("compat", modern),
        w("themeFontLang", val=LANGUAGE),
        w("decimalSymbol", val=","),
        w("listSeparator", val=";"),
    )


def fonts_part() -> bytes:
    """fontTable.xml: the one font."""
    return part("fonts", w("font", w("family", val="roman"), w("pitch", val="variable"), name=FONT))


def _types(parts: Mapping[str, bytes]) -> bytes:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    own = {f"/word/{name}.xml": f"{_WORD}.{WORD_PARTS[name][0]}+xml" for name in parts}
    own |= {f"/{name}": kind for name, (kind, _) in _PROPERTIES.items()}
    return document(
        Element(
            "Types",
            (("xmlns", f"{_PACKAGE}/content-types"),),
            (
                *(Element("Default", (("Extension", end), ("ContentType", kind))) for end, kind in defaults.items()),
                *(Element("Override", (("PartName", name), ("ContentType", kind))) for name, kind in own.items()),
            ),
        )
    )


def _tied() -> dict[str, str]:
    return {name: kind for name, (_, kind) in _PROPERTIES.items()}


def _relations(targets: Mapping[str, str]) -> bytes:
    ties = (
        Element("Relationship", (("Id", relation(_stem(target))), ("Type", kind), ("Target", target)))
        for target, kind in targets.items()
    )
    return document(Element("Relationships", (("xmlns", f"{_PACKAGE}/relationships"),), tuple(ties)))


def _stem(target: str) -> str:
    return target.rpartition("/")[2].removesuffix(".xml")


def _core(paper: Paper) -> bytes:
    """Whose paper it is and what it says it is about; its own day stands for the days of the file."""
    spaces = {
        "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    texts = {
        "dc:title": " ".join(filter(None, (paper.title, paper.symbol if paper.number else None))),
        "dc:subject": paper.abstract,
        "dc:creator": paper.issuer,
        "cp:lastModifiedBy": paper.issuer,
        "dc:language": LANGUAGE,
    }
    found = [Element(name, (), (text,)) for name, text in texts.items() if text]
    if paper.date:
        moment = f"{paper.date.isoformat()}T00:00:00Z"
        kind = (("xsi:type", "dcterms:W3CDTF"),)
        found += [Element(f"dcterms:{name}", kind, (moment,)) for name in ("created", "modified")]
    return document(Element("cp:coreProperties", tuple(spaces.items()), tuple(found)))


def _app(paper: Paper) -> bytes:
    company = (Element("Company", (), (paper.issuer,)),) if paper.issuer else ()
    application = Element("Application", (), ("Trình Ký",))
    return document(Element("Properties", (("xmlns", f"{_OFFICE}/extended-properties"),), (application, *company)))
