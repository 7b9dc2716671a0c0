"""How the people of the simulated year behave."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Temper:
    """Each as the share of the times that it might happen."""

    # a chi bộ in a round
    silent: float = 0.03
    late: float = 0.08
    replaced: float = 0.03
    raised: float = 0.25
    # an office in a round
    extended: float = 0.4
    asked: float = 0.5
    refused: float = 0.3
    tardy: float = 0.1
    urged: float = 0.3
    urged_twice: float = 0.3
    debated: float = 0.05
    # a paper on the superior's desk
    sent_back: float = 0.05
    forgotten: float = 0.004
    # a block, or a group of them, on the loom
    left_out: float = 0.08
    merged: float = 0.15
    rewritten: float = 0.25
    met: float = 0.1
    # a difficulty on a desk
    passed_up: float = 0.5
    left_lying: float = 0.05


CALM = Temper()
