"""What an organisation was called on a day."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from workflow.domain.issuer import Issuer
from workflow.models import Organisation, OrganisationName, db

__all__ = ["OrganisationName", "issuer_on", "names_of", "names_on"]


def names_of(organisation_id: int) -> Sequence[OrganisationName]:
    """All names it ever had, newest first."""
    query = select(OrganisationName).where(OrganisationName.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(OrganisationName.from_day.desc())).all()


def names_on(organisation: Organisation, day: dt.date | None) -> OrganisationName:
    """The names of that day, of today when none is given; for a day before the first that is known the oldest."""
    known = names_of(organisation.id)
    return next((one for one in known if day is None or one.from_day <= day), known[-1])


def issuer_on(names: OrganisationName, day: dt.date | None) -> Issuer:
    """The same as its papers print it, with the superior of that day as that was called."""
    above = db.session.get(Organisation, names.superior_id) if names.superior_id else None
    over = names_on(above, day) if above else None
    superior = (over.party_heading or over.heading) if over else None
    return Issuer(names.name, names.short_name, names.heading, names.place, superior)
