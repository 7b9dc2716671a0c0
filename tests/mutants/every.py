"""`python -m tests.mutants.every [words of a file]`: every small fault that a program can think of in the rules of
rights, moves, numbers and the record (G39). Each is tried against the tests of its file, two at a time."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from tests.beside_environment import python_with
from tests.mutants.critical import CHAIN, EVIDENCE, GUARDS, MACHINE, RIGHTS, SERIES
from tests.mutants.trial import Trial
from workflow.settings import PROJECT_ROOT

LIBRARIES = ("cosmic-ray==8.7.0",)
AIM = 0.90
_UNIT = "tests/unit/domain/test_{}.py"
ACTOR = _UNIT.format("actor")
MODULES: Mapping[str, tuple[str, ...]] = {
    "permissions": (RIGHTS, MACHINE),
    "predicates": (RIGHTS, ACTOR, MACHINE),
    "delegations": (_UNIT.format("delegations"), RIGHTS),
    "authority": (_UNIT.format("authority"),),
    "actor": (ACTOR, RIGHTS, MACHINE, _UNIT.format("delegations")),
    "document_machine": (_UNIT.format("moves"), MACHINE),
    "advance": (_UNIT.format("offers"), MACHINE),
    "guards": (MACHINE, GUARDS),
    "hands": (_UNIT.format("hands"), MACHINE, GUARDS),
    "majority": (_UNIT.format("majority"),),
    "bodies": (_UNIT.format("bodies"),),
    "series": (SERIES,),
    "numbers": (_UNIT.format("numbers"),),
    "chain": (CHAIN, EVIDENCE),
    "evidence": (EVIDENCE,),
}
"""The modules of the domain, and the tests that must find what is wrong in each."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The file as a fault leaves it; which fault it is."""

    module: str
    operator: str
    words: str
    text: str


def main(words: Sequence[str]) -> int:
    """Exit 0 when nine of ten are found, 1 when not, 2 when tests fail without a fault, 3 without Cosmic Ray."""
    chosen = [one for one in MODULES if not words or one in words]
    python = python_with(PROJECT_ROOT / "var" / "cosmic-ray", LIBRARIES, "cosmic_ray")
    if python is None:
        print("Chưa đo được: không cài được Cosmic Ray (cần đường mạng).")  # noqa: T201
        return 3
    begun, told, found = time.monotonic(), 0, 0
    with TemporaryDirectory() as folder, ProcessPoolExecutor(2, get_context("fork"), _begin, (folder,)) as both:
        if not chosen or not all(both.map(_passes, chosen)):
            print("các kiểm thử được nêu phải đạt khi chưa sửa gì")  # noqa: T201
            return 2
        for module in chosen:
            outcomes = _tried(both, list(_faults(python, module)))
            print(f"{module:<20} {sum(outcomes)}/{len(outcomes)}", flush=True)  # noqa: T201
            told, found = told + len(outcomes), found + sum(outcomes)
    print(f"{found}/{told} bị phát hiện ({found / told:.1%}), {time.monotonic() - begun:.0f} giây")  # noqa: T201
    return 0 if found / told >= AIM else 1


def _tried(both: ProcessPoolExecutor, faults: Sequence[Fault]) -> list[bool]:
    """Whether each was found, without those with which the program does not even start."""
    outcomes: list[bool] = []
    for fault, is_found in zip(faults, both.map(_finds, faults), strict=True):
        outcomes += [] if is_found is None else [is_found]
        if is_found is False:
            print(f"SỐNG SÓT  {fault.module}: {fault.operator}: {fault.words}", flush=True)  # noqa: T201
    return outcomes


def _file(module: str) -> str:
    return f"workflow/domain/{module}.py"


def _faults(python: Path, module: str) -> Iterator[Fault]:
    program = Path(__file__).with_name("mutations.py")
    command = [str(python), str(program), str(PROJECT_ROOT / _file(module))]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for line in lines.splitlines():
        yield Fault(module, **json.loads(line))


_trial: Trial


def _begin(folder: str) -> None:
    """A tree for this one of the two processes, in the folder that goes with the whole: theirs would stay behind."""
    global _trial  # noqa: PLW0603 - a worker of a pool has no other place
    _trial = Trial(Path(mkdtemp(dir=folder)))


def _passes(module: str) -> bool:
    return _trial.passes(MODULES[module])


def _finds(fault: Fault) -> bool | None:
    return _trial.finds(_file(fault.module), fault.text, MODULES[fault.module])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
