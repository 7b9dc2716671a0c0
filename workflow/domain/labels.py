"""The Vietnamese names of everything that has one; the only module of rules that speaks to people in nouns."""

from collections.abc import Mapping

from workflow.domain import kinds
from workflow.domain.comments import Audience
from workflow.domain.deadlines import DeadlineKind
from workflow.domain.difficulties import DifficultyKind, DifficultyState, WordKind
from workflow.domain.fact_labels import FACTS
from workflow.domain.outline import ColumnRule, Formula, IndicatorKind, Relation, SectionKind
from workflow.domain.periods import PeriodKind
from workflow.domain.schedules import DueRule
from workflow.domain.states import (
    Book,
    CampaignState,
    DecisionWay,
    DocumentKind,
    DocumentState,
    EntryState,
    ExportForm,
    JobStep,
    Level,
    Numbering,
    ReorganisationKind,
    ReorganisationState,
    Reply,
    Role,
    RoundEnd,
    SectionState,
    SignatureKind,
    SignWay,
    SourceState,
    Stance,
    Trigger,
)
from workflow.domain.tasks import Clearing, Progress, Share, TaskState

__all__ = [
    "AUDIENCES",
    "BOOKS",
    "CAMPAIGN_STATES",
    "CLEARINGS",
    "COLUMN_RULES",
    "DEADLINE_KINDS",
    "DECISION_WAYS",
    "DIFFICULTY_KINDS",
    "DIFFICULTY_STATES",
    "DIFFICULTY_WORDS",
    "DUE_RULES",
    "ENTRY_STATES",
    "EXPORT_FORMS",
    "FACTS",
    "FORMULAS",
    "INDICATOR_KINDS",
    "JOB_STEPS",
    "KINDS",
    "LEVELS",
    "NUMBERINGS",
    "PERIOD_KINDS",
    "PROGRESS",
    "PROGRESS_UNKNOWN",
    "RELATIONS",
    "REORGANISATIONS",
    "REORGANISATION_STATES",
    "REPLIES",
    "ROLES",
    "ROUND_ENDS",
    "SECTION_KINDS",
    "SECTION_STATES",
    "SHARES",
    "SIGNATURE_KINDS",
    "SIGN_WAYS",
    "SOURCE_STATES",
    "STANCES",
    "STATES",
    "STATIONS",
    "STATION_OF",
    "TASK_STATES",
    "TRIGGERS",
    "WHY_NOT_NOW",
]

STATES: Mapping[DocumentState, str] = {
    DocumentState.DRAFT: "Đang soạn thảo",
    DocumentState.CONSOLIDATING: "Đang tổng hợp",
    DocumentState.IN_APPRAISAL: "Chờ thẩm định",
    DocumentState.IN_APPROVAL: "Chờ thông qua",
    DocumentState.RETURNED: "Bị trả lại",
    DocumentState.APPROVED: "Đã thông qua",
    DocumentState.ISSUED: "Đã ban hành",
    DocumentState.SENT: "Đã gửi",
    DocumentState.RECEIVED: "Đã tiếp nhận",
    DocumentState.CONSOLIDATED: "Đã tổng hợp",
    DocumentState.CANCELLED: "Đã huỷ",
    DocumentState.SUPERSEDED: "Đã bị thay thế",
}

TRIGGERS: Mapping[Trigger, str] = {
    Trigger.START: "Bắt đầu soạn",
    Trigger.START_CONSOLIDATION: "Bắt đầu tổng hợp",
    Trigger.REGISTER: "Vào sổ văn bản đã ban hành",
    Trigger.COPY: "Sao văn bản",
    Trigger.SUBMIT: "Trình văn bản",
    Trigger.APPRAISE: "Thẩm định văn bản",
    Trigger.RETURN_FOR_REVISION: "Trả lại để sửa",
    Trigger.RETURN_TO_APPRAISAL: "Trả lại để thẩm định lại",
    Trigger.RECALL: "Thu hồi văn bản",
    Trigger.UNDO: "Hoàn tác bước vừa làm",
    Trigger.APPROVE: "Thông qua văn bản",
    Trigger.TAKE_NUMBER: "Lấy số",
    Trigger.SIGN: "Ký số văn bản",
    Trigger.SEAL: "Đóng dấu",
    Trigger.ISSUE: "Ban hành văn bản",
    Trigger.SEND: "Gửi văn bản",
    Trigger.HAND_UP: "Cho ý kiến và chuyển lên",
    Trigger.RECEIVE: "Tiếp nhận văn bản",
    Trigger.RETURN_TO_SENDER: "Trả lại nơi gửi",
    Trigger.CONSOLIDATE: "Đưa vào báo cáo cấp trên",
    Trigger.CANCEL: "Huỷ văn bản",
    Trigger.SUPERSEDE: "Thay thế văn bản",
    Trigger.HAND_OVER: "Chuyển cho đơn vị kế tiếp",
}

