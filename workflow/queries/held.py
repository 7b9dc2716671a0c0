"""An object of a row that was read as a JSON array of the columns asked for. The ORM's own loading of a row and its
neighbour puts its readers together anew for every statement: it took a fifth of the time of an act (performance.md B2).
"""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import ARRAY, Boolean, Integer, String, func, inspect
from sqlalchemy.orm import InstrumentedAttribute, Mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict, instance_state, set_committed_value

from workflow.models import DIALECT, Base, db

M = TypeVar("M", bound=Base)
_PLAIN = (Integer, String, Boolean, ARRAY)


class Columns(Generic[M]):
    """Those columns of a model that are read at once; its `id` is the first. Refuses (TypeError) a column that JSON has
    no word for."""

    def __init__(self, model: type[M], *attributes: InstrumentedAttribute[Any]) -> None:
        columns = [one.property.columns[0] for one in attributes]
        if strange := [one.name for one in columns if not isinstance(one.type, _PLAIN)]:
            raise TypeError(f"{strange} would come back as something else")
        self._mapper: Mapper[M] = inspect(model)
        self._keys = tuple(one.key for one in attributes)
        self._others = tuple(one.key for one in self._mapper.column_attrs if one.key not in self._keys)
        self._read = tuple(one.type.dialect_impl(DIALECT).result_processor(DIALECT, None) for one in columns)
        self.row = func.json_build_array(*columns)
        """To be selected: a description and a reader for each of twenty columns cost more than the query."""

    def hold(self, row: Sequence[Any]) -> M:
        """The session's object of the row, as the driver gave it just now. The others of its columns come when asked,
        at one go, and as they are then, also where a page had loaded them before."""
        session = db.session()
        known = {
            key: value if read is None else read(value)
            for key, read, value in zip(self._keys, self._read, row, strict=True)
        }
        found: M | None = session.identity_map.get(self._mapper.identity_key_from_primary_key((row[0],)))
        if found is None:
            made: M = self._mapper.class_manager.new_instance()
            instance_dict(made).update(known)
            make_transient_to_detached(made)
            # `add` goes on to what hangs on it, of which nothing is there yet; it has no public word for itself alone
            session._update_impl(instance_state(made))
            return made
        for key, value in known.items():
            set_committed_value(found, key, value)
        session.expire(found, self._others)
        return found
