"""Difficulties in the demo: one that climbed two levels and was answered, one that waits at its superior's desk."""

from workflow.actions.difficulty import raise_difficulty
from workflow.actions.difficulty_answer import answer_difficulty
from workflow.actions.difficulty_handling import pass_up, receive_difficulty
from workflow.cli.demo.world import World
from workflow.domain.difficulties import DifficultyKind
from workflow.domain.inputs.difficulties import AnswerDifficulty, PassUp, RaiseDifficulty
from workflow.models import Difficulty

_BUS = RaiseDifficulty(
    DifficultyKind.DIFFICULTY,
    "Xe thư viện lưu động đã dùng 14 năm, không đi được các tuyến đường dốc nên 6 xã vùng cao chưa có sách.",
    "Uỷ ban nhân dân tỉnh",
)
_BUS_ABOVE = RaiseDifficulty(
    DifficultyKind.PROPOSAL,
    "Đề nghị đầu tư một xe thư viện lưu động đi được đường miền núi; xe của Thư viện tỉnh đã dùng 14 năm.",
    "Uỷ ban nhân dân tỉnh",
)
_ANSWER = (
    "Đảng uỷ Khối đã thống nhất với Sở Tài chính đưa một xe thư viện lưu động vào kế hoạch mua sắm năm sau. "
    "Trong khi chờ, Văn phòng Đảng uỷ Khối bố trí xe đưa sách về 6 xã vùng cao mỗi tháng một chuyến."
)
_MONEY = RaiseDifficulty(
    DifficultyKind.OBSTACLE,
    "Kinh phí biểu diễn lưu động được giao từ giữa năm nên 6 tháng đầu năm phải hoãn 4 buổi.",
)


def raise_both(world: World) -> tuple[Difficulty, Difficulty]:
    """Two chi bộ raise one each, at any time, without waiting for a report."""
    bus = raise_difficulty(world.organisations["thuvien"].id, _BUS, actor=world.actor("soan.thuvien"))
    money = raise_difficulty(world.organisations["vanhoa"].id, _MONEY, actor=world.actor("soan.vanhoa"))
    return bus, money


def take_in(world: World, bus: Difficulty, money: Difficulty) -> Difficulty:
    """The department's office receives both and passes the first up; the record that went."""
    office = world.actor("vanphong.so")
    receive_difficulty(money.id, actor=office)
    received = receive_difficulty(bus.id, actor=office)
    return pass_up(received.id, PassUp(_BUS_ABOVE, received.version), actor=office)


def answer(world: World, above: Difficulty) -> None:
    """The bloc's office answers; the answer is back at the chi bộ at once."""
    office = world.actor("vanphong.khoi")
    received = receive_difficulty(above.id, actor=office)
    answer_difficulty(received.id, AnswerDifficulty(_ANSWER, "", received.version), actor=office)
