"""What an attacker does to a paper in an incremental update: each change alone alters what the paper says or shows."""

from collections.abc import Callable, Mapping
from typing import Any

from pyhanko.pdf_utils import generic

from workflow.signing.pades import SparingWriter as Writer

Change = Callable[[Writer], None]

BLACK_BOX = b"q 0 0 0 rg 50 300 500 200 re f Q"


def pdf(value: Any) -> generic.PdfObject:  # noqa: PLR0911  # one line for each kind of value
    """A Python value as a PDF object; text that begins with "/" is a name, bytes are a string."""
    match value:
        case generic.PdfObject():
            return value
        case bool():
            return generic.BooleanObject(value)
        case int():
            return generic.NumberObject(value)
        case bytes():
            return generic.ByteStringObject(value)
        case str():
            return generic.NameObject(value) if value.startswith("/") else generic.TextStringObject(value)
        case Mapping():
            return generic.DictionaryObject({generic.NameObject(name): pdf(item) for name, item in value.items()})
    return generic.ArrayObject([pdf(item) for item in value])


def stream(data: bytes, **entries: Any) -> generic.StreamObject:
    """A stream with entries of its own."""
    return generic.StreamObject({generic.NameObject(f"/{name}"): pdf(item) for name, item in entries.items()}, data)


def kids(writer: Writer) -> generic.ArrayObject:
    """The pages, as references."""
    return writer.root["/Pages"]["/Kids"]


def kid(writer: Writer, index: int = 0) -> generic.IndirectObject:
    """The reference to one page; an array's own index would follow it."""
    return kids(writer).raw_get(index)


def page(writer: Writer, index: int = 0) -> generic.DictionaryObject:
    """One page."""
    return kid(writer, index).get_object()


def text_over_the_page(writer: Writer) -> None:
    writer.add_stream_to_page(0, writer.add_object(stream(BLACK_BOX)))


def text_under_the_page(writer: Writer) -> None:
    writer.add_stream_to_page(0, writer.add_object(stream(BLACK_BOX)), prepend=True)


def page_content_replaced(writer: Writer) -> None:
    page(writer, 1)["/Contents"] = writer.add_object(stream(BLACK_BOX))
    writer.update_container(page(writer, 1))


def content_object_overwritten(writer: Writer) -> None:
    found = page(writer).raw_get("/Contents")
    reference = found if isinstance(found, generic.IndirectObject) else found.raw_get(0)
    writer.objects[(0, reference.idnum)] = stream(BLACK_BOX)


def page_added(writer: Writer) -> None:
    shape = {"/Type": "/Page", "/Contents": writer.add_object(stream(BLACK_BOX)), "/Resources": {}}
    writer.insert_page(pdf(shape | {"/MediaBox": [0, 0, 595, 842]}))


