"""What people and organisations sign with: certificates bound and ended, key files brought in, pictures kept."""

import datetime as dt
from collections.abc import Mapping

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotFound, NotPermitted
from workflow.domain.facts import Fact
from workflow.domain.inputs.issuing import BoundCertificate
from workflow.domain.names import named_in_certificate
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.states import Role
from workflow.models import Certificate, Chained, KeyFile, Organisation, Picture, User, db
from workflow.models.clock import now, today
from workflow.queries.certificates import MISSING, CertificateCase, by_id, live, picture_of
from workflow.queries.organisations import OrganisationCase
from workflow.queries.organisations import by_id as organisation_by_id


@action
def bind_own(organisation_id: int, given: BoundCertificate, sealed: bytes | None, *, actor: Actor) -> Certificate:
    """Bind a certificate to the person for signing on behalf of an organisation, with its key file when that is kept
    here; a newer one replaces the older. Counts at once when the names in it are the person's and the organisation's,
    else when the administrator confirms it. Refuses whoever does not sign there."""
    organisation = organisation_by_id(organisation_id)
    require(actor, Permission.CERTIFICATE_BIND, OrganisationCase(organisation))
    user = db.session.get_one(User, actor.user_id)
    agrees = named_in_certificate(given.holder, user.name) and _names(given.holder_organisation, organisation)
    return _bind(organisation, user, given, sealed, _Confirmed(agrees, actor))


@action
def bind_seal(organisation_id: int, given: BoundCertificate, sealed: bytes | None, *, actor: Actor) -> Certificate:
    """The same for the organisation's own seal, by its văn thư or administrator. Refuses a chi bộ, which has none."""
    organisation = organisation_by_id(organisation_id)
    require(actor, Permission.ORGANISATION_SEAL, OrganisationCase(organisation))
    if organisation.is_cell:
        raise InvalidInput("Chi bộ không có con dấu riêng.")
    agrees = _names(given.holder, organisation)
    return _bind(organisation, None, given, sealed, _Confirmed(agrees, actor))


@action
def confirm_certificate(certificate_id: int, *, actor: Actor) -> Certificate:
    """The unit's administrator says that the certificate is this person's, or this organisation's. Twice is once.
    Refuses the person's own word."""
    certificate = by_id(certificate_id)
    organisation = organisation_by_id(certificate.organisation_id)
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation))
    if certificate.user_id == actor.user_id:
        raise NotPermitted("Chứng thư số của mình phải do người quản trị khác xác nhận.")
    if certificate.confirmed_at is None:
        certificate.confirmed_at = now()
        record(_whose(certificate), Fact.CERTIFICATE_CONFIRMED, actor, now(), _said(certificate))
    return certificate


@action
def end_certificate(certificate_id: int, *, actor: Actor) -> Certificate:
    """Sign with it no more, from this moment; its key file is deleted. Ended before, it stays so. Refuses
    (NotFound) whoever is neither its holder nor keeps the seal or manages the unit."""
    certificate = by_id(certificate_id)
    if not permits(actor, Permission.CERTIFICATE_END, CertificateCase(certificate)):
        raise NotFound(MISSING)
    end(certificate, actor)
    return certificate


@action
def choose_seal_way(organisation_id: int, *, by_itself: bool, actor: Actor) -> Organisation:
    """The organisation chooses whether the server puts its seal by itself after the signer. Only its administrator."""
    organisation = organisation_by_id(organisation_id)
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation))
    if organisation.seals_by_itself != by_itself:
        organisation.seals_by_itself = by_itself
        said = Said(details={"seals_by_itself": by_itself}, role=Role.ADMIN)
        record(organisation, Fact.SEAL_WAY_CHOSEN, actor, now(), said)
    return organisation


@action
def keep_picture(png: bytes | None, *, organisation_id: int | None = None, actor: Actor) -> Picture | None:
    """Keep the picture of the person's signature or of the organisation's seal in the place of the one before; None
    removes it. The audit keeps what happened, not the picture."""
    owner = _picture_owner(organisation_id, actor)
    whose = {"organisation_id": organisation_id} if organisation_id else {"user_id": actor.user_id}
    picture = picture_of(**whose)
    if png is None:
        if picture is not None:
            db.session.delete(picture)
            record(owner, Fact.PICTURE_REMOVED, actor, now())
        return None
    picture = picture or Picture(**whose)
    picture.png, picture.kept_at = png, now()
    db.session.add(picture)
    record(owner, Fact.PICTURE_KEPT, actor, now(), Said(details={"bytes": len(png)}))
    return picture


class _Confirmed:
    """Whether the names in a certificate speak for themselves, and whose act the binding is."""

    def __init__(self, agrees: bool, actor: Actor) -> None:
        self.at: dt.datetime | None = now() if agrees else None
        self.actor = actor


def _bind(
    organisation: Organisation, user: User | None, given: BoundCertificate, sealed: bytes | None, by: _Confirmed
) -> Certificate:
    user_id = user.id if user else None
    known = live(organisation.id, user_id, given.fingerprint)
    certificate = known or Certificate(
        organisation_id=organisation.id,
        user_id=user_id,
        fingerprint=given.fingerprint,
        holder=given.holder[:200],
        holder_organisation=given.holder_organisation[:200],
        issuer=given.issuer[:200],
        not_before=given.not_before,
        not_after=given.not_after,
        pem=given.pem,
        from_day=today(),
        confirmed_at=by.at,
    )
    if sealed is not None:
        certificate.key_file = certificate.key_file or KeyFile()
        certificate.key_file.sealed, certificate.key_file.brought_at = sealed, now()
    if known is None:
        db.session.add(certificate)
    db.session.flush()
    record(user or organisation, Fact.CERTIFICATE_BOUND, by.actor, now(), _said(certificate))
    return certificate


def end(certificate: Certificate, actor: Actor) -> None:
    """Nobody signs with it from today on, inside a running act; its key file is gone. Ended already, it stays so."""
    if certificate.to_day is not None and certificate.to_day < today():
        return
    certificate.to_day, certificate.key_file = today() - dt.timedelta(days=1), None
    record(_whose(certificate), Fact.CERTIFICATE_ENDED, actor, now(), _said(certificate))


def _names(there: str, organisation: Organisation) -> bool:
    return any(named_in_certificate(there, ours) for ours in (organisation.name, organisation.heading))


def _said(certificate: Certificate) -> Said:
    details: Mapping[str, object] = {
        "certificate": certificate.fingerprint,
        "holder": certificate.holder,
        "organisation": certificate.organisation_id,
        "until": certificate.not_after.date().isoformat(),
        "confirmed": certificate.confirmed_at is not None,
    }
    return Said(details=details)


def _whose(certificate: Certificate) -> Chained:
    return db.session.get_one(User, certificate.user_id) if certificate.user_id else certificate.organisation


def _picture_owner(organisation_id: int | None, actor: Actor) -> Chained:
    if organisation_id is None:
        return db.session.get_one(User, actor.user_id)
    organisation = organisation_by_id(organisation_id)
    require(actor, Permission.ORGANISATION_SEAL, OrganisationCase(organisation))
    return organisation
