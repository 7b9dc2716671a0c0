"""Shadow attacks and changes around a signature: the file is prepared before somebody signs, and turned afterwards."""

from collections.abc import Iterator
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.stamp import StaticStampStyle

from tests.factories.attacks.changes import (
    BLACK_BOX,
    CHANGES,
    Change,
    kid,
    link_retargeted,
    page,
    pdf,
    stream,
    text_over_the_page,
)
from tests.factories.attacks.workbench import Workbench, forced
from workflow.domain.states import SignatureKind
from workflow.signing.pades import SparingWriter as Writer

UNDONE_BY_SIGNING = ("nothing_but_an_update", "appearances_redrawn")
"""What the signing program itself takes back or does anyway."""


def updated(data: bytes, *changes: Change) -> bytes:
    """The file with one more update."""
    writer = Writer(BytesIO(data))
    for change in changes:
        change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def after_the_last(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Every change after both signatures."""
    for name, change in CHANGES.items():
        yield f"after_{name}", updated(bench.twice, change)


def between_the_two(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Every change in an update of its own after the person signed; the organisation then signs what it gets."""
    for name, change in CHANGES.items():
        changed = updated(bench.once, change)
        yield f"between_{name}", bench.by_organisation(changed)


def freed_between(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """The words of a page are given up between the two signatures."""
    once = bench.by_person(updated(bench.paper, _cover))
    yield "between_freed", bench.by_organisation(once + _freed(once))


def within_the_second(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Every change in the very update that the organisation's signature is written in."""
    for name, change in CHANGES.items():
        if name not in UNDONE_BY_SIGNING:
            kind = SignatureKind.ORGANISATION
            yield f"within_{name}", forced(bench.once, bench.organisation, kind, before=change)


def large_stamps(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """The second signature's own picture lies over the text that the first one signed."""
    whole = SigFieldSpec("trinhky-organisation", on_page=0, box=(0, 0, 595, 842))
    yield "stamp_over_the_page", _stamped(bench, whole)
    strip = SigFieldSpec("trinhky-organisation", on_page=0, box=(30, 300, 565, 700))
    yield "stamp_over_the_text", _stamped(bench, strip)


def _stamped(bench: Workbench, spec: SigFieldSpec) -> bytes:
    style = StaticStampStyle(background=None)
    kind = SignatureKind.ORGANISATION
    return forced(bench.once, bench.organisation, kind, field_spec=spec, stamper=style)


def shadows(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Hide, replace, hide and replace: both versions are in the file when it is signed, an update chooses the other."""
    yield "shadow_link_retargeted", updated(bench.plain_twice, link_retargeted)
    covered = bench.signed(updated(bench.paper, _cover))
    yield "shadow_hide", updated(covered, _uncover)
    yield "shadow_hide_by_free", covered + _freed(covered)
    both = bench.signed(updated(bench.paper, _second_tree))
    yield "shadow_hide_and_replace", updated(both, _choose_second_tree)
    layered = bench.signed(updated(bench.paper, _layer))
    yield "shadow_layer_shown", updated(layered, _show_layer)
    filled = bench.signed(updated(bench.paper, _text_field))
    yield "shadow_replace_value", updated(filled, _other_value)
    yield "shadow_replace_look", updated(filled, _other_look)
    certified = forced(bench.paper, bench.person, certify=True)
    yield "certified_then_noted", updated(certified, CHANGES["note_added"])
    yield "certified_then_overlaid", updated(certified, CHANGES["free_text_over_text"])
    yield "certified_then_overwritten", updated(certified, text_over_the_page)


def _cover(writer: Writer) -> None:
    writer.root["/Cover"] = writer.add_object(stream(BLACK_BOX))
    page(writer)["/Contents"] = pdf([*_contents(writer), writer.root.raw_get("/Cover")])
    writer.update_root()
    writer.update_container(page(writer))


def _contents(writer: Writer) -> list[generic.PdfObject]:
    found = page(writer).raw_get("/Contents")
    return [found] if isinstance(found, generic.IndirectObject) else list(found)


def _uncover(writer: Writer) -> None:
    writer.objects[(0, writer.root.raw_get("/Cover").idnum)] = stream(b" ")


def _freed(data: bytes) -> bytes:
    writer = Writer(BytesIO(data))
    number = writer.root.raw_get("/Cover").idnum
    before, size = writer.prev.last_startxref, int(writer.prev.trailer["/Size"])
    root = writer.prev.trailer.raw_get("/Root").idnum
    trailer = f"trailer\n<</Size {size} /Root {root} 0 R /Prev {before}>>\nstartxref\n{len(data)}\n%%EOF\n"
    return f"xref\n{number} 1\n0000000000 00001 f \n{trailer}".encode()


def _second_tree(writer: Writer) -> None:
    other = writer.add_object(stream(BLACK_BOX))
    leaf = {"/Type": "/Page", "/MediaBox": [0, 0, 595, 842], "/Resources": {}, "/Contents": other}
    writer.root["/Spare"] = writer.add_object(
        pdf({"/Type": "/Pages", "/Count": 1, "/Kids": [writer.add_object(pdf(leaf))]})
    )
    writer.update_root()


def _choose_second_tree(writer: Writer) -> None:
    writer.root["/Pages"] = writer.root.raw_get("/Spare")
    writer.update_root()


def _layer(writer: Writer) -> None:
    layer = writer.add_object(pdf({"/Type": "/OCG", "/Name": "Lớp"}))
    text_over_the_page(writer)
    writer.root["/OCProperties"] = pdf({"/OCGs": [layer], "/D": {"/OFF": [layer]}})
    writer.update_root()


def _show_layer(writer: Writer) -> None:
    writer.root["/OCProperties"]["/D"] = pdf({"/ON": writer.root["/OCProperties"]["/OCGs"]})
    writer.update_container(writer.root["/OCProperties"])


def _text_field(writer: Writer) -> None:
    look = writer.add_object(stream(b" ", Type="/XObject", Subtype="/Form", BBox=[0, 0, 200, 20]))
    shape = {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Tx", "/T": "count", "/V": "412", "/F": 4}
    field = writer.add_object(pdf(shape | {"/Rect": [50, 700, 250, 720], "/AP": {"/N": look}}))
    writer.root["/AcroForm"] = pdf({"/Fields": [field], "/DA": b"/Helv 0 Tf 0 g"})
    writer.update_root()
    writer.register_annotation(kid(writer), field)


def _text_of(writer: Writer) -> generic.DictionaryObject:
    fields = writer.root["/AcroForm"]["/Fields"]
    return next(fields[index] for index in range(len(fields)) if fields[index]["/T"] == "count")


def _other_value(writer: Writer) -> None:
    _text_of(writer)["/V"] = pdf("999")
    writer.update_container(_text_of(writer))


def _other_look(writer: Writer) -> None:
    look = stream(BLACK_BOX, Type="/XObject", Subtype="/Form", BBox=[0, 0, 200, 20])
    writer.objects[(0, _text_of(writer)["/AP"].raw_get("/N").idnum)] = look
