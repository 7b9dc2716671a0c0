"""What a signed file may hold and what a later signature may change of it: rules on the file, not on its keys."""

from collections.abc import Iterator
from typing import cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import diff_analysis as diff
from pyhanko.sign.diff_analysis.policy_api import DiffResult, ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature

from workflow.signing.revisions import wrote_only_a_signature
from workflow.signing.shapes import entry, same_but, same_information, same_metadata, shape

LARGEST_STAMP = 1 / 8
"""Of the page; the stamps of issued papers take 1/25 (HD36, NĐ 30/2020)."""

ONLY_SIGNATURES = diff.StandardDiffPolicy(
    global_rules=diff.DEFAULT_DIFF_POLICY.global_rules,
    form_rule=diff.FormUpdatingRule([diff.SigFieldCreationRule(), diff.SigFieldModificationRule()]),  # type: ignore[no-untyped-call]
)
"""What may stand between two signatures: what the second one needs. Unlike pyHanko's default, no filled-in fields."""


def faults(reader: PdfFileReader) -> Iterator[str]:
    """What no paper may hold, signed or not: with it a file can show something else on another day."""
    root = reader.root
    if _runs(entry(root, "/OpenAction")) or "/AA" in root or "/JavaScript" in (entry(root, "/Names") or {}):
        yield "Tệp có mã lệnh tự chạy nên có thể hiện nội dung khác nhau."
    form = entry(root, "/AcroForm") or {}
    if "/XFA" in form or "/NeedAppearances" in form:
        yield "Tệp là biểu mẫu động nên có thể hiện nội dung khác nhau."


def _runs(action: generic.PdfObject | None) -> bool:
    return isinstance(action, generic.DictionaryObject) and entry(action, "/S") != "/GoTo"


def only_signed(reader: PdfFileReader, pdf: bytes, earlier: EmbeddedPdfSignature, later: EmbeddedPdfSignature) -> bool:
    """Whether the update of the later signature did nothing but sign: recognised by our own comparison, else found
    harmless by pyHanko's and without effect on what the file says of itself."""
    before, after = earlier.signed_revision, later.signed_revision
    field = later.sig_field.container_ref
    alone = isinstance(field, generic.Reference) and not _locks(earlier)
    if alone and wrote_only_a_signature(reader, pdf, after, cast("generic.Reference", field)):
        return True
    result = ONLY_SIGNATURES.review_file(reader, before, field_mdp_spec=earlier.fieldmdp, doc_mdp=earlier.docmdp_level)
    harmless = isinstance(result, DiffResult) and result.modification_level is not ModificationLevel.OTHER
    return harmless and _says_the_same(reader, before, after)


def _locks(signature: EmbeddedPdfSignature) -> bool:
    """Whether the signature itself restricts what may follow: then pyHanko's rules of such locks are asked."""
    return signature.docmdp_level is not None or signature.fieldmdp is not None


def covers_too_much(signature: EmbeddedPdfSignature) -> bool:
    """Whether the signature's picture lies over more of a page than a stamp needs; without a page, over nothing."""
    field = signature.sig_field
    if "/Rect" not in field or "/P" not in field:
        return False
    return _area(field["/Rect"]) > LARGEST_STAMP * _area(_media_box(field["/P"]))


def _area(box: generic.ArrayObject) -> float:
    left, bottom, right, top = (float(box[index]) for index in range(4))
    return abs(right - left) * abs(top - bottom)


def _media_box(page: generic.DictionaryObject) -> generic.ArrayObject:
    while "/MediaBox" not in page:
        page = page["/Parent"]
    box: generic.ArrayObject = page["/MediaBox"]
    return box


def _says_the_same(reader: PdfFileReader, before: int, after: int) -> bool:
    """The file's own account of itself: information, metadata and form, but for the clock of the signing program."""
    old, new = reader.get_historical_resolver(before), reader.get_historical_resolver(after)
    before_form, after_form = (shape(entry(one.root, "/AcroForm")) or {} for one in (old, new))
    return (
        same_but(before_form, after_form, "/Fields", "/SigFlags", "/DR", "/DA")
        and same_information(entry(old.trailer_view, "/Info"), entry(new.trailer_view, "/Info"))
        and same_metadata(entry(old.root, "/Metadata"), entry(new.root, "/Metadata"))
    )
