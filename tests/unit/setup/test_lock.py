"""The lock file: two parts without repetition, and a refusal when they disagree."""

import pytest

from workflow.setup.lock import compose
from workflow.setup.python_environment import split_lock

RUN = "a==1 \\\n    --hash=sha256:aa\nb==2 ; sys_platform == 'win32' \\\n    --hash=sha256:bb\n"


def test_a_library_stands_in_one_part_only_with_its_hashes() -> None:
    run_part, test_part = split_lock(compose(RUN, RUN + "c==3 \\\n    --hash=sha256:cc\n"))
    assert run_part.endswith(RUN)
    assert test_part == "\nc==3 \\\n    --hash=sha256:cc\n"


def test_refuses_tests_that_need_another_version_of_a_library_in_use() -> None:
    with pytest.raises(SystemExit, match="a==1"):
        compose(RUN, RUN.replace("a==1", "a==2"))
