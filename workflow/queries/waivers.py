"""Waivers given for findings of the check of format."""

from sqlalchemy import select

from workflow.models import Waiver, db


def waivers_of(document_id: int) -> list[Waiver]:
    """Every waiver ever given for the document, oldest first."""
    return list(db.session.scalars(select(Waiver).where(Waiver.document_id == document_id).order_by(Waiver.id)))
