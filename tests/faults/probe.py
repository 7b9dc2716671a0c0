"""One call of an act that a test makes, tried with every failure before it is really done, and pressed again after."""

import itertools
import secrets
from collections.abc import Callable, Sequence
from dataclasses import is_dataclass, replace
from inspect import signature
from random import Random
from typing import Any

from tests.every_act import Act
from tests.faults.digest import differing, digest
from tests.faults.injection import Injection, Order, Way
from tests.kept_stages import being_kept
from workflow.domain.errors import WorkflowError
from workflow.models import db

CHOSEN = 1
"""How many calls fail in the short form, besides the commit; the long form fails every call in every way."""


class Probe:
    """Waits for a call of the act that changes something."""

    def __init__(self, name: str, act: Act, injection: Injection, *, repeats: bool, seed: int | None) -> None:
        self.name, self._act, self._injection = name, act, injection
        self._repeats, self._seed = repeats, seed
        self._is_busy = False
        self.is_reached = False
        self.points = 0
        self.found: list[str] = []

    def around(self, inside: Act) -> Act:
        """What is done in the place of the act's inside."""

        def run(*args: Any, **kwargs: Any) -> Any:
            session = db.session()
            is_clean = not (session.new or session.dirty or session.deleted)
            if self._is_busy or self.is_reached or being_kept or not is_clean:
                return inside(*args, **kwargs)
            self._is_busy = True
            try:
                return self._tried(self._press(args, kwargs))
            finally:
                self._is_busy = False

        return run

    def _press(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Callable[[], Any]:
        """The call as a page makes it: its form always carries a token, by itself or with what was typed."""
        token = secrets.token_urlsafe(16)
        typed = [replace(one, token=token) if _lacks_token(one) else one for one in args]
        if "token" in signature(self._act).parameters and kwargs.get("token") is None:
            kwargs["token"] = token
        return lambda: self._act(*typed, **kwargs)

    def _tried(self, press: Callable[[], Any]) -> Any:
        db.session.rollback()
        before = digest(db.engine)
        order = Order(commit=1)
        if not self._fails(press, order, before):  # refused, or there is nothing to do: not the call to try
            return press()
        for one in self._points(order):
            self._fails(press, one, before)
        self.is_reached = bool(self.found)
        counted = Order()
        with self._injection.ordered(counted):
            done = press()
        if counted.commits > 1:
            self.found.append(f"{self.name} is half done when it ends between its {counted.commits} commits")
        after = digest(db.engine)
        if after == before:
            return done
        self._press_again(press, after)
        self.is_reached = True
        return done

    def _fails(self, press: Callable[[], Any], order: Order, before: Any) -> bool:
        """Whether the act failed as ordered; it must have left everything as it was."""
        said = self._said(press, order)
        if not order.is_done:
            return False
        self.points += 1
        if said is None:
            self.found.append(f"{self.name} says done although {_called(order)} failed")
        if changed := differing(before, digest(db.engine)):
            self.found.append(f"{self.name} is half done when {_called(order)} fails: {', '.join(changed)}")
        return True

    def _said(self, press: Callable[[], Any], order: Order) -> BaseException | None:
        try:
            with self._injection.ordered(order):
                press()
        except Exception as failure:  # noqa: BLE001 - whatever it says, what it left behind is looked at
            db.session.rollback()
            return failure
        return None

    def _points(self, counted: Order) -> Sequence[Order]:
        calls = [Order(call=k, way=way) for k, way in itertools.product(range(1, counted.calls + 1), Way)]
        if self._seed is None:
            return calls
        return Random(f"{self.name} {self._seed}").sample(calls, min(CHOSEN, len(calls)))

    def _press_again(self, press: Callable[[], Any], after: Any) -> None:
        """The answer was lost: the same form once more does nothing, or says why."""
        self.points += 1
        refused = False
        try:
            press()
        except WorkflowError:
            refused = True
        except Exception as failure:  # noqa: BLE001 - a page of trouble for something that was done
            self.found.append(f"{self.name} pressed again breaks: {failure!r}")
        db.session.rollback()
        changed = differing(after, digest(db.engine))
        if changed and (refused or not self._repeats):
            self.found.append(f"{self.name} pressed again does it again: {', '.join(changed)}")


def _lacks_token(given: Any) -> bool:
    return is_dataclass(given) and getattr(given, "token", "none asked for") in (None, "")


def _called(order: Order) -> str:
    return f"call {order.call} ({order.way})" if order.call else "the commit"
