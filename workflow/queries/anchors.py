"""The newest anchors: what is handed to the superior and written into a paper."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from workflow.domain.anchors import AnchorName
from workflow.models import Anchor, db


def newest_of(organisations: Collection[int]) -> dict[int, AnchorName]:
    """The newest anchor of each of the organisations that has one."""
    query = (
        select(Anchor.organisation_id, Anchor.ordinal, Anchor.digest)
        .where(Anchor.organisation_id.in_(organisations))
        .ext(distinct_on(Anchor.organisation_id))
        .order_by(Anchor.organisation_id, Anchor.ordinal.desc())
    )
    return {row[0]: AnchorName(*row) for row in db.session.execute(query)}


def newest(organisation_id: int) -> AnchorName | None:
    """The newest anchor of one organisation."""
    return newest_of([organisation_id]).get(organisation_id)


def is_kept(name: AnchorName) -> bool:
    """Whether the chain of anchors still has this one."""
    found = select(Anchor.digest).where(Anchor.organisation_id == name.organisation_id, Anchor.ordinal == name.ordinal)
    return db.session.scalar(found) == name.digest
