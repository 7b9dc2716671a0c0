"""The conditions of a move: each returns None when content, or the Vietnamese sentence that says what it waits for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.hands import UNDOABLE, Hand
from workflow.domain.kinds import GOING_UP
from workflow.domain.states import DecisionWay, DocumentKind, DocumentState, Role


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting at which a chi bộ agreed: its day, how many were present, how many agreed."""

    day: dt.date
    present: int
    agreed: int


class Case(Protocol):
    """A document and what surrounds it, as far as rules ask. Everything is read-only; costly facts may be looked up
    when first asked."""

    @property
    def state(self) -> DocumentState: ...
    @property
    def kind(self) -> DocumentKind: ...
    @property
    def is_cell(self) -> bool: ...
    @property
    def consolidates(self) -> bool: ...
    @property
    def organisation_id(self) -> int: ...
    @property
    def superior_id(self) -> int | None: ...
    @property
    def through_id(self) -> int | None: ...
    @property
    def clearing_house(self) -> str | None: ...
    @property
    def ancestor_ids(self) -> tuple[int, ...]: ...
    @property
    def addressee_ids(self) -> tuple[int, ...]: ...
    @property
    def copy_holder_ids(self) -> tuple[int, ...]: ...
    @property
    def author_ids(self) -> tuple[int, ...]: ...
    @property
    def submitter_id(self) -> int | None: ...
    @property
    def brought_by(self) -> Hand | None: ...
    @property
    def taken_by(self) -> Hand | None: ...
    @property
    def followed_by(self) -> Hand | None: ...
    @property
    def has_text(self) -> bool: ...
    @property
    def unfinished_sections(self) -> tuple[str, ...]: ...
    @property
    def unhandled_blocks(self) -> int: ...
    @property
    def outdated_sources(self) -> tuple[str, ...]: ...
    @property
    def received_sources(self) -> int: ...
    @property
    def is_numbered(self) -> bool: ...
    @property
    def is_prepared(self) -> bool: ...
    @property
    def is_in_the_works(self) -> bool: ...
    @property
    def has_failed_step(self) -> bool: ...
    @property
    def has_receipts(self) -> bool: ...
    @property
    def signature_count(self) -> int: ...
    @property
    def signatures_needed(self) -> int: ...
    @property
    def has_sign_consent(self) -> bool: ...
    @property
    def locked_since(self) -> dt.date | None: ...
    @property
    def replaces_what_was_consolidated(self) -> bool: ...
    @property
    def decides_by(self) -> DecisionWay: ...
    @property
    def decision_awaits(self) -> str: ...
    @property
    def is_decided_together(self) -> bool: ...
    @property
    def is_decided(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is brought to the act: the reason typed, the meeting's decision, the errors of format that were neither
    mended nor waived, whether the body as a whole has decided."""

    reason: str = ""
    form_errors: int = 0
    meeting: Meeting | None = None
    decided: bool = False


NO_CIRCUMSTANCES = Circumstances()
NOT_THEIR_STEP = "Chỉ người vừa làm bước này mới hoàn tác được."
Guard = Callable[[Case, Actor, Circumstances], str | None]


def has_text(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A paper without a word goes nowhere."""
    return None if case.has_text else "Văn bản chưa có nội dung. Hãy viết ít nhất một mục rồi trình."


def sections_finished(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Every section was called finished by a person."""
    left = case.unfinished_sections
    if not left:
        return None
    more = f" và {len(left) - 4} mục nữa" if len(left) > 4 else ""
    return f"Chờ {len(left)} mục chưa hoàn thành: {', '.join(left[:4])}{more}."


def sources_handled(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Every source block ends used, merged or left out with a reason (features.md §3.4)."""
    left = case.unhandled_blocks
    return f"Còn {left} đoạn nguồn chưa xử lý: dùng, ghép hoặc để ngoài có lý do." if left else None


def sources_current(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """No source was withdrawn or replaced behind the result's back."""
    gone = case.outdated_sources
    return f"Nguồn đã thay đổi: {', '.join(gone[:3])}. Văn phòng cần xem lại và gỡ nguồn cũ." if gone else None


def format_in_order(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Every error of format was mended or waived with a reason (design §3)."""
    left = given.form_errors
    return f"Còn {left} lỗi thể thức: hãy sửa, hoặc ghi lý do bỏ qua từng lỗi." if left else None


def has_received_sources(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A consolidation starts from at least one received report."""
    return None if case.received_sources else "Chưa có báo cáo nào được tiếp nhận để tổng hợp."


def has_reason(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Nobody is sent back, and nothing is undone, without being told why."""
    return None if given.reason.strip() else "Hãy ghi lý do."


def is_submitter(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Only the person who handed it in may take it back."""
    return None if actor.user_id == case.submitter_id else "Chỉ người đã trình mới thu hồi được."


def is_not_taken(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Taken back until the next hand took it: any recorded act of somebody else since it was handed in, be it the act
    that brought it further. Reading takes nothing, nor does a comment."""
    brought = case.brought_by
    moved_on = brought is not None and brought.user_id != case.submitter_id
    taken = brought if moved_on else case.taken_by
    return f"{taken.told} nên không thu hồi được nữa. Nếu cần sửa, hãy đề nghị trả lại." if taken else None


def took_the_step(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A step is undone by whoever took it."""
    brought = case.brought_by
    is_own = brought is not None and brought.fact in UNDOABLE and brought.user_id == actor.user_id
    return None if is_own else NOT_THEIR_STEP


def is_not_followed(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A step from which somebody went on stands; the paper may be returned. A comment is no going on."""
    after = case.followed_by
    return f"{after.told} nên không hoàn tác được nữa. Nếu cần sửa, hãy trả lại hoặc huỷ." if after else None


def one_decided(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """What a body decided together no one person undoes, however the body decides by now."""
    if not case.is_decided_together:
        return None
    return "Cấp uỷ đã quyết định tập thể nên không một người nào hoàn tác được. Muốn dừng thì huỷ, có lý do."


def is_not_the_author(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Nobody approves own text; in a chi bộ the meeting's recorded decision stands instead (design §3)."""
    if actor.user_id not in case.author_ids:
        return _is_not_instead_of_the_author(case, actor)
    if not case.is_cell:
        return "Đồng chí là người soạn văn bản này nên không tự thông qua được. Chờ cấp uỷ viên khác."
    if given.meeting is None:
        return "Đồng chí là người soạn nên phải ghi quyết định của hội nghị chi bộ: ngày họp, số có mặt, số đồng ý."
    if given.meeting.agreed * 2 <= given.meeting.present:
        return "Số đồng ý chưa quá nửa số có mặt nên chưa thông qua được."
    return None


def _is_not_instead_of_the_author(case: Case, actor: Actor) -> str | None:
    """What the author may not approve, no substitute of the author approves."""
    away = actor.stands_in(case.organisation_id, Role.MEMBER, Role.SIGNER)
    if case.is_cell or away is None or away.absent_id not in case.author_ids:
        return None
    return f"Đồng chí đang thay đồng chí {away.absent_name} là người soạn, nên chờ cấp uỷ viên khác thông qua."


def the_body_decided(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Where the body decides together, no one person approves for it."""
    if case.decides_by is DecisionWay.ONE or given.decided:
        return None
    return case.decision_awaits


def decision_holds(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """What is numbered, signed and issued is the very text that was approved."""
    if case.is_decided:
        return None
    return "Văn bản đã đổi sau khi được thông qua nên chưa ký được. Cần thông qua bản hiện nay."


def is_not_prepared(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """The number is taken once; it stays with the paper whatever happens after."""
    return "Văn bản đã có số, đang ở bước ký." if case.is_prepared or case.is_in_the_works else None


def replaces_what_stands_alone(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """What went into an issued consolidation cannot be replaced: one request would have two reports that count."""
    if not case.replaces_what_was_consolidated:
        return None
    return (
        "Báo cáo cũ đã vào báo cáo tổng hợp đã ban hành nên không thay thế được nữa. "
        "Hãy huỷ bản này; điều cần sửa đưa vào báo cáo kỳ sau."
    )


def is_prepared(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A person signs the very bytes that were shown."""
    if case.is_prepared:
        return None
    return "Đang tạo bản PDF, thường dưới 10 giây." if case.is_numbered else "Chờ văn thư lấy số."


def is_not_signed(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """One person's signature is enough."""
    if case.has_sign_consent and not case.has_failed_step:
        return "Đã có người ký, đang hoàn tất chữ ký."
    return "Người ký đã ký văn bản này." if case.signature_count else None


def has_a_seal(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A chi bộ has no seal (HD36 1.8): its paper carries one signature."""
    return "Chi bộ không có con dấu riêng." if case.signatures_needed == 1 else None


def is_signed_by_the_person(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Person first, organisation second (domain.md §5.5)."""
    return None if case.signature_count else "Chờ người ký ký trước."


def is_not_sealed(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """The seal is put once, and not while the worker is putting it."""
    if case.signature_count >= case.signatures_needed:
        return "Văn bản đã được đóng dấu."
    return is_not_in_the_works(case, actor, given)


def is_fully_signed(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Person first, organisation second; only then is a paper issued. A chi bộ has no seal (HD36 1.8): one will do."""
    return None if case.signature_count >= case.signatures_needed else "Chờ đủ chữ ký của người ký và của tổ chức."


def is_printed(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """Nothing leaves the house without its paper."""
    return None if case.is_prepared else "Đang tạo bản PDF, thường dưới 10 giây. Chờ xong rồi gửi."


def is_not_locked(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A round that locks takes nothing more after its day (features.md §2.28), until more time is given."""
    if case.locked_since is None:
        return None
    return (
        f"Đợt báo cáo này khoá sau ngày {dates.short(case.locked_since)}. Hãy xin gia hạn ở trang của đợt báo cáo; "
        "được gia hạn thì gửi được ngay, không phải viết lại."
    )


def has_addressee(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """What goes up needs somebody above. The top of the tree hands its report on outside the system."""
    if case.superior_id is not None or case.kind not in GOING_UP:
        return None
    return "Đơn vị này không có cấp trên trực tiếp trong hệ thống. Hãy tải PDF đã ký để gửi bằng đường khác."


def is_not_in_the_works(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """No cancelling under the hands of the worker, who has let go of a step that failed."""
    if case.has_failed_step or not case.is_in_the_works:
        return None
    return "Hệ thống đang tạo hoặc ký bản PDF. Chờ xong rồi làm lại."


def is_not_numbered(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A number belongs to the series of the one that gave it: such a paper is finished there, or cancelled."""
    return "Văn bản đã lấy số ở đơn vị này: hãy ban hành xong hoặc huỷ, có lý do." if case.is_numbered else None


def is_at_clearing_house(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """An advisory body hands on what lies with it, once."""
    return None if case.clearing_house else "Văn bản không còn ở đầu mối."


def says_why_not_waited_for(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """The superior's office may fetch a report that the body leaves lying, and says why."""
    if actor.holds(case.through_id, Role.OFFICE) or given.reason.strip():
        return None
    return f"Hãy ghi lý do nhận về mà không chờ ý kiến của {case.clearing_house}."


def came_through(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """What goes up by way of an advisory body is received above only when that body handed it on."""
    if case.clearing_house is None:
        return None
    return f"Báo cáo đang ở {case.clearing_house}, tiếp nhận được khi nơi ấy cho ý kiến và chuyển tới."


def lies_here(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A report is sent back by the house it lies with: the clearing house, then the superior."""
    holder = case.through_id if case.clearing_house else case.superior_id
    if case.through_id is None or actor.holds(holder, Role.OFFICE):
        return None
    if case.clearing_house:
        return f"Báo cáo đang ở {case.clearing_house}; nơi ấy trả lại được, hoặc nhận về rồi trả lại."
    return "Đầu mối đã chuyển báo cáo lên nên việc trả lại do Văn phòng cấp trên quyết."


def is_not_passed_on(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """The clearing house is the next hand: what it handed on is not taken back."""
    if case.through_id is None or case.clearing_house:
        return None
    return "Đầu mối đã xem và chuyển báo cáo lên nên không lấy lại được nữa. Cấp trên còn trả lại được."


def is_not_received(case: Case, actor: Actor, given: Circumstances) -> str | None:
    """A plan stays sent while its addressees receive it one by one; from the first receipt it is not taken back."""
    return "Đã có nơi nhận tiếp nhận văn bản nên không lấy lại được nữa." if case.has_receipts else None
