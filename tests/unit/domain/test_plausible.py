"""Figures that cannot be right are told of in a sentence."""

from decimal import Decimal

import pytest

from workflow.domain.figures import Amount
from workflow.domain.outline import Check, Indicator, Outline, Relation
from workflow.domain.plausible import remarks

OUTLINE = Outline(
    (),
    (
        Indicator("du", "Đảng viên tham gia", "người"),
        Indicator("tong", "Tổng số đảng viên", "người", low=Decimal(3), high=Decimal(5000), binding=True),
        Indicator("vang", "Đảng viên vắng", "người"),
    ),
    (
        Check("du", Relation.AT_MOST, ("tong",)),
        Check("tong", Relation.EQUAL, ("du", "vang"), binding=True),
    ),
)


@pytest.mark.parametrize(
    ("figures", "sentences"),
    [
        ({"du": 275, "tong": 298, "vang": 23}, []),
        ({"du": 299, "tong": 298}, ["Đảng viên tham gia (299) phải không quá “Tổng số đảng viên” (298)."]),
        (
            {"du": 4, "tong": 6000, "vang": 6},
            [
                "Tổng số đảng viên: 6.000 lớn hơn mức cao nhất 5.000.",
                "Tổng số đảng viên (6.000) phải bằng tổng của “Đảng viên tham gia” và “Đảng viên vắng” (10).",
            ],
        ),
        ({"tong": 2}, ["Tổng số đảng viên: 2 nhỏ hơn mức thấp nhất 3."]),
        ({}, []),
    ],
)
def test_bounds_and_comparisons(figures: dict[str, int], sentences: list[str]) -> None:
    found = remarks(OUTLINE, {key: Amount(Decimal(value)) for key, value in figures.items()})
    assert [remark.sentence for remark in found] == sentences
    assert all(remark.binding == (remark.key == "tong") for remark in found)
