"""What makes a printed sheet an archive file (PDF/A-3u): its words inside it, and metadata that name them."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

from workflow.domain.anchors import AnchorName
from workflow.domain.paper import Paper
from workflow.paper.edition import Edition
from workflow.paper.writing import file_bytes

FILE_NAME = "trinhky.json"
NAMESPACE = "urn:trinhky:paper:1#"
PREFIX = "trinhky"
_DESCRIPTION = "Nội dung có cấu trúc của văn bản này"
_ANCHOR = re.compile(rb"<trinhky:anchor>([0-9a-f:]{1,110})</trinhky:anchor>")
_PROPERTIES = {
    "structure": "SHA-256 of the embedded file trinhky.json, lower-case hexadecimal",
    "template": "Version of the template the sheet was printed with",
    "font": "Font family the sheet was printed with, and SHA-256 of its files",
    "anchor": "Newest anchor of the issuer's audit: organisation, ordinal, SHA-256",
}
_OPTIONS = {"pdf_variant": "pdf/a-3u", "pdf_version": "1.7", "pdf_tags": True, "output_intent": "kept"}
_UNKNOWN_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # a file must have a time; the clock's would differ every time

_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Trình Ký</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_PROPERTY = """<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"""
_VALUES = '<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">{values}</rdf:Description>'


def anchor_in(pdf: bytes) -> AnchorName | None:
    """The anchor that a file of ours was printed with, whatever was added behind it; None for other files."""
    found = _ANCHOR.search(pdf)
    return AnchorName.parse(found[1].decode()) if found else None


def archive_file(document: Any, paper: Paper, content: bytes, edition: Edition, identifier: str) -> bytes:
    """The laid out pages as a tagged archive file with `content`, the canonical bytes of the paper, inside; its
    metadata name words, template and font. `identifier`: 16 bytes in hexadecimal, the same for the same page."""
    # WeasyPrint takes half a second to import; only the worker that prints has it
    from weasyprint import DEFAULT_OPTIONS
    from weasyprint.pdf import generate_pdf

    document.color_profiles["kept"] = screen_colours()
    attachments = [_attachment(content, paper.date, document.url_fetcher)]
    pdf = generate_pdf(document, None, 1, **DEFAULT_OPTIONS | _OPTIONS | {"attachments": attachments})
    stated = {"structure": sha256(content).hexdigest(), "template": edition.template, "font": edition.font}
    _finish(pdf, stated | ({"anchor": paper.anchor} if paper.anchor else {}))
    return file_bytes(pdf, identifier)


def _attachment(content: bytes, day: dt.date | None, fetcher: Any) -> Any:
    """The structured document as the embedded file of the sheet, with the paper's own day as its time."""
    from weasyprint import Attachment  # as in `archive_file`

    moment = dt.datetime.combine(day, dt.time(), dt.UTC) if day else _UNKNOWN_DAY
    return Attachment(
        string=content.decode(),
        url_fetcher=fetcher,  # never asked; without one a fetcher is made, with all that TLS needs
        name=FILE_NAME,
        description=_DESCRIPTION,
        created=moment,
        modified=moment,
        relationship="Source",
    )


@dataclass
class ColourSpace:
    """The colour space that an archive file must name, with the fields WeasyPrint asks of one. Its own class gives the
    profile through a library that writes other bytes each time."""

    content: bytes
    name: str = "sRGB2014"
    components: tuple[str, ...] = ("r", "g", "b")
    pdf_reference: bytes | None = None


@cache
def screen_colours() -> ColourSpace:
    """The sRGB profile that comes with WeasyPrint."""
    return ColourSpace((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())


def _finish(pdf: Any, stated: Mapping[str, str]) -> None:
    """The last hand on a file: the metadata that name words, template and font, each embedded file listed once, and the
    list of form fields, empty, that signatures will enter: what a signature adds can then be told from everything else
    by comparing."""
    pdf.catalog["AcroForm"] = _empty_form(pdf)
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    metadata = next(one for one in pdf.objects if getattr(one, "extra", {}).get("Type") == "/Metadata")
    packet: bytes = metadata.stream[0]
    metadata.stream[0] = packet.replace(b"</rdf:RDF>", _stated(stated).encode() + b"</rdf:RDF>")
    metadata.compress = False  # so that archives find it without unpacking


def _empty_form(pdf: Any) -> Any:
    # pydyf comes with WeasyPrint, which only the worker that prints has
    import pydyf

    form = pydyf.Dictionary({"Fields": pydyf.Array([])})
    pdf.add_object(form)
    return form.reference


def _stated(values: Mapping[str, str]) -> str:
    texts = "".join(f"<{PREFIX}:{name}>{escape(value)}</{PREFIX}:{name}>" for name, value in values.items())
    properties = "".join(_PROPERTY.format(name=name, description=_PROPERTIES[name]) for name in values)
    return _VALUES.format(prefix=PREFIX, namespace=NAMESPACE, values=texts) + _SCHEMA.format(
        prefix=PREFIX, namespace=NAMESPACE, properties=properties
    )
