"""Attacks on the clock and on revocation: stamps that do not count, certificates taken back, proofs that bring more."""

from collections.abc import Iterator
from datetime import timedelta

from tests.factories.attacks.changes import CHANGES, pdf, stream
from tests.factories.attacks.honest import Services
from tests.factories.attacks.shadows import updated
from tests.factories.attacks.strangers import Issue, curve_key, issued, root_of
from tests.factories.attacks.workbench import NOW, Workbench
from workflow.signing.pades import SparingWriter as Writer

DAY = timedelta(days=1)


def clocks(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Time stamps that must not count, and what they uncover."""
    services, foreign = Services.of(bench), Services.of(Workbench(bench.stranger, bench.authority, *_papers(bench)))
    person = services.person()
    yield "stamp_of_a_foreign_service", services.signed(person, foreign.stamper())
    yield "stamp_much_later", services.signed(person, services.stamper(NOW + 40 * DAY))
    yield "stamp_much_earlier", services.signed(person, services.stamper(NOW - 40 * DAY))
    short = issued(Issue(years=(2026, 2027)), curve_key(), root_of(bench))
    yield "stamp_after_the_certificate_ended", services.signed(short, services.stamper(NOW + 400 * DAY))


def _papers(bench: Workbench) -> tuple[bytes, bytes, bytes]:
    return bench.paper, bench.plain, bench.other


def revocations(bench: Workbench) -> Iterator[tuple[str, bytes]]:
    """Certificates that were taken back before the signing, and proofs that bring more than proofs."""
    services = Services.of(bench)
    person = services.person()
    stamped = services.signed(person, services.stamper())
    taken_back = services.revocations((person.certificate, NOW - 40 * DAY))
    yield "revoked", services.with_proofs(stamped, taken_back)
    yield "revoked_without_stamp", services.with_proofs(services.signed(person), taken_back)
    later = services.revocations((person.certificate, NOW - 40 * DAY), since=NOW + 40 * DAY)
    yield "revoked_and_told_later", services.with_proofs(stamped, later)
    proofs = services.with_proofs(stamped, services.revocations())
    for name in ("text_over_the_page", "free_text_over_text", "metadata_changed", "page_labels_added"):
        yield f"proofs_then_{name}", updated(proofs, CHANGES[name])
    yield "proofs_twice", updated(proofs, _more_proofs)
    yield "proofs_with_a_stowaway", updated(stamped, _stowaway)
    yield "proofs_cut", proofs[:-40]


def _more_proofs(writer: Writer) -> None:
    writer.root["/DSS"] = writer.add_object(pdf({"/CRLs": [writer.add_object(stream(b"\x30\x00"))]}))
    writer.update_root()


def _stowaway(writer: Writer) -> None:
    writer.add_object(stream(b"MZ", Type="/EmbeddedFile"))
    writer.root["/DSS"] = writer.add_object(pdf({"/Certs": [], "/CRLs": []}))
    writer.update_root()


MAKERS = (clocks, revocations)
