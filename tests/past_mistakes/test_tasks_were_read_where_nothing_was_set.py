"""Reading tasks took a line of who and when without a task for one, and did not know words at the start of a cell."""

from tests.unit.paper.test_parse_tasks import HALF_YEAR, YEAR_END
from workflow.paper.parse import parse_text
from workflow.paper.parse.task_bodies import of_sentence
from workflow.paper.parse.task_deadlines import deadline_of


def test_a_deadline_that_belongs_to_no_task_is_none() -> None:
    paper = parse_text(
        "KẾ HOẠCH\nvề việc\n-----\nI. NHIỆM VỤ\n\n- Thời gian: 30/6/2025\n\n(hoàn thành trước 30/6/2025)"
    )
    assert paper.tasks == ()


def test_a_cell_begins_with_a_capital() -> None:
    assert deadline_of("Quý II/2025", alone=True) == HALF_YEAR
    assert deadline_of("Hằng năm", alone=True) == YEAR_END


def test_who_takes_part_may_stand_first_in_the_sentence() -> None:
    assert of_sentence("Phối hợp với Bảo tàng tỉnh xây dựng chuyên mục.").cooperating == ("Bảo tàng tỉnh",)
