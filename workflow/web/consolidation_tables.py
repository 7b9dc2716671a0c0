"""The section of the workspace that is a table: the tables of the units, the one made of them, the units of a row."""

from collections.abc import Mapping
from typing import Any

from flask import request

from workflow.queries.gathering import MOST_NAMED, gathering
from workflow.queries.workspace import Workspace


def tables_of(space: Workspace, key: str) -> Mapping[str, Any]:
    """What the page shows of the units' tables; nothing in a section that asks for none."""
    found = gathering(space.document, key)
    if found is None or not (found.tables or found.odd or found.result):
        return {}
    names = [row[0] for row in found.again.rows[1:]] if found.table.rows else []
    place = request.args.get("dong", 0, int)
    opened = names[place - 1] if 0 < place <= len(names) else None
    return {
        "gathering": found,
        "row_names": names,
        "opened_row": opened,
        "row_units": found.units_of(opened) if opened is not None else [],
        "most_named": MOST_NAMED,
    }
