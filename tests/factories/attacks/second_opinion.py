"""What poppler's `pdfsig` says of a file, by its words (its exit codes say "valid" of files it calls invalid)."""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Opinion:
    """The signatures `pdfsig` found, whether it calls each of them valid, and whether the last covers the file."""

    valid: tuple[bool, ...]
    whole: tuple[bool, ...]

    @property
    def finds_nothing_wrong(self) -> bool:
        """There are signatures, each is valid, and nothing was written behind the last."""
        return bool(self.valid) and all(self.valid) and any(self.whole)


def opinion(pdf: bytes) -> Opinion:
    """Asks `pdfsig`, without any store of certificates: it judges the bytes, not the people."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        command = ["pdfsig", "-nocert", str(file)]
        told = subprocess.run(command, capture_output=True, timeout=20, check=False)
    parts = re.split(r"^Signature #\d+:", told.stdout.decode("utf-8", "replace"), flags=re.M)[1:]
    return Opinion(
        tuple("Signature Validation: Signature is Valid." in part for part in parts),
        tuple("Total document signed" in part and "Not total" not in part for part in parts),
    )
