"""Whether a certificate had been taken back when it signed, by the lists of revocations that the file itself carries.

pyHanko asks such lists only for certificates that name a place where theirs is published; here every list counts that
the certificate's own issuer signed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from asn1crypto import x509 as asn1
from cryptography import x509
from pyhanko.sign.validation.dss import DocumentSecurityStore


def revoked(path: Iterable[asn1.Certificate], proofs: DocumentSecurityStore | None, at: datetime) -> bool:
    """Whether a list says of a certificate of the path that it was revoked at that moment or before."""
    certificates = [x509.load_der_x509_certificate(one.dump()) for one in path]
    issuers = {one.subject: one for one in certificates}
    lists = list(_lists(proofs))
    return any(
        _says(one, crl, issuers[one.issuer], at) for one in certificates for crl in lists if one.issuer in issuers
    )


def _lists(proofs: DocumentSecurityStore | None) -> Iterator[x509.CertificateRevocationList]:
    for reference in proofs.crls if proofs else ():
        yield x509.load_der_x509_crl(reference.get_object().data)


def _says(one: x509.Certificate, crl: x509.CertificateRevocationList, issuer: x509.Certificate, at: datetime) -> bool:
    if crl.issuer != one.issuer:
        return False
    entry = crl.get_revoked_certificate_by_serial_number(one.serial_number)
    key = issuer.public_key()
    return entry is not None and entry.revocation_date_utc <= at and crl.is_signature_valid(key)  # type: ignore[arg-type]
