"""All attacks, made once, by the family they belong to and by name."""

from tests.factories.attacks import raw, shadows, strangers, times
from tests.factories.attacks.workbench import Workbench

Files = dict[str, bytes]

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


def families(bench: Workbench) -> dict[str, Files]:
    """Every attack file by its name, under the name of the function that makes its family."""
    found = {make.__name__: dict(make(bench)) for make in MAKERS}
    assert len(merged(found)) == sum(map(len, found.values())), "two attacks of one name"
    return found


def merged(found: dict[str, Files]) -> Files:
    """The files of all families."""
    return {name: pdf for family in found.values() for name, pdf in family.items()}
