"""Whose certificates: bound to people and organisations, which of them count today, and the key files kept for them."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.names import named_in_certificate
from workflow.domain.states import Role
from workflow.models import Certificate, Organisation, OrganisationName, Picture, db
from workflow.models.clock import today
from workflow.queries.organisations import OrganisationCase
from workflow.queries.organisations import by_id as organisation_by_id

__all__ = [
    "MISSING",
    "Certificate",
    "CertificateCase",
    "Former",
    "Organisation",
    "Picture",
    "by_id",
    "counting",
    "former_names",
    "live",
    "of_organisation",
    "of_person",
    "own_key",
    "picture_of",
    "signing_for",
    "token_certificate",
    "waiting_in",
]

MISSING = "Không có chứng thư số này."


class CertificateCase(OrganisationCase):
    """A certificate as the rules see it: the organisation that it signs for, and the person whose it is."""

    def __init__(self, certificate: Certificate) -> None:
        super().__init__(organisation_by_id(certificate.organisation_id))
        self.user_id = certificate.user_id


@dataclass(frozen=True, slots=True)
class Former:
    """The name that a certificate bears and that its organisation bore until the day before `since`."""

    name: str
    since: dt.date

    def last_day(self, days: int) -> dt.date:
        """The last day on which it may be signed with, so many days after the renaming."""
        return self.since + dt.timedelta(days=days)


def former_names(certificates: Collection[Certificate]) -> dict[int, Former]:
    """Of the certificates that name their organisation as it was called before: that name, by the certificate's id; one
    statement."""
    houses = {one.organisation_id for one in certificates}
    query = select(OrganisationName).where(
        OrganisationName.organisation_id.in_(houses), OrganisationName.from_day <= today()
    )
    names: dict[int, list[OrganisationName]] = {}
    for row in db.session.scalars(query.order_by(OrganisationName.from_day.desc())) if houses else ():
        names.setdefault(row.organisation_id, []).append(row)
    found = {one.id: _former(one, names.get(one.organisation_id, [])) for one in certificates}
    return {certificate: former for certificate, former in found.items() if former is not None}


def _former(certificate: Certificate, names: Sequence[OrganisationName]) -> Former | None:
    """`names` are the newest first. A certificate that a person confirmed in spite of its name bears none of them."""
    there = certificate.holder_organisation or certificate.holder
    borne = [any(named_in_certificate(there, called) for called in (one.name, one.heading)) for one in names]
    place = borne.index(True) if True in borne else 0
    return Former(names[place].name, names[place - 1].from_day) if place else None


def counting(organisation_id: int, user_id: int | None) -> Sequence[Certificate]:
    """The certificates with which this person signs for the organisation today (None: the organisation itself): bound,
    confirmed, in their period; the newest first."""
    query = _of(organisation_id, user_id).where(Certificate.confirmed_at.is_not(None))
    return db.session.scalars(query.order_by(Certificate.id.desc())).unique().all()


def own_key(organisation_id: int, user_id: int | None) -> Certificate | None:
    """The newest of those whose key file is kept here."""
    return next((one for one in counting(organisation_id, user_id) if one.key_file is not None), None)


def token_certificate(organisation_id: int, user_id: int | None) -> Certificate | None:
    """The newest of those whose key stays in a token."""
    return next((one for one in counting(organisation_id, user_id) if one.key_file is None), None)


def of_person(user_id: int) -> Sequence[Certificate]:
    """Every certificate of a person that is still in use, whether it counts yet or not; newest first."""
    return _listed(Certificate.user_id == user_id)


def of_organisation(organisation_id: int) -> Sequence[Certificate]:
    """Those of the organisation's own seal."""
    return _listed(Certificate.organisation_id == organisation_id, Certificate.user_id.is_(None))


def waiting_in(organisation_id: int) -> Sequence[Certificate]:
    """Those that wait for the administrator's word, of people and of the seal."""
    return _listed(Certificate.organisation_id == organisation_id, Certificate.confirmed_at.is_(None))


def by_id(certificate_id: int) -> Certificate:
    """One certificate, locked. Refuses NotFound."""
    certificate = db.session.get(Certificate, certificate_id, with_for_update={"of": Certificate})
    if certificate is None:
        raise NotFound(MISSING)
    return certificate


def live(organisation_id: int, user_id: int | None, fingerprint: str) -> Certificate | None:
    """This very certificate of the person for the organisation, if it is still in use."""
    query = _of(organisation_id, user_id).where(Certificate.fingerprint == fingerprint)
    return db.session.scalars(query).unique().one_or_none()


def picture_of(*, user_id: int | None = None, organisation_id: int | None = None) -> Picture | None:
    """The picture of a person's signature or of an organisation's seal."""
    query = select(Picture).where(Picture.user_id == user_id, Picture.organisation_id == organisation_id)
    return db.session.scalars(query).one_or_none()


def signing_for(actor: Actor) -> Sequence[Organisation]:
    """The organisations on whose behalf the person may sign today."""
    query = select(Organisation).where(Organisation.id.in_(actor.serves_in(Role.SIGNER)))
    return db.session.scalars(query.order_by(Organisation.id)).all()


def _of(organisation_id: int, user_id: int | None) -> Select[Certificate]:
    query = select(Certificate).options(joinedload(Certificate.key_file))
    return query.where(
        Certificate.organisation_id == organisation_id, Certificate.user_id == user_id, *_in_period(today())
    )


def _listed(*conditions: ColumnElement[bool]) -> Sequence[Certificate]:
    query = select(Certificate).options(joinedload(Certificate.key_file), joinedload(Certificate.organisation))
    query = query.options(joinedload(Certificate.user)).where(*conditions, *_in_period(today()))
    return db.session.scalars(query.order_by(Certificate.id.desc())).unique().all()


def _in_period(day: dt.date) -> tuple[ColumnElement[bool], ...]:
    return (Certificate.from_day <= day, or_(Certificate.to_day.is_(None), Certificate.to_day >= day))
