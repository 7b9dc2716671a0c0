"""What the database rolls up is what the rule rolls up, and the page of the figures knows what to look at."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from tests.factories import received, stages
from tests.statements import statements
from workflow.actions.consolidate import add_up_figures, start_consolidation, take_in
from workflow.cli.demo.world import World
from workflow.domain.figures import Amount
from workflow.domain.outline import RESOLUTION_REPORT, Formula, Indicator, IndicatorKind
from workflow.domain.rollup import Part, rolled_up
from workflow.models import Document, Figure, Organisation, Source, db
from workflow.queries.documents import for_show
from workflow.queries.figure_sums import counted_twice, figure_rows, missing_units, units_of

ASKED = (
    Indicator("cong", "Cộng", "người"),
    Indicator("lon-nhat", "Lớn nhất", "%", IndicatorKind.PERCENT, Formula.MAX),
    Indicator("moi-nhat", "Mới nhất", "điểm", IndicatorKind.DECIMAL, Formula.LATEST),
    Indicator("co-khong", "Có hay không", "", IndicatorKind.YES_NO),
    Indicator("dat", "Đạt", "người", IndicatorKind.OF_TARGET),
    Indicator("ty-le", "Tỷ lệ", "%", IndicatorKind.PERCENT, Formula.RATIO, of=("cong", "dat")),
)


@pytest.fixture
def document(world: World) -> Document:
    """A consolidation of three chi bộ, with figures of every kind drawn by a seeded hand."""
    campaign, dice = stages.campaign_of(world), random.Random(7)
    campaign.outline_json = {**RESOLUTION_REPORT.to_json(), "indicators": [one.to_json() for one in ASKED]}
    db.session.commit()
    for target in campaign.targets[:3]:
        report = received.received(target, {"ket-qua": "- Việc."}, [None] * len(ASKED))
        report.issued_on = dt.date(2024, 1, dice.randint(1, 4))
        for figure in report.figures[:5]:
            base = Decimal(1) if figure.kind == "yes_no" else Decimal(dice.randint(1, 99))
            value = Decimal(dice.randint(0, 1)) if figure.kind == "yes_no" else Decimal(dice.randint(1, 9999)) / 100
            figure.keep(Amount(value, base if figure.kind in {"yes_no", "of_target"} else None))
    db.session.commit()
    return start_consolidation(campaign.id, actor=world.actor("vanphong.so"))


def given(document: Document, key: str) -> list[Part]:
    found = db.session.query(Figure, Document.issued_on).join(Document, Document.id == Figure.document_id)
    rows = found.join(Source, Source.source_id == Figure.document_id).filter(Figure.key == key)
    return [Part(figure.amount, day) for figure, day in rows if figure.amount]


def test_every_formula_is_the_rule_itself(document: Document) -> None:
    for asked, figure in zip(ASKED[:5], document.figures, strict=False):
        whole = rolled_up(asked.kind, asked.formula, given(document, asked.key))
        assert whole is not None
        assert (figure.amount, figure.day) == (whole.amount, whole.day)
        assert len(figure.parts) == 3
        assert rolled_up(asked.kind, asked.formula, map(Part.from_json, figure.parts.values())) == whole
    total, done = document.figures[0].value, document.figures[4].value
    assert total and done
    assert document.figures[5].value == round(total * 100 / done, 2)
    assert not any(row.differs for row in figure_rows(document))


def test_what_was_written_over_stays_when_more_comes(document: Document, world: World) -> None:
    document.figures[0].value = Decimal(5)
    db.session.commit()
    received.received(document.campaign.targets[3], {}, (9, None, None, None, None, None))  # type: ignore[union-attr]
    take_in(document.id, actor=world.actor("vanphong.so"))
    db.session.expire_all()
    assert document.figures[0].value == 5
    row = figure_rows(document)[0]
    assert row.differs
    assert row.again is not None
    assert row.again.value == sum((part.amount.value for part in given(document, "cong")), Decimal(0))


def test_a_unit_that_changed_its_figure_is_found_among_the_others(document: Document, world: World) -> None:
    changed = db.session.query(Figure).filter_by(key="dat").filter(Figure.document_id != document.id).first()
    assert changed is not None
    changed.base = Decimal(1000)
    db.session.commit()
    figure = next(one for one in document.figures if one.key == "dat")
    assert [row.changed for row in figure_rows(document)] == [0, 0, 0, 0, 1, 0]
    assert [unit.report_id for unit in units_of(figure, only_changed=True)] == [changed.document_id]
    every = units_of(figure)
    assert len(every) == 3
    assert [unit.differs for unit in units_of(figure, after=every[0].position)] == [unit.differs for unit in every[1:]]


def test_missing_and_doubled_units_are_named(document: Document) -> None:
    names = [target.organisation.short_name for target in document.campaign.targets]  # type: ignore[union-attr]
    assert list(missing_units(document)) == names[3:]
    assert counted_twice(document.id) == []
    below, above = (source for source in db.session.query(Source).order_by(Source.position).limit(2))
    moved = db.session.get_one(Organisation, below.organisation_id)
    moved.ancestor_ids = [above.organisation_id, *moved.ancestor_ids]
    db.session.commit()
    assert [(one.unit, one.above, one.certain) for one in counted_twice(document.id)] == [(names[0], names[1], False)]


def test_rolling_up_asks_once_of_all_units(document: Document, world: World) -> None:
    with statements() as sent:
        add_up_figures(document.id, actor=world.actor("vanphong.so"))
    assert len([one for one in sent if "jsonb_object_agg" in one.words]) == 1
    assert len(for_show(document.id, world.actor("vanphong.so")).figures) == len(ASKED)
