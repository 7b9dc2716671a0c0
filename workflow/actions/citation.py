"""Keeping the citation register: documents added and corrected by an office, each act in the entry's history."""

from collections.abc import Sequence

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain import dates, numbers
from workflow.domain.actor import Actor, Grant
from workflow.domain.blocks import clean
from workflow.domain.citations import KIND_NAMES, REGULATION, CitedDocument
from workflow.domain.errors import ChangedMeanwhile, InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.inputs.registers import SaveCitation
from workflow.domain.paper import Citation
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Role
from workflow.models import CitationEntry, db
from workflow.models.clock import now
from workflow.paper.parse.citations import citations
from workflow.queries.citations import by_id, folded, present, texts_of_issued

_LONGEST_TITLE = 1000
_MOST_PROPOSED = 20


@action
def add_citation(given: SaveCitation, *, actor: Actor) -> CitationEntry:
    """Enter a document. Refuses NotPermitted, an incomplete one and one that is in the register (InvalidInput)."""
    require(actor, Permission.CITATION_KEEP, None)
    cited = _clean(given)
    _refuse_double(cited)
    entry = CitationEntry()
    _put(entry, cited)
    db.session.add(entry)
    db.session.flush()
    _record(entry, Fact.CITATION_ADDED, actor, {"entry": cited.in_words})
    return entry


@action
def correct_citation(entry_id: int, given: SaveCitation, *, actor: Actor) -> CitationEntry:
    """Correct an entry; the same again changes nothing. Refuses as `add_citation` does, and an entry corrected
    meanwhile (ChangedMeanwhile)."""
    require(actor, Permission.CITATION_KEEP, None)
    entry = by_id(entry_id)
    db.session.refresh(entry, with_for_update=True)
    if entry.version != given.version:
        raise ChangedMeanwhile("Mục này vừa được người khác sửa. Hãy xem bản mới rồi sửa tiếp.")
    cited = _clean(given)
    before = CitedDocument(entry.symbol, entry.issued_on, entry.issuer, entry.title, entry.kind_name)
    if cited == before:
        return entry
    if (cited.symbol, cited.date) != (before.symbol, before.date):
        _refuse_double(cited)
    _put(entry, cited)
    entry.version += 1
    _record(entry, Fact.CITATION_CORRECTED, actor, {"entry": cited.in_words, "before": before.in_words})
    return entry


def proposals(organisation_ids: Sequence[int]) -> list[Citation]:
    """Documents that issued papers of these organisations cite with day and title and that the register lacks."""
    texts = [text for issued in texts_of_issued(organisation_ids) for text in issued.texts if "/" in text]
    found = [cited for cited in citations(texts) if cited.date and cited.title]
    pairs = {(cited.symbol, cited.date) for cited in found if cited.date}
    there = present(pairs)
    first = {(cited.symbol, cited.date): cited for cited in reversed(found)}
    return [cited for pair, cited in reversed(first.items()) if pair not in there][:_MOST_PROPOSED]


def _clean(given: SaveCitation) -> CitedDocument:
    symbol = numbers.parse_symbol(given.symbol)  # refuses what is none
    if symbol.number is None:
        _refuse("symbol", "Số, ký hiệu: hãy ghi đủ số, ví dụ 43-NQ/TW.")
    if given.issued_on is None:
        raise InvalidInput("Hãy ghi ngày ban hành.", fields={"issued_on": "Ngày ban hành: hãy ghi ngày."})
    kind = given.kind_name.strip() or KIND_NAMES.get(symbol.kind, "")
    if symbol.kind in KIND_NAMES and kind not in (KIND_NAMES[symbol.kind], REGULATION if symbol.kind == "QĐ" else ""):
        _refuse("kind_name", f"Tên loại: ký hiệu {symbol.kind} là {KIND_NAMES[symbol.kind]}.")
    issuer, title = (" ".join(clean(text).split()).strip(' .,;“”"*') for text in (given.issuer, given.title))
    if not issuer:
        _refuse("issuer", "Cơ quan ban hành: hãy ghi tên cơ quan.")
    if not title or len(title) > _LONGEST_TITLE:
        _refuse("title", "Trích yếu: hãy ghi đúng như bản gốc, không quá 1.000 ký tự.")
    return CitedDocument(str(symbol), given.issued_on, issuer, _as_printed(title), kind or "Văn bản")


def _as_printed(title: str) -> str:
    """An abstract begins with a small letter: "Về …" of a title in quotation marks is "về …" here."""
    return title[0].lower() + title[1:] if title.startswith(("Về ", "VỀ ")) else title


def _refuse_double(cited: CitedDocument) -> None:
    if present({(cited.symbol, cited.date)}) & {(cited.symbol, cited.date)}:
        _refuse("symbol", f"Sổ đã có {cited.symbol}, ngày {dates.short(cited.date)}.")


def _refuse(field: str, message: str) -> None:
    raise InvalidInput(message, fields={field: message})


def _put(entry: CitationEntry, cited: CitedDocument) -> None:
    entry.symbol, entry.issued_on, entry.kind_name = cited.symbol, cited.date, cited.name
    entry.issuer, entry.title = cited.issuer, cited.title
    entry.folded = folded(f"{cited.name} {cited.symbol} {cited.issuer} {cited.title}")


def _record(entry: CitationEntry, fact: Fact, actor: Actor, details: dict[str, str]) -> None:
    kept_for = next((grant.organisation_id for grant in _sorted_grants(actor) if grant.role is Role.OFFICE), None)
    record(entry, fact, actor, now(), Said(details=details, role=Role.OFFICE, acting_for=kept_for))


def _sorted_grants(actor: Actor) -> list[Grant]:
    return sorted(actor.grants, key=lambda grant: (grant.organisation_id, grant.role))