# Said when a person presses, or would look for, an act whose time is over or has not come.
WHY_NOT_NOW: Mapping[tuple[Trigger, DocumentState], str] = {
    (Trigger.RECALL, DocumentState.RECEIVED): "Cấp trên đã tiếp nhận. Chỉ còn cách lập văn bản thay thế.",
    (
        Trigger.RECALL,
        DocumentState.CONSOLIDATED,
    ): "Cấp trên đã tổng hợp văn bản này vào báo cáo của mình nên không thu hồi được nữa.",
    (Trigger.RECALL, DocumentState.APPROVED): "Cấp uỷ đã thông qua nên không thu hồi được nữa.",
    (Trigger.TAKE_NUMBER, DocumentState.IN_APPRAISAL): "Chờ thẩm định và thông qua.",
    (Trigger.TAKE_NUMBER, DocumentState.IN_APPROVAL): "Chờ cấp uỷ thông qua.",
    (Trigger.SIGN, DocumentState.IN_APPROVAL): "Chờ thông qua và lấy số.",
    (Trigger.SEAL, DocumentState.IN_APPROVAL): "Chờ thông qua, lấy số và người ký.",
    (Trigger.APPROVE, DocumentState.IN_APPRAISAL): "Chờ Văn phòng thẩm định.",
    (Trigger.SEND, DocumentState.APPROVED): "Chưa ban hành.",
    (Trigger.RETURN_TO_SENDER, DocumentState.RECEIVED): (
        "Văn bản đã tiếp nhận nên không trả lại được nữa. Đề nghị đơn vị gửi lập văn bản thay thế."
    ),
}

ROLES: Mapping[Role, str] = {
    Role.DRAFTER: "Người soạn thảo",
    Role.OFFICE: "Văn phòng",
    Role.MEMBER: "Cấp uỷ viên",
    Role.SIGNER: "Người ký",
    Role.CLERK: "Văn thư",
    Role.INSPECTOR: "Uỷ ban kiểm tra",
    Role.ADMIN: "Quản trị đơn vị",
}

LEVELS: Mapping[Level, str] = {
    Level.CELL: "chi bộ",
    Level.SUB_COMMITTEE: "đảng uỷ bộ phận",
    Level.GRASSROOTS: "đảng uỷ cơ sở",
    Level.UPPER: "đảng uỷ cấp trên trực tiếp cơ sở",
    Level.PROVINCE: "tỉnh uỷ",
    Level.ADVISORY: "cơ quan tham mưu",
}

KINDS: Mapping[DocumentKind, str] = {kind: traits.name for kind, traits in kinds.KINDS.items()}

SECTION_STATES: Mapping[SectionState, str] = {
    SectionState.EMPTY: "Chưa bắt đầu",
    SectionState.WORKING: "Đang làm",
    SectionState.TO_FIX: "Cần sửa",
    SectionState.DONE: "Hoàn thành",
}

SOURCE_STATES: Mapping[SourceState, str] = {
    SourceState.OPEN: "Chưa xử lý",
    SourceState.USED: "Đã dùng",
    SourceState.MERGED: "Đã ghép",
    SourceState.LEFT_OUT: "Để ngoài",
}

DECISION_WAYS: Mapping[DecisionWay, str] = {
    DecisionWay.ONE: "Một người thông qua",
    DecisionWay.SLIPS: "Lấy ý kiến bằng phiếu, hoặc tại hội nghị",
    DecisionWay.MEETING: "Tại hội nghị",
}

AUDIENCES: Mapping[Audience, str] = {
    Audience.INTERNAL: "Nội bộ: chỉ người trong đơn vị",
    Audience.VISIBLE: "Cả Văn phòng cấp trên, khi văn bản đã gửi",
}

STANCES: Mapping[Stance, str] = {
    Stance.AGREED: "Đồng ý",
    Stance.WITH_REMARKS: "Đồng ý, có ý kiến thêm",
    Stance.OPPOSED: "Không đồng ý",
}

REPLIES: Mapping[Reply, str] = {Reply.TAKEN_IN: "Tiếp thu", Reply.EXPLAINED: "Giải trình"}

ROUND_ENDS: Mapping[RoundEnd, str] = {
    RoundEnd.ADOPTED: "đã thông qua",
    RoundEnd.NOT_ADOPTED: "chưa thông qua",
    RoundEnd.AT_MEETING: "quyết định tại hội nghị",
    RoundEnd.RETURNED: "một uỷ viên trả lại văn bản",
    RoundEnd.STOPPED: "văn bản chuyển cho đơn vị khác",
    RoundEnd.CANCELLED: "văn bản bị huỷ",
    RoundEnd.RULES_CHANGED: "đơn vị đổi cách thông qua",
}

