"""Tokens of software (SoftHSM), spoken to by PKCS#11 as a signer's own device would be."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, ObjectClass

from workflow.signing.pkcs11 import Device
from workflow.signing.pkcs12 import Pkcs12Signer

PIN = "mã-pin-8675"
LIBRARIES = ("/usr/lib/softhsm", "/usr/lib64/pkcs11", "/usr/local/lib/softhsm")


@dataclass(frozen=True)
class Tokens:
    """A folder of tokens; the library reads where it lies once a process, so there is one of these a process."""

    folder: Path
    library: Path

    def device(self, label: str = "") -> Device:
        """As the settings name it."""
        return Device(self.library, label)

    def make(self, label: str, signer: Pkcs12Signer | None = None, *, with_key: bool = True) -> Device:
        """A token of that label that holds the signer's certificate and key, or nothing."""
        command = ["--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", PIN]
        self._util(*command)
        if signer is not None and with_key:
            self._bring_key(label, signer)
        library = pkcs11.lib(str(self.library))
        library.reinitialize()
        if signer is not None:
            with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
                session.create_object(_certificate(signer))
        return self.device(label)

    def remove_all(self) -> None:
        """Every token pulled out."""
        for slot in pkcs11.lib(str(self.library)).get_slots(token_present=True):
            if slot.get_token().label:
                self._util("--delete-token", "--token", slot.get_token().label)
        pkcs11.lib(str(self.library)).reinitialize()

    def _bring_key(self, label: str, signer: Pkcs12Signer) -> None:
        file = self.folder / "key.pem"
        file.write_bytes(signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self._util("--import", str(file), "--token", label, "--label", "ky", "--id", "A1", "--pin", PIN)
        file.unlink()

    def _util(self, *words: str) -> None:
        subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)


def _certificate(signer: Pkcs12Signer) -> dict[Attribute, object]:
    return {
        Attribute.CLASS: ObjectClass.CERTIFICATE,
        Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        Attribute.TOKEN: True,
        Attribute.PRIVATE: False,
        Attribute.ID: b"\xa1",
        Attribute.SUBJECT: signer.certificate.subject.public_bytes(),
        Attribute.VALUE: signer.certificate.public_bytes(Encoding.DER),
    }


@contextmanager
def tokens_in(folder: Path) -> Iterator[Tokens]:
    """The tokens of a process, in the folder."""
    (folder / "tokens").mkdir(parents=True)
    (folder / "conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(folder / "conf")
    yield Tokens(folder, next(found for found in (Path(one) / "libsofthsm2.so" for one in LIBRARIES) if found.exists()))
    del os.environ["SOFTHSM2_CONF"]
