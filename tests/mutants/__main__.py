"""`python -m tests.mutants [words of a name]`: change a copy of the tree, one fault at a time, and see each found."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.critical import MUTANTS, Mutant
from tests.mutants.trial import Trial


def main(words: Sequence[str]) -> int:
    """Exit 0 when every mutant is killed, 1 when one survives, 2 when the tests fail without any."""
    chosen = [one for one in MUTANTS if " ".join(words) in one.name]
    with TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        tests = tuple(dict.fromkeys(test for one in chosen for test in one.tests))
        if not chosen or not trial.passes(tests):
            print("các kiểm thử được nêu phải đạt khi chưa sửa gì")  # noqa: T201
            return 2
        begun = time.monotonic()
        survivors = [one for one in chosen if not _killed(trial, one)]
    print(f"{len(chosen) - len(survivors)}/{len(chosen)} bị phát hiện, {time.monotonic() - begun:.0f} giây")  # noqa: T201
    return 1 if survivors else 0


def _killed(trial: Trial, mutant: Mutant) -> bool:
    text = (trial.folder / mutant.file).read_text(encoding="utf-8")
    if text.count(mutant.before) != 1:
        raise LookupError(f"{mutant.name}: {mutant.file} has the words {text.count(mutant.before)} times")
    found = trial.finds(mutant.file, text.replace(mutant.before, mutant.after), mutant.tests)
    told = {True: "bị phát hiện", False: "SỐNG SÓT", None: "KHÔNG CHẠY"}[found]
    print(f"{told:<14} {mutant.name}", flush=True)  # noqa: T201
    return found is True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
