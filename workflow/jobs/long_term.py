"""What a signed paper needs for a judgement in later years, fetched before it is issued; nothing here holds it back."""

from workflow.actions.long_term import Proofs
from workflow.jobs.verification import roots_text, verdict_apart
from workflow.sandbox import ApartError
from workflow.settings import Settings
from workflow.signing.api import Baseline
from workflow.signing.reach import Reach
from workflow.signing.trust import trusted_roots
from workflow.storage.store import Store

REFUSED = "Bằng chứng lấy về quá nặng hoặc không đủ nên tệp giữ như lúc ký."


def prove(digest: str, store: Store, settings: Settings) -> Proofs:
    """The signed bytes with the proofs of their certificates, kept in the store; or why there are none. Refuses
    (StorageFailed) only when the bytes cannot be read or kept."""
    # pyHanko takes half a second to import; only a signature needs it
    from workflow.signing.long_term import NoProofs

    signed = store.get(digest)
    try:
        proven = _proven(signed, settings)
    except NoProofs as missing:
        return Proofs(digest, digest, reason=missing.reason, taken_back=missing.taken_back)
    return Proofs(digest, store.put(proven), Baseline.LONG_TERM.value)


def _proven(signed: bytes, settings: Settings) -> bytes:
    """The file with its proofs. Whatever our own verdict, within the limits of the public page, does not call B-LT is
    refused (NoProofs)."""
    from workflow.signing.long_term import NoProofs, with_proofs  # with pyHanko, as in `prove`

    proven = with_proofs(signed, trusted_roots(settings.root_files), Reach(inside=settings.long_term_inside))
    try:
        verdict = verdict_apart(proven, roots_text(settings))
    except ApartError as failure:
        raise NoProofs(REFUSED) from failure
    if not verdict.valid or verdict.level is not Baseline.LONG_TERM:
        raise NoProofs(REFUSED)
    return proven
