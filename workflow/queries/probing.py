"""Asking of each row whether another one is there, by index, whatever the planner makes of the numbers."""

from sqlalchemy import ColumnElement, SQLColumnExpression, literal, select


def is_there(*conditions: SQLColumnExpression[bool]) -> ColumnElement[bool]:
    """Whether a row exists for which all hold. Unlike EXISTS, which the planner may answer by reading the whole other
    table once, it is looked up for each row: right where few rows ask, by an index."""
    return select(literal(True)).where(*conditions).limit(1).scalar_subquery().is_(True)
