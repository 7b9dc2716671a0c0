"""One paper that keeps each rule and one, or several, that break it."""

from tests.unit.paper.check.examples_of_parts import PARTS
from tests.unit.paper.check.examples_of_text import TEXTS
from tests.unit.paper.check.small import CLEAN, Example

EXAMPLES: dict[str, Example] = {**PARTS, **TEXTS}

__all__ = ["CLEAN", "EXAMPLES"]