def page_removed(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    del kids(writer)[1]
    pages["/Count"] = pdf(len(kids(writer)))
    writer.update_container(pages)
    writer.update_container(kids(writer))


def pages_swapped(writer: Writer) -> None:
    shown = kids(writer)
    shown[1], shown[2] = shown.raw_get(2), shown.raw_get(1)
    writer.update_container(shown)


def page_replaced(writer: Writer) -> None:
    shape = {"/Type": "/Page", "/Contents": writer.add_object(stream(BLACK_BOX)), "/Resources": {}}
    parent = writer.root.raw_get("/Pages")
    kids(writer)[1] = writer.add_object(pdf(shape | {"/MediaBox": [0, 0, 595, 842], "/Parent": parent}))
    writer.update_container(kids(writer))


def page_tree_replaced(writer: Writer) -> None:
    only = {"/Type": "/Pages", "/Count": 1, "/Kids": [kid(writer, 2)]}
    writer.root["/Pages"] = writer.add_object(pdf(only))
    writer.update_root()


def page_turned(writer: Writer) -> None:
    page(writer, 1)["/Rotate"] = pdf(180)
    writer.update_container(page(writer, 1))


def page_cropped(writer: Writer) -> None:
    page(writer)["/CropBox"] = pdf([0, 600, 595, 842])
    writer.update_container(page(writer))


def _annotate(writer: Writer, **entries: Any) -> None:
    look = writer.add_object(stream(BLACK_BOX, Type="/XObject", Subtype="/Form", BBox=[0, 0, 595, 842]))
    shape = {"/Type": "/Annot", "/Rect": [50, 300, 550, 500], "/F": 4, "/AP": {"/N": look}}
    own = pdf(shape | {f"/{name}": item for name, item in entries.items()})
    writer.register_annotation(kid(writer), writer.add_object(own))


def free_text_over_text(writer: Writer) -> None:
    _annotate(writer, Subtype="/FreeText", Contents="999 lượt đảng viên", DA=b"/Helv 14 Tf 0 g")


def square_over_text(writer: Writer) -> None:
    _annotate(writer, Subtype="/Square", IC=[1, 1, 1])


def rubber_stamp_over_text(writer: Writer) -> None:
    _annotate(writer, Subtype="/Stamp", Name="/Approved")


def note_added(writer: Writer) -> None:
    _annotate(writer, Subtype="/Text", Contents="Đã được sửa")


def field_over_text(writer: Writer) -> None:
    _annotate(writer, Subtype="/Widget", FT="/Tx", T="extra", V="999 lượt đảng viên")


def link_retargeted(writer: Writer) -> None:
    annotations = page(writer)["/Annots"]
    links = [annotations[index] for index in range(len(annotations))]
    link = next(one for one in links if one["/Subtype"] == "/Link")
    link["/A"] = pdf({"/S": "/URI", "/URI": b"https://evil.invalid/"})
    writer.update_container(link)


def annotations_dropped(writer: Writer) -> None:
    page(writer)["/Annots"] = pdf([])
    writer.update_container(page(writer))


def metadata_changed(writer: Writer) -> None:
    writer.root["/Metadata"] = writer.add_object(stream(b"<x:xmpmeta/>", Type="/Metadata", Subtype="/XML"))
    writer.update_root()


def title_changed(writer: Writer) -> None:
    writer.set_info(writer.add_object(pdf({"/Title": "Báo cáo số 99-BC/ĐU"})))


def font_redefined(writer: Writer) -> None:
    fonts = page(writer)["/Resources"]["/Font"]
    font = fonts[next(iter(fonts))]
    font["/ToUnicode"] = writer.add_object(stream(b"begincmap endcmap"))
    writer.update_container(font)


def glyphs_swapped(writer: Writer) -> None:
    fonts = page(writer)["/Resources"]["/Font"]
    inner = fonts[next(iter(fonts))]["/DescendantFonts"][0]
    inner["/CIDToGIDMap"] = writer.add_object(stream(bytes(range(256)) * 8))
    writer.update_container(inner)


def layers_added(writer: Writer) -> None:
    layer = writer.add_object(pdf({"/Type": "/OCG", "/Name": "Lớp"}))
    writer.root["/OCProperties"] = pdf({"/OCGs": [layer], "/D": {"/OFF": [layer], "/BaseState": "/ON"}})
    writer.update_root()


def script_on_opening(writer: Writer) -> None:
    writer.root["/OpenAction"] = pdf({"/S": "/JavaScript", "/JS": "app.alert(1)"})
    writer.update_root()


def script_by_name(writer: Writer) -> None:
    script = writer.add_object(pdf({"/S": "/JavaScript", "/JS": "app.alert(1)"}))
    writer.root["/Names"] = pdf({"/JavaScript": {"/Names": ["run", script]}})
    writer.update_root()


def script_on_a_page(writer: Writer) -> None:
    page(writer)["/AA"] = pdf({"/O": {"/S": "/JavaScript", "/JS": "app.alert(1)"}})
    writer.update_container(page(writer))


def _kept_file(writer: Writer) -> generic.DictionaryObject:
    return writer.root["/AF"][0]


def attachment_swapped(writer: Writer) -> None:
    kept = _kept_file(writer)
    kept["/EF"] = pdf({"/F": writer.add_object(stream(b"{}", Type="/EmbeddedFile"))})
    writer.update_container(kept)


def attachment_object_overwritten(writer: Writer) -> None:
    reference = _kept_file(writer)["/EF"].raw_get("/F")
    writer.objects[(0, reference.idnum)] = stream(b"{}", Type="/EmbeddedFile")


def attachment_added(writer: Writer) -> None:
    content = writer.add_object(stream(b"MZ", Type="/EmbeddedFile"))
    other = {"/Type": "/Filespec", "/F": "a.exe", "/UF": "a.exe", "/EF": {"/F": content}}
    writer.root["/AF"] = pdf([*writer.root.get("/AF", ()), writer.add_object(pdf(other))])
    writer.update_root()


def appearances_redrawn(writer: Writer) -> None:
    writer.root["/AcroForm"]["/NeedAppearances"] = pdf(True)
    writer.update_container(writer.root["/AcroForm"])


def form_of_the_reader(writer: Writer) -> None:
    writer.root["/AcroForm"]["/XFA"] = writer.add_object(stream(b"<xdp/>"))
    writer.update_container(writer.root["/AcroForm"])


def _field(writer: Writer) -> generic.DictionaryObject:
    return writer.root["/AcroForm"]["/Fields"][0]


def stamp_redrawn(writer: Writer) -> None:
    look = writer.add_object(stream(BLACK_BOX, Type="/XObject", Subtype="/Form", BBox=[0, 0, 595, 842]))
    _field(writer)["/AP"] = pdf({"/N": look})
    writer.update_container(_field(writer))


def stamp_moved(writer: Writer) -> None:
    _field(writer)["/Rect"] = pdf([0, 0, 595, 842])
    writer.update_container(_field(writer))


def field_renamed(writer: Writer) -> None:
    _field(writer)["/T"] = pdf("other")
    writer.update_container(_field(writer))


def signature_taken_off(writer: Writer) -> None:
    del _field(writer)["/V"]
    writer.update_container(_field(writer))


def field_dropped(writer: Writer) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    del fields[0]
    writer.update_container(fields)


def field_doubled(writer: Writer) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    twin = {"/FT": "/Sig", "/T": _field(writer)["/T"], "/V": _field(writer).raw_get("/V")}
    fields.append(writer.add_object(pdf(twin)))
    writer.update_container(fields)


def reason_changed(writer: Writer) -> None:
    signature = _field(writer)["/V"]
    signature["/Reason"] = pdf("Chỉ để tham khảo")
    writer.update_container(signature)


def revocation_data_forged(writer: Writer) -> None:
    forged = writer.add_object(stream(b"\x30\x00"))
    writer.root["/DSS"] = writer.add_object(pdf({"/Type": "/DSS", "/CRLs": [forged], "/Extra": [forged]}))
    writer.update_root()


def certified_afterwards(writer: Writer) -> None:
    writer.root["/Perms"] = pdf({"/DocMDP": _field(writer).raw_get("/V")})
    writer.update_root()


def page_labels_added(writer: Writer) -> None:
    writer.root["/PageLabels"] = pdf({"/Nums": [0, {"/S": "/D", "/St": 7}]})
    writer.update_root()


def first_page_chosen(writer: Writer) -> None:
    writer.root["/OpenAction"] = pdf([kid(writer, 2), "/Fit"])
    writer.update_root()


def launched_program(writer: Writer) -> None:
    writer.root["/OpenAction"] = pdf({"/S": "/Launch", "/F": "a.exe"})
    writer.update_root()


def nothing_but_an_update(writer: Writer) -> None:
    writer.update_root()


CHANGES: Mapping[str, Change] = {
    change.__name__: change
    for change in (
        text_over_the_page,
        text_under_the_page,
        page_content_replaced,
        content_object_overwritten,
        page_added,
        page_removed,
        pages_swapped,
        page_replaced,
        page_tree_replaced,
        page_turned,
        page_cropped,
        free_text_over_text,
        square_over_text,
        rubber_stamp_over_text,
        note_added,
        field_over_text,
        annotations_dropped,
        metadata_changed,
        title_changed,
        font_redefined,
        glyphs_swapped,
        layers_added,
        script_on_opening,
        script_by_name,
        script_on_a_page,
        attachment_swapped,
        attachment_object_overwritten,
        attachment_added,
        appearances_redrawn,
        form_of_the_reader,
        stamp_redrawn,
        stamp_moved,
        field_renamed,
        signature_taken_off,
        field_dropped,
        field_doubled,
        reason_changed,
        revocation_data_forged,
        certified_afterwards,
        page_labels_added,
        first_page_chosen,
        launched_program,
        nothing_but_an_update,
    )
}
"""By name; `paper` carries what each of them needs."""
