"""`python -m tests.faults` (make faults): every database call of every act fails once in every way."""

import os
import sys

import pytest

os.environ["TRINHKY_FAULTS"] = "long"


def main() -> int:
    """Run the scenarios and say how many failures they came through."""
    from tests.faults.scenarios import SCENARIOS
    from tests.faults.trial import points

    code = pytest.main(["-q", "-n", "0", "--timeout", "3600", *sorted(set(SCENARIOS.values()))])
    print(f"{points.total()} điểm hỏng ở {len(points)} việc")  # noqa: T201
    return int(code) or int(len(points) != len(SCENARIOS))


if __name__ == "__main__":
    sys.exit(main())
