"""What the public page says: one title, one sentence and the facts of each outcome, in plain Vietnamese."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.domain.proofs import grouped
from workflow.jobs.verification import Finding, Outcome
from workflow.queries.proofs import Document
from workflow.signing.api import SignatureReport


@dataclass(frozen=True, slots=True)
class Seal:
    """One signature as a line: who, of which organisation, and how the file stands to it."""

    label: str
    good: bool
    report: SignatureReport


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: `tone` is ok, soon (look again) or late (do not use); `title` stands in the page's title too; `claims`
    says that the file only calls itself by the name of the `document`."""

    tone: str
    title: str
    sentence: str
    advice: str = ""
    reasons: tuple[str, ...] = ()
    seals: tuple[Seal, ...] = ()
    notes: tuple[str, ...] = ()
    document: Document | None = None
    replacement: Document | None = None
    code: str | None = None
    digests: tuple[tuple[str, str], ...] = ()
    claims: bool = False


_ASK = "Hãy hỏi nơi ban hành và xin lại bản thật. Giữ tệp này để đối chiếu."
_WORDS: dict[Outcome, tuple[str, str, str, str]] = {
    Outcome.GENUINE: (
        "ok",
        "Văn bản thật và nguyên vẹn",
        "Tệp này đúng là bản đã ban hành, không đổi một chữ nào từ lúc ký.",
        "",
    ),
    Outcome.REPLACED: (
        "soon",
        "Văn bản thật nhưng đã được thay thế",
        "Chữ ký hợp lệ, chữ nào cũng đúng; nhưng nơi ban hành đã thay văn bản này bằng văn bản khác.",
        "Hãy dùng văn bản mới.",
    ),
    Outcome.REISSUED: (
        "soon",
        "Tệp này là bản ban hành lần trước",
        "Văn bản đã được trả lại, sửa và ban hành lại dưới cùng số. Tệp này không còn hiệu lực.",
        "Hãy xin bản mới ở nơi ban hành.",
    ),
    Outcome.CANCELLED: (
        "late",
        "Văn bản đã bị huỷ",
        "Văn bản này từng được ban hành, nay nơi ban hành đã huỷ.",
        "Không dùng văn bản này. Hãy hỏi nơi ban hành.",
    ),
    Outcome.WITHDRAWN: (
        "soon",
        "Văn bản đang được sửa",
        "Nơi nhận đã trả lại văn bản này để sửa; bản mới chưa ban hành.",
        "Hãy đợi bản mới.",
    ),
    Outcome.UNKNOWN: (
        "soon",
        "Chữ ký hợp lệ, nhưng hệ thống này không có văn bản đó",
        "Tệp nguyên vẹn từ lúc ký. Văn bản không do các đơn vị dùng hệ thống này ban hành, nên ở đây không biết đã bị "
        "thay thế hay huỷ chưa.",
        "Hãy hỏi nơi ban hành ghi trên văn bản.",
    ),
    Outcome.DIFFERENT: (
        "late",
        "Không phải văn bản đã ban hành",
        "Tệp mang mã của một văn bản đã ban hành nhưng không phải chính bản đó.",
        _ASK,
    ),
    Outcome.ALTERED: (
        "late",
        "Văn bản đã bị sửa hoặc thiếu chữ ký",
        "Không dùng tệp này. Bản thật vẫn có ở nơi ban hành.",
        _ASK,
    ),
    Outcome.INVALID: (
        "late",
        "Chữ ký không hợp lệ",
        "Không dùng tệp này làm căn cứ.",
        "Hãy hỏi nơi ban hành ghi trên văn bản. Giữ tệp này để đối chiếu.",
    ),
    Outcome.UNSIGNED: (
        "late",
        "Tệp chưa được ký số",
        "Tệp không có chữ ký số nào, nên không chứng minh được ai đã ban hành.",
        "Hãy xin bản có chữ ký số ở nơi ban hành.",
    ),
    Outcome.NOT_PDF: (
        "late",
        "Tệp không phải PDF",
        "Trang này kiểm tra tệp PDF đã ký. Bản Word, ảnh chụp hay bản quét không mang chữ ký số.",
        "Có bản in thì hãy nhập mã in cạnh ô vuông trên văn bản.",
    ),
}
_NOT_OURS = (Outcome.DIFFERENT, Outcome.ALTERED, Outcome.UNSIGNED)
_STATES: dict[Outcome, tuple[str, str, str, str]] = {
    Outcome.GENUINE: (
        "ok",
        "Văn bản đang có hiệu lực",
        "Mã này là của văn bản dưới đây; văn bản chưa bị thay thế hay huỷ.",
        "",
    ),
    Outcome.REPLACED: (
        "soon",
        "Văn bản đã được thay thế",
        "Nơi ban hành đã thay văn bản này bằng văn bản khác.",
        "Hãy dùng văn bản mới.",
    ),
    Outcome.CANCELLED: _WORDS[Outcome.CANCELLED],
    Outcome.WITHDRAWN: _WORDS[Outcome.WITHDRAWN],
}


def told_file(finding: Finding) -> Told:
    """The answer to a file."""
    tone, title, sentence, advice = _WORDS[finding.outcome]
    document = finding.document
    return Told(
        tone,
        title,
        sentence,
        advice,
        reasons=finding.reasons,
        seals=tuple(_seals(finding, tone)),
        notes=tuple(_notes(finding)),
        document=document,
        replacement=finding.replacement,
        code=grouped(document.proof_code) if document else None,
        digests=tuple(_digests(finding)),
        claims=finding.outcome in _NOT_OURS,
    )


def told_record(document: Document, outcome: Outcome, replacement: Document | None) -> Told:
    """The answer to a code: what may be known of a paper by whoever sees its first page, and nothing of its text."""
    tone, title, sentence, advice = _STATES[outcome]
    structure = document.prepared.get("structure")
    digests = (("Mã nội dung", in_groups(structure)),) if structure else ()
    return Told(
        tone,
        title,
        sentence,
        advice,
        document=document,
        replacement=replacement,
        code=grouped(document.proof_code),
        digests=(*digests, ("Mã tệp đã ban hành (SHA-256)", in_groups(document.issued_digest or ""))),
    )


def refusal(title: str, sentence: str) -> Told:
    """Something that could not be looked into."""
    return Told("late", title, sentence)


def in_groups(digest: str) -> str:
    """Eight letters at a time, so that two people can read it out to each other."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _seals(finding: Finding, tone: str) -> Iterator[Seal]:
    """No signature is called good on a file that is not: a reader would take the green word for the whole."""
    for report in finding.verdict.signatures:
        label = "Người ký" if report.kind.value == "person" else "Chữ ký tổ chức"
        yield Seal(label, finding.verdict.valid and tone != "late", report)


def _notes(finding: Finding) -> Iterator[str]:
    yield from finding.verdict.remarks
    if finding.pages:
        numbers = ", ".join(map(str, finding.pages))
        yield f"Chữ ở trang {numbers} khác bản đã ban hành; các trang kia giống."


def _digests(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "Mã tệp đưa lên (SHA-256)", in_groups(finding.digest)
    document = finding.document
    if document is not None and document.issued_digest not in (None, finding.digest):
        yield "Mã tệp đã ban hành", in_groups(document.issued_digest or "")
