"""What one update of a file wrote: exactly what a signer writes, or something else.

pyHanko's general analysis asks of every changed object whether some rule allows it, and walks the whole file to know
what depends on it. This comparison asks the opposite and is stricter: the update may replace only the catalogue, the
form, the page of the stamp and their lists, each of which must be its old self plus one signature field; whatever else
it holds must be new, and no older byte may have pointed there. What it does not recognise is left to pyHanko.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from workflow.signing.shapes import MAX_DEPTH, Shape, entry, same_but, same_information, same_metadata, shape

FIELD_KEYS = frozenset(
    ["/FT", "/T", "/V", "/Type", "/Subtype", "/Rect", "/P", "/F", "/AP", "/Lock", "/MK", "/DA", "/Border"]
)

TRAILER_KEYS = frozenset("/Root /Info /ID /Size /Prev /Type /W /Index /Length /Filter /DecodeParms".split())  # noqa: SIM905

_BLANK = rb"(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])+"
_REST = _BLANK + rb"\d+" + _BLANK + rb"R"
_DIGITS_BEFORE = re.compile(rb"\d{0,10}\Z")


def wrote_only_a_signature(reader: PdfFileReader, pdf: bytes, revision: int, field: generic.Reference) -> bool:
    """Whether the update that made `revision` added the signature field and nothing else that can be seen or read."""
    update = Update(reader, pdf, revision)
    return update.is_clean() and update.has_only(_Signer(update, field).allowed)


def wrote_only_proofs(reader: PdfFileReader, pdf: bytes, revision: int) -> bool:
    """Whether the update only added the revocation data of PAdES B-LT (/DSS)."""
    update = Update(reader, pdf, revision)
    return update.is_clean() and update.has_only(_Proofs(update).allowed) and _Proofs(update).holds_all_that_is_new()


def points_ahead(reader: PdfFileReader, revision: int, end: int) -> bool:
    """Whether a table of objects up to `revision` points beyond its own end, to bytes that were still to be written."""
    sections = [reader.xrefs.get_xref_data(number) for number in range(revision + 1)]
    return any(offset >= end for section in sections for _, offset in section.standard_xrefs.values())


def names_one_of(numbers: Set[int], part: bytes) -> bool:
    """Whether the bytes hold a reference ("12 0 R") to an object of one of the numbers. Only these are looked for: a
    paper holds thousands of references to others."""
    ends = re.compile(b"(" + b"|".join(str(one).encode() for one in sorted(numbers)) + b")" + _REST)
    return any(_number_ending(part, found.end(1)) in numbers for found in ends.finditer(part))


def _number_ending(part: bytes, end: int) -> int:
    """The whole number that ends there: a reference to 112 also ends in 12."""
    found = _DIGITS_BEFORE.search(part[max(0, end - 10) : end])
    return int(found[0]) if found and found[0] else -1


class Update:
    """One incremental update: the file before it, the file after it, and the objects it wrote."""

    def __init__(self, reader: PdfFileReader, pdf: bytes, revision: int) -> None:
        self.reader, self.pdf, self.revision = reader, pdf, revision
        self.old: HistoricalResolver = reader.get_historical_resolver(revision - 1)
        self.new: HistoricalResolver = reader.get_historical_resolver(revision)
        written = reader.xrefs.explicit_refs_in_revision(revision)
        self.replaced = {one for one in written if reader.xrefs.get_introducing_revision(one) < revision}
        self.added = written - self.replaced

    def is_clean(self) -> bool:
        """Nothing freed or given a second generation, the trailer still the same, nothing new named by an old byte."""
        xrefs = self.reader.xrefs
        if xrefs.refs_freed_in_revision(self.revision) or any(one.generation for one in self.replaced | self.added):
            return False
        return self._same_trailer() and not self._named_before()

    def has_only(self, allowed: Callable[[generic.Reference], bool]) -> bool:
        """Whether each replaced object is one that may be, or only tells the signing program's clock."""
        return all(self._tells_the_time(one) or allowed(one) for one in self.replaced)

    def before(self, reference: generic.Reference) -> Shape:
        """The object as it was."""
        return shape(self.old.get_object(_there(reference, self.old)))

    def after(self, reference: generic.Reference) -> Shape:
        """The object as the update wrote it."""
        return shape(self.new.get_object(_there(reference, self.new)))

    def is_new(self, found: Shape) -> bool:
        """Whether that is a reference to an object which the update added."""
        return isinstance(found, tuple) and found in {("ref", one.idnum, one.generation) for one in self.added}

    def _tells_the_time(self, reference: generic.Reference) -> bool:
        here = ("ref", reference.idnum, reference.generation)
        old, new = (one.get_object(_there(reference, one)) for one in (self.old, self.new))
        if here == _raw(self.old.trailer_view, "/Info"):
            return same_information(old, new)
        return here == _raw(self.old.root, "/Metadata") and same_metadata(old, new)

    def _same_trailer(self) -> bool:
        old, new = (one.trailer_view for one in (self.old, self.new))
        same = all(_raw(old, name) == _raw(new, name) for name in ("/Root", "/Info"))
        return same and set(new.keys()) <= TRAILER_KEYS

    def _named_before(self) -> bool:
        """Whether older bytes point to an object that did not exist then: it would now appear where nothing was."""
        numbers = {one.idnum for one in self.added}
        return bool(numbers) and any(names_one_of(numbers, part) for part in self._older_bytes())

    def _older_bytes(self) -> Iterator[bytes]:
        xrefs = self.reader.xrefs
        yield self.pdf[: xrefs.get_xref_container_info(self.revision - 1).end_location]
        for revision in range(self.revision):
            for container in xrefs.object_streams_used_in(revision):  # type: ignore[no-untyped-call]
                yield self.old.get_object(_there(container, self.old)).data


