"""Inside the acts that change figures: what is derived, what is refused, what is rolled up from the sources."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import cast, func, update
from sqlalchemy.dialects.postgresql import JSONB

from workflow.domain.errors import InvalidInput
from workflow.domain.figures import Amount, plain
from workflow.domain.outline import Formula
from workflow.domain.plausible import remarks
from workflow.domain.rollup import Part, ratios, rolled_up
from workflow.models import Document, Figure, db
from workflow.queries import rollup


def typed_figures(document: Document) -> list[Figure]:
    """The figures that a person types; ratios follow from them."""
    return [figure for figure in document.figures if figure.formula is not Formula.RATIO]


def told(document: Document) -> dict[str, str | None]:
    """The figures for the record: exact decimals in words, "275/298" for a pair."""
    return {figure.key: _in_words(figure.amount) for figure in document.figures}


def refuse_implausible(document: Document, typed: Mapping[str, Amount | None]) -> None:
    """Refuse (InvalidInput) figures outside what the outline calls binding, ratios among them."""
    outline = document.outline
    if outline is None:
        return
    whole = {**typed, **ratios(outline.indicators, typed)}
    broken = [remark for remark in remarks(outline, whole) if remark.binding]
    if broken:
        reason = " ".join(remark.sentence for remark in broken)
        raise InvalidInput(f"{reason} Đề cương bắt buộc đúng điều này mới hoàn thành được số liệu.")


def keep_ratios(document: Document) -> None:
    """Divide every ratio again."""
    outline = document.outline
    derived = ratios(outline.indicators, _amounts(document)) if outline else {}
    for figure in document.figures:
        if figure.key in derived:
            figure.keep(derived[figure.key])


def add_up(document: Document) -> None:
    """Every source's figures anew, by formula."""
    now = rollup.totals(document.id).subquery()
    fresh = {"value": now.c.value, "base": now.c.base, "day": now.c.day}
    parts = func.coalesce(now.c.parts, cast({}, JSONB))
    query = update(Figure).where(Figure.id == now.c.id).values(**fresh, parts=parts)
    db.session.execute(query.execution_options(synchronize_session=False))
    for figure in document.figures:
        db.session.expire(figure)
    db.session.expire(document, ["figures"])
    keep_ratios(document)


def add(document: Document, source_ids: Sequence[int]) -> None:
    """These sources' figures to those before. A figure that a person wrote over stays as written."""
    if not any(figure.parts or figure.value is not None for figure in document.figures):
        add_up(document)
        return
    given = rollup.given_by(source_ids)
    for figure in typed_figures(document):
        _repart(figure, {**figure.parts, **given.get(figure.key, {})})
    keep_ratios(document)


def take_off(document: Document, source_id: int) -> None:
    """What this source gave is taken off again, as `add` adds."""
    for figure in typed_figures(document):
        _repart(figure, {key: part for key, part in figure.parts.items() if key != str(source_id)})
    keep_ratios(document)


def _repart(figure: Figure, parts: dict[str, Any]) -> None:
    if figure.parts == parts:
        return
    before = _of_parts(figure, figure.parts)
    if figure.amount == (before.amount if before else None):
        after = _of_parts(figure, parts)
        figure.keep(after.amount if after else None, after.day if after else None)
    figure.parts = parts


def _of_parts(figure: Figure, parts: Mapping[str, Any]) -> Part | None:
    return rolled_up(figure.kind, figure.formula, map(Part.from_json, parts.values()))


def _amounts(document: Document) -> dict[str, Amount | None]:
    return {figure.key: figure.amount for figure in document.figures}


def _in_words(amount: Amount | None) -> str | None:
    if amount is None:
        return None
    return plain(amount.value) + ("" if amount.base is None else f"/{plain(amount.base)}")
