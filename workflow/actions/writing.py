"""What an act writes goes to the database in one statement: the changed row of its subject, the entry in the subject's
chain, and the jobs that the entry promises (performance.md B2: one exchange costs less than three)."""

import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, bindparam, insert, inspect, update
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.state import InstanceState

from workflow.actions.promise import DEFER, PromisedJob
from workflow.domain.chain import COVERED, canonical
from workflow.models import DIALECT, AuditEntry, Chained, db

# Built and compiled once: an ORM object for each entry, or a statement put together each time, would cost the act more
# than everything else it does.
_ENTRY = str(insert(AuditEntry).inline().compile(dialect=DIALECT, column_keys=[*COVERED, "digest"]))
_OF_ROW = "row_"  # before the names of the row's own values, which the entry's have too


def write(subject: Chained, entry: Mapping[str, Any], digest: str, jobs: Sequence[PromisedJob]) -> None:
    """Write the entry (its COVERED fields) with its digest, what is changed of the subject's row, and the jobs. Refuses
    a row that is no more with StaleDataError, as a flush does."""
    state: InstanceState[Chained] = inspect(subject)
    assigned = _assigned(state)
    changed = tuple(key for key in assigned if state.committed_state[key] != state.dict[key])
    given = {**entry, "details": canonical(entry["details"]), "digest": digest}
    for place, job in enumerate(jobs):
        given |= {f"{name}{place}": value for name, value in job.items()}
    if changed:
        given |= _row_values(state.mapper, changed, state.dict)
    found = db.session.connection().exec_driver_sql(_statement(state.mapper, changed, len(jobs)), given)
    if found.scalar_one() != 1:
        raise StaleDataError(f"the row of {state.mapper} is no more")
    _is_in_the_row(state, assigned)


def _assigned(state: InstanceState[Any]) -> tuple[str, ...]:
    """The attributes given a value that stand in columns; none where a value is for the database to work out, which is
    left to the flush."""
    columns = _columns(state.mapper)
    assigned = tuple(sorted(key for key in state.committed_state if key in columns))
    return () if any(isinstance(state.dict[key], ClauseElement) for key in assigned) else assigned


@functools.cache
def _columns(mapper: Mapper[Any]) -> Mapping[str, ColumnElement[Any]]:
    return {one.key: one.columns[0] for one in mapper.column_attrs}


def _row_values(mapper: Mapper[Any], changed: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    binding = _bindings(mapper)
    given = {_OF_ROW + key: binding[key](values[key]) if key in binding else values[key] for key in changed}
    return given | {f"{_OF_ROW}id": values["id"]}


@functools.cache
def _bindings(mapper: Mapper[Any]) -> dict[str, Callable[[Any], Any]]:
    """How values of the columns are spelled for the driver, where they are not given as they are."""
    spelled = {key: one.type.dialect_impl(DIALECT).bind_processor(DIALECT) for key, one in _columns(mapper).items()}
    return {key: spell for key, spell in spelled.items() if spell is not None}


@functools.lru_cache(maxsize=1000)
def _statement(mapper: Mapper[Any], changed: tuple[str, ...], jobs: int) -> str:
    parts = [f"entry AS ({_ENTRY} RETURNING id)"]
    found = "1"
    if changed:
        parts.append(f"changed AS ({_update(mapper, changed)})")
        found = "(SELECT count(*) FROM changed)"
    promised = "".join(f", {DEFER.format(place=place)}" for place in range(jobs))
    return f"WITH {', '.join(parts)} SELECT {found}{promised}"


def _update(mapper: Mapper[Any], changed: tuple[str, ...]) -> str:
    columns = _columns(mapper)
    given: dict[Any, Any] = {columns[key]: bindparam(_OF_ROW + key) for key in changed}
    name = columns["id"]
    row = update(mapper.class_.__table__).where(name == bindparam(f"{_OF_ROW}id", type_=name.type)).values(given)
    return str(row.returning(name).compile(dialect=DIALECT))


def _is_in_the_row(state: InstanceState[Any], assigned: Collection[str]) -> None:
    """Tell the session what the row has now. It has no public word for it: these are what its own flush says."""
    if state.committed_state.keys() <= set(assigned):
        state._commit_all(state.dict, db.session.identity_map)
    else:
        state._commit(state.dict, assigned)