class _Signer:
    """What the update of a signer may replace, and with what."""

    def __init__(self, update: Update, field: generic.Reference) -> None:
        self.update = update
        self.field = ("ref", field.idnum, field.generation)
        self.widget: Mapping[str, Shape] = update.after(field) if update.is_new(self.field) else {}

    def allowed(self, reference: generic.Reference) -> bool:
        """Whether a replaced object is its old self with the new field in its place."""
        old, new = self.update.before(reference), self.update.after(reference)
        if not self._is_signature_field() or type(old) is not type(new):
            return False
        here = ("ref", reference.idnum, reference.generation)
        if here == _raw(self.update.old.trailer_view, "/Root"):
            return same_but(old, new, "/AcroForm", "/Extensions") and self._form(old, new) and _extended(old, new)
        if here == self._catalogue().get("/AcroForm"):
            return self._form({"/AcroForm": old}, {"/AcroForm": new})
        if here == self.widget.get("/P"):
            return same_but(old, new, "/Annots") and self._grown(old.get("/Annots", []), new.get("/Annots"))
        return here in self._lists() and self._grown(old, new)

    def _is_signature_field(self) -> bool:
        widget = self.widget
        return (
            set(widget) <= FIELD_KEYS
            and widget.get("/FT") == "/Sig"
            and widget.get("/Subtype") == "/Widget"
            and self.update.is_new(widget.get("/V"))
        )

    def _catalogue(self) -> Mapping[str, Shape]:
        found: Mapping[str, Shape] = shape(self.update.old.root)
        return found

    def _lists(self) -> set[Shape]:
        """The form's list of fields and the page's list of annotations, where they are objects of their own."""
        form = entry(self.update.old.root, "/AcroForm")
        page = self.widget.get("/P")
        annotations = self.update.before(_reference(page, self.update.old)).get("/Annots") if page else None
        fields = shape(form).get("/Fields") if form is not None else None
        return {one for one in (fields, annotations) if isinstance(one, tuple)}

    def _form(self, old: Mapping[str, Shape], new: Mapping[str, Shape]) -> bool:
        """The form is the same one; written inside the catalogue, or anew, it may only have grown by the field."""
        before, after = old.get("/AcroForm"), new.get("/AcroForm")
        if before == after:
            return True
        if not isinstance(before, dict) or not isinstance(after, dict):
            return False
        same = same_but(before, after, "/Fields", "/SigFlags")
        return same and self._grown(before.get("/Fields", []), after.get("/Fields"))

    def _grown(self, old: Shape, new: Shape) -> bool:
        return new == old or (isinstance(old, list) and new == [*old, self.field])


class _Proofs:
    """What the update of a B-LT signature may replace, and with what."""

    KEYS = frozenset(["/Type", "/VRI", "/Certs", "/CRLs", "/OCSPs"])

    def __init__(self, update: Update) -> None:
        self.update = update

    def allowed(self, reference: generic.Reference) -> bool:
        """Whether a replaced object is the catalogue with nothing but its proofs added."""
        old, new = self.update.before(reference), self.update.after(reference)
        here = ("ref", reference.idnum, reference.generation)
        if here != _raw(self.update.old.trailer_view, "/Root") or "/DSS" in old:
            return False
        return same_but(old, new, "/DSS", "/Extensions") and _extended(old, new)

    def holds_all_that_is_new(self) -> bool:
        """Whether the proofs are there, are nothing else, and every new object (but for the tables) is one of them."""
        root = self.update.new.root
        proofs = entry(root, "/DSS")
        if not isinstance(proofs, generic.DictionaryObject) or not set(proofs) <= self.KEYS:
            return False
        reached = set(_reached(shape(root.raw_get("/DSS")), self.update))
        used = self.update.reader.xrefs.object_streams_used_in(self.update.revision)  # type: ignore[no-untyped-call]
        tables = {one.idnum for one in used}
        own = {one.idnum for one in self.update.added if not self._is_table(one)}
        return own - tables <= reached

    def _is_table(self, reference: generic.Reference) -> bool:
        found = self.update.new.get_object(_there(reference, self.update.new))
        return isinstance(found, generic.StreamObject) and found.get("/Type") == "/XRef"


def _reached(found: Shape, update: Update, depth: int = 0) -> Iterator[int]:
    if depth > MAX_DEPTH:
        return
    if isinstance(found, tuple) and found[0] == "ref":
        if update.is_new(found):
            yield found[1]
            yield from _reached(update.after(_reference(found, update.new)), update, depth + 1)
        return
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    for one in inner:
        yield from _reached(one, update, depth + 1)


def _extended(old: Mapping[str, Shape], new: Mapping[str, Shape]) -> bool:
    """Developers' extensions, a declaration without effect, may come and may not go."""
    before, after = old.get("/Extensions", {}), new.get("/Extensions", {})
    if before == after:
        return True
    return isinstance(before, dict) and isinstance(after, dict) and all(after.get(k) == v for k, v in before.items())


def _raw(view: generic.DictionaryObject, name: str) -> Shape:
    return shape(view.raw_get(name)) if name in view else None


def _there(reference: generic.Reference, resolver: HistoricalResolver) -> generic.Reference:
    return generic.Reference(reference.idnum, reference.generation, resolver)


def _reference(found: Shape, resolver: HistoricalResolver) -> generic.Reference:
    return generic.Reference(found[1], found[2], resolver)
