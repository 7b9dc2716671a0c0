"""The registers: which number a paper would get."""

from sqlalchemy import select

from workflow.domain.numbers import DocumentSymbol
from workflow.models import Document, Series, db


def expected_symbol(document: Document) -> str:
    """The symbol the paper has, or would get if it took its number now; another may come first."""
    if document.symbol:
        return document.symbol
    organisation = document.organisation
    query = select(Series.last).where(
        Series.organisation_id == organisation.id,
        Series.kind == document.kind.value,
        Series.term_from == organisation.term_from,
    )
    number = (db.session.scalar(query) or 0) + 1
    return str(DocumentSymbol(number, document.kind.value, organisation.symbol))
