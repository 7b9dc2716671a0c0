"""All attacks by name, made once; a name begins with the family it belongs to."""

from tests.factories.attacks import raw, shadows, strangers, times
from tests.factories.attacks.workbench import Workbench

MAKERS = (
    *raw.MAKERS,
    shadows.after_the_last,
    shadows.between_the_two,
    shadows.freed_between,
    shadows.within_the_second,
    shadows.large_stamps,
    shadows.shadows,
    strangers.strangers,
    *times.MAKERS,
)


def attacks(bench: Workbench) -> dict[str, bytes]:
    """Every attack file, by its name."""
    found: dict[str, bytes] = {}
    for make in MAKERS:
        for name, pdf in make(bench):
            assert name not in found, name
            found[name] = pdf
    return found
