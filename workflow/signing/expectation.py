"""Which signatures a paper must carry, against those found in a file (T26: a stripped file looks merely unsigned)."""

from collections.abc import Iterator, Sequence

from workflow.signing.api import Expected, ExpectedSignature, SignatureReport

LONGEST_NAME = 64
"""Letters a certificate has room for (X.520); longer names are cut there."""


def missing(found: Sequence[SignatureReport], expected: Expected) -> Iterator[str]:
    """A Vietnamese sentence for each signature that is not there, and for each that does not belong."""
    if isinstance(expected, int) and len(found) < expected:
        yield f"Tệp thiếu chữ ký: cần {expected}, chỉ có {len(found)}."
    if expected is None or isinstance(expected, int):
        return
    left = list(found)
    for one in expected:
        same = next((report for report in left if _is(report, one)), None)
        if same is None:
            yield f"Tệp thiếu chữ ký của {_named(one.signer, one.organisation)}."
        else:
            left.remove(same)
    for report in left:
        yield f"Tệp có thêm chữ ký của {_named(report.signer, report.organisation)} mà văn bản này không có."


def _is(report: SignatureReport, one: ExpectedSignature) -> bool:
    if one.fingerprint is not None:
        return report.fingerprint == one.fingerprint
    names = ((one.signer, report.signer), (one.organisation, report.organisation))
    return one.kind is report.kind and all(known[:LONGEST_NAME] == told[:LONGEST_NAME] for known, told in names)


def _named(signer: str, organisation: str) -> str:
    return signer if organisation in ("", signer) else f"{signer} ({organisation})"
