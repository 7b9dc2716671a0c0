"""Where pyHanko gets word of revocations from, when it is let ask: one answer about one certificate (OCSP), else the
whole list of its issuer (CRL), through our own bounded questions (`reach`)."""

from collections.abc import AsyncGenerator, Iterable

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator.authority import Authority
from pyhanko_certvalidator.errors import CRLFetchError, OCSPFetchError, OCSPValidationError
from pyhanko_certvalidator.fetchers import Fetchers
from pyhanko_certvalidator.fetchers.api import CertificateFetcher, CRLFetcher, OCSPFetcher
from pyhanko_certvalidator.fetchers.common_utils import (
    enumerate_delivery_point_urls,
    format_ocsp_request,
    process_ocsp_response_data,
)
from pyhanko_certvalidator.util import get_ocsp_urls, get_relevant_crl_dps

from workflow.signing.reach import Inquiry, NoAnswer, Question

MOST_ADDRESSES = 3
"""Of one certificate that are tried, one after the other."""

_ASKED, _ANSWERED = "application/ocsp-request", "application/ocsp-response"


def sources(inquiry: Inquiry) -> Fetchers:
    """The places to ask, within the limits of the inquiry."""
    return Fetchers(_Answers(inquiry), _Lists(inquiry), _NoCertificates())


class _Answers(OCSPFetcher):
    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._kept: dict[bytes, ocsp.OCSPResponse] = {}

    async def fetch(self, cert: x509.Certificate, authority: Authority) -> ocsp.OCSPResponse:
        query = format_ocsp_request(cert, authority, certid_hash_algo="sha1", request_nonces=True)
        question = Question(query.dump(), _ASKED, _ANSWERED)
        for url in get_ocsp_urls(cert)[:MOST_ADDRESSES]:
            try:
                content = self._inquiry.ask(url, question)
                found = process_ocsp_response_data(content, ocsp_request=query, ocsp_url=url)
            except (NoAnswer, OCSPValidationError, ValueError):
                continue
            self._kept[cert.issuer_serial] = found
            return found
        raise OCSPFetchError("no answer")

    def fetched_responses(self) -> Iterable[ocsp.OCSPResponse]:
        return self._kept.values()

    def fetched_responses_for_cert(self, cert: x509.Certificate) -> Iterable[ocsp.OCSPResponse]:
        return [self._kept[cert.issuer_serial]] if cert.issuer_serial in self._kept else []


class _Lists(CRLFetcher):
    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._kept: dict[str, crl.CertificateList] = {}

    async def fetch(self, cert: x509.Certificate, *, use_deltas: bool = False) -> Iterable[crl.CertificateList]:
        urls = _list_addresses(cert)
        for url in urls[:MOST_ADDRESSES]:
            try:
                found = self._kept.get(url) or crl.CertificateList.load(self._inquiry.ask(url), strict=True)
            except (NoAnswer, ValueError):
                continue
            self._kept[url] = found
            return [found]
        if urls:
            raise CRLFetchError("no answer")
        return []

    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        return self._kept.values()

    def fetched_crls_for_cert(self, cert: x509.Certificate) -> Iterable[crl.CertificateList]:
        found = [self._kept[url] for url in _list_addresses(cert) if url in self._kept]
        if not found:
            raise KeyError(cert.issuer_serial)
        return found


def _list_addresses(cert: x509.Certificate) -> list[str]:
    points = get_relevant_crl_dps(cert, use_deltas=False)
    return [url for point in points for url in enumerate_delivery_point_urls(point)]


class _NoCertificates(CertificateFetcher):
    """A signature brings the certificates above it; one that does not is refused long before."""

    async def fetch_cert_issuers(self, cert: x509.Certificate) -> AsyncGenerator[x509.Certificate, None]:
        return
        yield  # what makes it a generator, of nothing

    async def fetch_crl_issuers(self, certificate_list: object) -> AsyncGenerator[x509.Certificate, None]:
        return
        yield  # what makes it a generator, of nothing

    def fetched_certs(self) -> Iterable[x509.Certificate]:
        return ()
