"""What a message says: which paper, what happened, who did it, and the reason in full."""

from workflow.domain.labels import FACTS, KINDS
from workflow.domain.messages import Message
from workflow.models import Document, db
from workflow.queries.chains import entry_of


def message(document_id: int, ordinal: int) -> Message:
    """The words about one act of a document."""
    document = db.session.get_one(Document, document_id)
    entry = entry_of(document_id, ordinal)
    name = f"{KINDS[document.kind]} số {document.symbol}" if document.number else KINDS[document.kind]
    said = [entry.details.get("note"), *entry.details.get("reasons", {}).values(), entry.details.get("reason")]
    late = entry.details.get("days_late")
    first = f"{entry.actor_name}, trễ hạn {late} ngày." if late else f"{entry.actor_name}."
    return Message(
        fact=entry.fact,
        title=f"{FACTS[entry.fact]}: {name} của {document.issuer_name}",
        text="\n".join([first, *(f"“{one}”" for one in said if one)]),
    )
