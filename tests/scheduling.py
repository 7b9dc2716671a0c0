"""Which tests one process takes together: those of a file or a folder that share one long preparation.

pytest-xdist's own groups (`xdist_group`) are lost since pytest 9.2: it writes them into a name that nothing reads.
"""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = frozenset(
    {
        "tests/e2e",
        "tests/integration/cli/test_simulate.py",
        "tests/integration/rights",
        "tests/integration/test_chain_file.py",
        "tests/unit/setup/test_python_environment.py",
        "tests/unit/signing/test_attack_set.py",
        "tests/unit/web/test_browser.py",
    }
)


class KeptTogether(LoadScopeScheduling):  # type: ignore[misc]  # the plug-in ships no types
    """Whole files and folders go to one process where a preparation is shared, single tests everywhere else."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((one for one in (file, file.rpartition("/")[0]) if one in TOGETHER), nodeid)
