"""Set-up of a fresh machine with the standard library alone: `python3 -m workflow setup [--test]`.

Every module here must be readable by an older Python, which is told so instead of failing on a line of syntax.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent.parent
LEAST_PYTHON = (3, 11)


def main(arguments: list[str]) -> int:
    """Builds `.venv` and brings the system libraries; done already, it changes nothing and says nothing.

    Returns 0, or 2 after one clear sentence when something cannot be had. Without PDF libraries the application
    still runs (0, with a warning); the tests (`--test`) do not (2).
    """
    parser = argparse.ArgumentParser(prog="python3 -m workflow setup", description="Chuẩn bị máy để chạy Trình Ký.")
    parser.add_argument("--test", action="store_true", help="chuẩn bị cả những thứ để chạy kiểm thử")
    wanted = parser.parse_args(arguments)
    if tuple(sys.version_info[:2]) < LEAST_PYTHON:
        return _refuse(f"Cần Python 3.11 trở lên, máy này đang dùng {sys.version.split()[0]}: hãy cài gói python3.11.")
    return _prepare(wanted.test)


def _prepare(with_tests: bool) -> int:
    # Imported only now: these modules lean on what older versions of Python do not have.
    from workflow.domain.errors import SetupIncomplete
    from workflow.setup.python_environment import prepare_environment
    from workflow.setup.system import bring, explain, needs

    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.umask(0o022)  # the database's system user must be able to read the programs installed here
    try:
        prepare_environment(PROJECT_ROOT, with_tests)
        missing = bring(needs(with_tests), allowed=not os.environ.get("NO_SYSTEM"))
    except SetupIncomplete as refusal:
        return _refuse(refusal.reason)
    if missing:
        print(explain(missing, with_tests), file=sys.stderr)
    return 2 if missing and with_tests else 0


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
