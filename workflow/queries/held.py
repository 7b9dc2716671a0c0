"""An object of a row that was read as plain columns. The ORM's own loading of a row and its neighbour, which puts its
reader together anew for every statement, took a fifth of the time of an act (performance.md B2)."""

from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, inspect
from sqlalchemy.orm import InstrumentedAttribute, Mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict, set_committed_value

from workflow.database import DIALECT
from workflow.models import Base, db

M = TypeVar("M", bound=Base)


class Columns(Generic[M]):
    """Those columns of a model that are read at once; its `id` is the first."""

    def __init__(self, model: type[M], *attributes: InstrumentedAttribute[Any]) -> None:
        self._mapper: Mapper[M] = inspect(model)
        self._keys = tuple(one.key for one in attributes)
        self._others = tuple(one.key for one in self._mapper.column_attrs if one.key not in self._keys)
        self.columns: tuple[ColumnElement[Any], ...] = tuple(one.property.columns[0] for one in attributes)
        self._read = tuple(one.type.dialect_impl(DIALECT).result_processor(DIALECT, None) for one in self.columns)

    def __len__(self) -> int:
        return len(self._keys)

    def hold(self, values: tuple[Any, ...]) -> M:
        """The session's object of the row with these values, as the driver gave them just now. The others come when
        asked, at one go, and as they are then, also where a page had loaded them before."""
        session = db.session()
        known = {
            key: value if read is None else read(value)
            for key, read, value in zip(self._keys, self._read, values, strict=True)
        }
        found: M | None = session.identity_map.get(self._mapper.identity_key_from_primary_key(values[:1]))
        if found is None:
            made: M = self._mapper.class_manager.new_instance()
            instance_dict(made).update(known)
            make_transient_to_detached(made)
            session.add(made)
            return made
        for key, value in known.items():
            set_committed_value(found, key, value)
        session.expire(found, self._others)
        return found
