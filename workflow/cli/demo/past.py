"""What lies behind the demo when it is opened: the plans went down and were taken up, a month was asked about, a
difficulty was answered from above. The acts of people on days gone by, in a clock that is moved through them."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from workflow.cli.demo import house, monthly, rounds, troubles
from workflow.cli.demo.papers import pass_down
from workflow.cli.demo.rounds import Plans
from workflow.cli.demo.seed import Seed
from workflow.cli.demo.world import World, build
from workflow.jobs.digest import make_part
from workflow.models.clock import MovedClock, moved, now

_SATURDAY = 5
_OPINION = "Số buổi và số người khớp với theo dõi của Ban. Đề nghị Văn phòng nêu rõ kết quả tuyên truyền trực quan."
LONG_AGO = 40
"""How many days back the plans came into the registers."""


@dataclass(frozen=True, slots=True)
class Past:
    """The people, the plans' words, the worker that does the promised jobs, and the clock."""

    world: World
    seed: Seed
    work: Callable[[], None]
    today: dt.datetime
    clock: MovedClock

    def live(self) -> Plans:
        """Day after day until yesterday; the plans."""
        plans = rounds.register_plans(self.world, self.seed)
        self._turn(38)
        rounds.send_down(self.world, plans)
        self._turn(37)
        self._go_down(plans)
        self._report(plans)
        return plans

    def _go_down(self, plans: Plans) -> None:
        """Those who got the plans enter them; the bloc passes the province's on, the department ties its own to it."""
        rounds.receive(self.world, plans["tinh"], "khoi")
        for cell in ("vanphong", "baotang"):
            rounds.receive(self.world, plans["so"], cell)
        pass_down(self.world, plans["tinh"], self.work)
        self._turn(34)
        rounds.tie_together(self.world, plans)

    def _report(self, plans: Plans) -> None:
        """Last month is asked about; a difficulty goes up meanwhile, and its answer comes down."""
        world = self.world
        self._turn(26)
        bus, money = troubles.raise_both(world)
        self._turn(24)
        above = troubles.take_in(world, bus, money)
        self._turn(20)
        asked = monthly.ask(world, plans["so"], days=16)
        self._turn(9)
        troubles.answer(world, above)
        first = monthly.report(world, asked, "vanphong")
        self._turn(8)
        house.passes_on(world, first, _OPINION)
        monthly.receive(world, first)
        self._turn(6)
        monthly.grant_time(world, asked, "vanhoa", days=9)
        second = monthly.report(world, asked, "baotang")
        self._turn(self._last_working_day())
        house.passes_on(world, second)
        make_part(after=0)

    def _turn(self, days_ago: int) -> None:
        """What was promised is done on its day; then it is another."""
        self.work()
        self.clock.move_to(self.today - dt.timedelta(days=days_ago))

    def _last_working_day(self) -> int:
        """How many days back: notices are made on such a day."""
        back = (1, 2, 3)
        return next(days for days in back if (self.today - dt.timedelta(days=days)).weekday() < _SATURDAY)


@contextmanager
def the_past(seed: Seed, work: Callable[[], None]) -> Iterator[Past]:
    """The world founded on the day the plans came; time goes on with the acts, and afterwards it is now again. Needs
    an application context over an empty database."""
    today = now()
    with moved(MovedClock(today - dt.timedelta(days=LONG_AGO))) as clock:
        yield Past(build(seed.place), seed, work, today, clock)
