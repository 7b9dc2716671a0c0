"""What `workflow.sandbox` does with signers' files in a child process: each task returns words for JSON, and bytes."""

from workflow.domain.states import SignatureKind
from workflow.signing.picture import normalised
from workflow.signing.pkcs12 import Pkcs12Signer


def warm() -> None:
    """Load what pictures are opened with, once, in the process that the children are forked from."""
    from PIL import PngImagePlugin  # noqa: F401 - registers the format


def picture(data: bytes, kind: str) -> tuple[None, bytes]:
    """See `normalised`."""
    return None, normalised(data, SignatureKind(kind))


def opens(data: bytes, passphrase: str) -> tuple[None, bytes]:
    """Refuses as `Pkcs12Signer.open`; a file made to take for ever is ended here and not where people wait."""
    Pkcs12Signer.open(data, passphrase)
    return None, b""
