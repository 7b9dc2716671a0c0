"""Whether an issued paper still is what its record says: printed anew from the record, beside the bytes kept."""

from dataclasses import dataclass, replace
from hashlib import sha256

from workflow.domain.blocks import clean
from workflow.domain.errors import StorageFailed
from workflow.domain.paper import Paper
from workflow.jobs.printing import print_apart
from workflow.paper.edition import Edition
from workflow.paper.embedded import Embedded, embedded
from workflow.paper.structure import structure_digest
from workflow.queries.papers import paper_of
from workflow.queries.proofs import Document
from workflow.storage.store import Store

OTHER_EDITION = (
    "Máy này nay in bằng mẫu hoặc phông chữ khác lúc ban hành, nên chỉ đối chiếu từng chữ, không đối chiếu từng byte."
)
OTHER_HEAD = "Tên hoặc địa danh của tổ chức nay đã đổi; bản in lại giữ như lúc ban hành."

_HEAD = ("issuer", "superior", "place")

_PARTS = {
    "kind": "loại văn bản",
    "title": "tên loại",
    "number": "số",
    "symbol": "số và ký hiệu",
    "date": "ngày ban hành",
    "profile": "thể thức",
    "abstract": "trích yếu",
    "blocks": "nội dung",
    "footnotes": "chú thích",
    "recipients": "nơi nhận",
    "signature": "người ký",
}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the new printing showed. `faults`: sentences that name each difference, none when there is none; `notes`:
    what a reader should know that is no fault; `same_edition`: whether the bytes could be compared, not only words."""

    same_edition: bool
    faults: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the issued paper is exactly its record."""
        return not self.faults


def rebuild(document: Document, store: Store, base_url: str | None) -> Rebuilt:
    """Print the issued document's record anew and compare it with the kept file and digests. `base_url` is where the
    square code leads, for papers whose record does not say it. Refuses as `print_apart` does."""
    if document.revision is None or document.prepared_digest is None or document.issued_digest is None:
        return _lost("Hồ sơ không có bản đã ban hành.")
    try:
        prepared, issued = store.get(document.prepared_digest), store.get(document.issued_digest)
    except StorageFailed as lost:
        return _lost(lost.reason)
    kept = embedded(prepared)
    if not isinstance(kept, Embedded) or kept.digest != document.prepared.get("structure"):
        return _lost("Nội dung đính kèm trong tệp đã ban hành không khớp với mã ghi trong hồ sơ.")
    address, anchor = document.prepared.get("address", base_url), document.prepared.get("anchor")
    paper = paper_of(document, document.revision.content, base_url=address, anchor=anchor)
    begun = () if issued.startswith(prepared) else ("Bản đã ban hành không bắt đầu bằng đúng bản đã trình ký.",)
    return _compared(paper, kept, document, begun)


def _lost(fault: str) -> Rebuilt:
    return Rebuilt(False, (fault,), ())


def _compared(paper: Paper, kept: Embedded, document: Document, faults: tuple[str, ...]) -> Rebuilt:
    as_issued = _with_head_of(kept.paper, paper)
    faults = (*faults, *_differences(as_issued, kept))
    printed = print_apart(as_issued)
    same_edition = printed.edition == Edition(**document.prepared["edition"])
    if same_edition and not faults and sha256(printed.pdf).hexdigest() != document.prepared_digest:
        faults = ("Bản in lại từ hồ sơ có đúng nội dung nhưng khác từng byte với bản đã ban hành.",)
    told = ((OTHER_HEAD, as_issued != paper), (OTHER_EDITION, not same_edition))
    return Rebuilt(same_edition, faults, tuple(note for note, applies in told if applies))


def _with_head_of(kept: Paper, paper: Paper) -> Paper:
    """The paper under the names of its day: organisations are renamed, and the kept words are vouched for by the digest
    in the record."""
    then, now = ({name: getattr(one, name) for name in _HEAD} for one in (kept, paper))
    return replace(paper, **{name: then[name] for name in _HEAD if clean(now[name] or "") != (then[name] or "")})


def _differences(paper: Paper, kept: Embedded) -> list[str]:
    """The parts in which the record no longer says what was issued."""
    if structure_digest(paper) == kept.digest:
        return []
    now, then = paper.to_json(), kept.paper.to_json()
    parts = [words for name, words in _PARTS.items() if now[name] != then[name]] or ["phần khác"]
    return [f"Hồ sơ nay khác bản đã ban hành ở: {', '.join(parts)}."]
