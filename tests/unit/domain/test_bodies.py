"""Which organisation of the tree a plan means by a name."""

import pytest

from workflow.domain.bodies import House, house_called
from workflow.domain.states import Level

SO = House(1, "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch", "Đảng uỷ Sở", Level.GRASSROOTS)
AROUND = [
    House(2, "Đảng uỷ Khối các cơ quan tỉnh", "Đảng uỷ Khối", Level.UPPER),
    House(3, "Chi bộ Văn phòng Sở", "Văn phòng Sở", Level.CELL),
    House(4, "Chi bộ Thư viện tỉnh", "Thư viện tỉnh", Level.CELL),
    House(5, "Ban Tổ chức Đảng uỷ Sở", "Ban Tổ chức", Level.ADVISORY),
]
OFFICE = House(6, "Văn phòng Đảng uỷ", "Văn phòng", Level.ADVISORY)
TINH = House(9, "Tỉnh uỷ Sông Lam", "Tỉnh uỷ", Level.PROVINCE)


@pytest.mark.parametrize(
    ("body", "house"),
    [
        ("Đảng ủy", 1),
        ("Ban Thường vụ Đảng uỷ", 1),
        ("BTV Đảng uỷ", 1),
        ("Đảng uỷ Sở Văn hoá, Thể thao và Du lịch", 1),
        ("Đảng bộ Sở Văn hóa, Thể thao và Du lịch", 1),
        ("ĐU Sở", 1),
        ("Đảng uỷ Khối", 2),
        ("Chi bộ Thư viện tỉnh", 4),
        ("CHI BỘ THƯ VIỆN TỈNH", 4),
        ("Thư viện tỉnh", 4),
        ("Chi uỷ Thư viện tỉnh", 4),
        ("Cấp uỷ Chi bộ Thư viện tỉnh", 4),
        ("Giao Chi bộ Văn phòng Sở", 3),
        ("Ban Tổ chức", 5),
        ("Ban Tổ chức Đảng uỷ", 5),
        ("Văn phòng Đảng uỷ", None),
        ("Thư viện", None),
        ("Chi bộ", None),
        ("Sở Tài chính", None),
        ("Ban Dân vận Tỉnh uỷ", None),
        ("Đảng uỷ Sở Tài chính", None),
        ("", None),
    ],
)
def test_a_name_means_one_organisation_or_nobody(body: str, house: int | None) -> None:
    assert house_called(body, SO, AROUND) == house


def test_a_committees_office_is_not_the_cell_that_is_called_office() -> None:
    assert house_called("Văn phòng Đảng uỷ", SO, [*AROUND, OFFICE]) == OFFICE.id
    assert house_called("VP Đảng uỷ Sở", SO, [*AROUND, OFFICE]) == OFFICE.id
    assert house_called("Văn phòng Sở", SO, [*AROUND, OFFICE]) == 3


@pytest.mark.parametrize("body", ["Chi bộ", "Chi uỷ", "Tập thể chi uỷ"])
def test_a_cell_speaks_of_itself(body: str) -> None:
    cell = House(8, "Chi bộ Nhà hát", "Nhà hát", Level.CELL)
    assert house_called(body, cell, []) == cell.id


def test_a_name_that_two_bear_is_not_guessed() -> None:
    twin = House(7, "Chi bộ Thư viện Tỉnh", "Chi bộ số 7", Level.CELL)
    assert house_called("Thư viện tỉnh", SO, [*AROUND, twin]) is None or twin.id not in {4}
    assert house_called("Chi bộ Thư viện tỉnh", SO, [*AROUND, twin]) is None


@pytest.mark.parametrize(
    "body", ["Tỉnh uỷ", "Ban Thường vụ Tỉnh ủy", "Thường trực Tỉnh uỷ", "Ban Chấp hành Đảng bộ tỉnh"]
)
def test_the_province_speaks_of_itself(body: str) -> None:
    assert house_called(body, TINH, []) == TINH.id
    assert house_called(body, SO, AROUND) is None