CAMPAIGN_STATES: Mapping[CampaignState, str] = {CampaignState.OPEN: "Đang mở", CampaignState.CLOSED: "Đã đóng"}

JOB_STEPS: Mapping[JobStep, str] = {
    JobStep.NONE: "",
    JobStep.RENDERING: "Đang tạo bản PDF, thường dưới 10 giây. Có thể rời trang này.",
    JobStep.SIGNING: "Đang ký số bản PDF, thường dưới 10 giây. Có thể rời trang này.",
    JobStep.SENDING: "Đang gửi tới các nơi nhận. Có thể rời trang này.",
}

DIFFICULTY_KINDS: Mapping[DifficultyKind, str] = {
    DifficultyKind.DIFFICULTY: "Khó khăn",
    DifficultyKind.OBSTACLE: "Vướng mắc",
    DifficultyKind.PROPOSAL: "Kiến nghị, đề xuất",
}

DIFFICULTY_STATES: Mapping[DifficultyState, str] = {
    DifficultyState.RAISED: "Chờ tiếp nhận",
    DifficultyState.RECEIVED: "Đã tiếp nhận",
    DifficultyState.REOPENED: "Đã mở lại",
    DifficultyState.RETURNED: "Cần làm rõ",
    DifficultyState.JOINED: "Đã ghép",
    DifficultyState.PASSED_UP: "Đã chuyển lên",
    DifficultyState.ANSWERED: "Đã trả lời",
    DifficultyState.WITHDRAWN: "Đã rút",
}

DIFFICULTY_WORDS: Mapping[WordKind, str] = {
    WordKind.ANSWER: "Trả lời",
    WordKind.PART: "Trả lời một phần",
    WordKind.RETURNED: "Đề nghị làm rõ",
    WordKind.CLARIFIED: "Làm rõ",
    WordKind.UNSATISFIED: "Chưa thoả đáng",
    WordKind.QUESTION: "Hỏi thêm",
}

SIGNATURE_KINDS: Mapping[SignatureKind, str] = {
    SignatureKind.PERSON: "chữ ký của người ký",
    SignatureKind.ORGANISATION: "chữ ký của tổ chức",
}

SIGN_WAYS: Mapping[SignWay, str] = {
    SignWay.DEMO: "chứng thư mẫu, không có giá trị pháp lý",
    SignWay.PKCS12: "chứng thư số giữ trên máy chủ",
    SignWay.TOKEN: "thiết bị ký của người ký",
    SignWay.PKCS11: "thiết bị ký gắn với máy chủ",
    SignWay.KEY_FILE: "máy chủ tự đóng dấu theo lựa chọn của tổ chức",
}

TASK_STATES: Mapping[TaskState, str] = {
    TaskState.PROPOSED: "Chờ xác nhận",
    TaskState.CONFIRMED: "Đã xác nhận",
    TaskState.DROPPED: "Đã bỏ",
}

SHARES: Mapping[Share, str] = {Share.LEAD: "Chủ trì", Share.COOPERATING: "Phối hợp"}

DEADLINE_KINDS: Mapping[DeadlineKind, str] = {
    DeadlineKind.DATE: "Có ngày hoàn thành",
    DeadlineKind.YEARLY: "Hằng năm, trước một ngày",
    DeadlineKind.CONTINUOUS: "Thường xuyên",
    DeadlineKind.CONDITION: "Khi có điều kiện",
}

PROGRESS: Mapping[Progress, str] = {
    Progress.DONE: "Đã hoàn thành",
    Progress.IN_PROGRESS: "Đang thực hiện",
    Progress.NO_RESULT: "Kỳ này chưa có kết quả",
    Progress.NOT_BEGUN: "Chưa triển khai",
}

CLEARINGS: Mapping[Clearing, str] = {
    Clearing.DONE: "Đã làm xong",
    Clearing.VOID: "Không còn phải làm",
}

PROGRESS_UNKNOWN = "Chưa có thông tin"

SECTION_KINDS: Mapping[SectionKind, str] = {
    SectionKind.TEXT: "Viết bằng lời",
    SectionKind.HEADING: "Đề mục, không phải viết gì",
    SectionKind.TASKS: "Kết quả từng nhiệm vụ được giao",
    SectionKind.DIFFICULTIES: "Khó khăn, vướng mắc",
    SectionKind.PROPOSALS: "Kiến nghị, đề xuất",
    SectionKind.TABLE: "Bảng",
}

