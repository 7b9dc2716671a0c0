"""Difficulties brought somewhere by the acts of the cast."""

from workflow.actions.difficulty import raise_difficulty
from workflow.actions.difficulty_answer import answer_difficulty
from workflow.actions.difficulty_handling import join_difficulties, pass_up
from workflow.cli.demo.world import World
from workflow.domain.difficulties import DifficultyKind
from workflow.domain.inputs.difficulties import AnswerDifficulty, JoinDifficulties, PassUp, RaiseDifficulty
from workflow.models import Difficulty, db

BUS = "Xe thư viện lưu động đã dùng 14 năm, thường xuyên phải sửa chữa."


def given(text: str = BUS, through_id: int | None = None) -> RaiseDifficulty:
    """A difficulty in these words."""
    return RaiseDifficulty(DifficultyKind.DIFFICULTY, text, "Đảng uỷ Sở", through_id)


def raised(world: World, cell: str = "thuvien", text: str = BUS) -> Difficulty:
    """Raised by the cell's drafter before the department."""
    return raise_difficulty(world.organisations[cell].id, given(text), actor=world.actor(f"soan.{cell}"))


def joined(world: World, *records: Difficulty, text: str = "Phương tiện phục vụ vùng cao thiếu.") -> Difficulty:
    """Joined by the department's office into one record of its own."""
    first, *others = records
    wanted = JoinDifficulties(tuple(one.id for one in others), None, first.kind, text, first.version)
    return join_difficulties(first.id, wanted, actor=world.actor("vanphong.so"))


def passed_up(world: World, difficulty: Difficulty, unit: str = "so", text: str = "") -> Difficulty:
    """Brought before the level above by the unit's office; the record that went."""
    wording = PassUp(given(text or difficulty.text), difficulty.version)
    return pass_up(difficulty.id, wording, actor=world.actor(f"vanphong.{unit}"))


def answered(
    world: World, difficulty: Difficulty, unit: str = "so", text: str = "Năm tới mua xe mới.", *, in_part: bool = False
) -> Difficulty:
    """Answered by the unit's office."""
    words = AnswerDifficulty(text, "", difficulty.version, in_part)
    return answer_difficulty(difficulty.id, words, actor=world.actor(f"vanphong.{unit}"))


def fresh(difficulty: Difficulty) -> Difficulty:
    """The record as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Difficulty, difficulty.id)