INDICATOR_KINDS: Mapping[IndicatorKind, str] = {
    IndicatorKind.INTEGER: "Số nguyên",
    IndicatorKind.DECIMAL: "Số thập phân",
    IndicatorKind.PERCENT: "Phần trăm",
    IndicatorKind.MONEY: "Số tiền",
    IndicatorKind.YES_NO: "Có hoặc không",
    IndicatorKind.OF_TARGET: "Đạt được trên chỉ tiêu",
}

FORMULAS: Mapping[Formula, str] = {
    Formula.SUM: "Cộng",
    Formula.MAX: "Lấy số lớn nhất",
    Formula.LATEST: "Lấy số của báo cáo mới nhất",
    Formula.RATIO: "Chia hai tổng",
}

COLUMN_RULES: Mapping[ColumnRule, str] = {
    ColumnRule.AUTO: "Số thì cộng, chữ thì ghi từng đơn vị",
    ColumnRule.SUM: "Cộng, kể cả số dạng 275/298",
    ColumnRule.MAX: "Lấy số lớn nhất",
    ColumnRule.LATEST: "Lấy số của báo cáo mới nhất",
    ColumnRule.EACH: "Ghi từng đơn vị, không cộng",
}

RELATIONS: Mapping[Relation, str] = {
    Relation.AT_MOST: "không quá",
    Relation.EQUAL: "bằng",
}

REORGANISATIONS: Mapping[ReorganisationKind, str] = {
    ReorganisationKind.RENAME: "Đổi tên",
    ReorganisationKind.MOVE: "Chuyển cấp trên",
    ReorganisationKind.MERGE: "Hợp nhất, sáp nhập",
    ReorganisationKind.SPLIT: "Chia, tách",
    ReorganisationKind.DISSOLVE: "Giải thể",
}

REORGANISATION_STATES: Mapping[ReorganisationState, str] = {
    ReorganisationState.PREPARED: "Đang chuẩn bị",
    ReorganisationState.SCHEDULED: "Chờ đến ngày",
    ReorganisationState.DONE: "Đã thực hiện",
    ReorganisationState.DROPPED: "Đã bỏ",
}

NUMBERINGS: Mapping[Numbering, str] = {
    Numbering.TERM: "Từ 01, liên tục trong cả nhiệm kỳ",
    Numbering.YEAR: "Từ 01 mỗi năm",
}

BOOKS: Mapping[Book, str] = {Book.OUTGOING: "Sổ văn bản đi", Book.INCOMING: "Sổ văn bản đến"}

EXPORT_FORMS: Mapping[ExportForm, str] = {ExportForm.XLSX: "Excel", ExportForm.PDF: "PDF"}

ENTRY_STATES: Mapping[EntryState, str] = {
    EntryState.RESERVED: "Giữ số",
    EntryState.TAKEN: "Đã lấy số",
    EntryState.ISSUED: "Đã ban hành",
    EntryState.RECEIVED: "Đã tiếp nhận",
    EntryState.CANCELLED: "Đã huỷ",
    EntryState.REPLACED: "Đã bị thay thế",
    EntryState.GIVEN_UP: "Số bỏ",
}

PERIOD_KINDS: Mapping[PeriodKind, str] = {
    PeriodKind.MONTH: "Hằng tháng",
    PeriodKind.QUARTER: "Hằng quý",
    PeriodKind.HALF: "Sáu tháng",
    PeriodKind.NINE_MONTHS: "Chín tháng",
    PeriodKind.YEAR: "Hằng năm",
}

DUE_RULES: Mapping[DueRule, str] = {
    DueRule.LAST_MONTH: "ngày của tháng cuối kỳ",
    DueRule.MONTH_BEFORE: "ngày của tháng liền trước tháng cuối kỳ",
    DueRule.DAYS_AFTER: "số ngày sau khi hết kỳ",
    DueRule.WORKING_DAYS_AFTER: "số ngày làm việc sau khi hết kỳ",
}

# The seven stations of the state line (mock rule 6) and where each state stands on it.
STATIONS = ("Soạn thảo", "Thẩm định", "Thông qua", "Ban hành", "Đã gửi", "Tiếp nhận", "Tổng hợp")
STATION_OF: Mapping[DocumentState, int] = {
    DocumentState.DRAFT: 0,
    DocumentState.CONSOLIDATING: 0,
    DocumentState.RETURNED: 0,
    DocumentState.IN_APPRAISAL: 1,
    DocumentState.IN_APPROVAL: 2,
    DocumentState.APPROVED: 3,
    DocumentState.ISSUED: 3,
    DocumentState.SENT: 4,
    DocumentState.RECEIVED: 5,
    DocumentState.CONSOLIDATED: 6,
    DocumentState.CANCELLED: 0,
    DocumentState.SUPERSEDED: 4,
}
