"""The Vietnamese names of everything that has one; the only module of rules that speaks to people in nouns."""

from collections.abc import Mapping

from workflow.domain import kinds
from workflow.domain.deadlines import DeadlineKind
from workflow.domain.difficulties import DifficultyKind, DifficultyState, WordKind
from workflow.domain.facts import Fact
from workflow.domain.outline import Formula, IndicatorKind, Relation, SectionKind
from workflow.domain.periods import PeriodKind
from workflow.domain.schedules import DueRule
from workflow.domain.states import (
    Book,
    CampaignState,
    DocumentKind,
    DocumentState,
    EntryState,
    ExportForm,
    JobStep,
    Level,
    Numbering,
    Role,
    SectionState,
    SignatureKind,
    SignWay,
    SourceState,
    Trigger,
)
from workflow.domain.tasks import Progress, Share, TaskState

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
    Trigger.RECALL: "Thu hồi văn bản",
    Trigger.APPROVE: "Thông qua văn bản",
    Trigger.TAKE_NUMBER: "Lấy số",
    Trigger.SIGN: "Ký số văn bản",
    Trigger.SEAL: "Đóng dấu",
    Trigger.ISSUE: "Ban hành văn bản",
    Trigger.SEND: "Gửi văn bản",
    Trigger.RECEIVE: "Tiếp nhận văn bản",
    Trigger.RETURN_TO_SENDER: "Trả lại nơi gửi",
    Trigger.CONSOLIDATE: "Đưa vào báo cáo cấp trên",
    Trigger.CANCEL: "Huỷ văn bản",
    Trigger.SUPERSEDE: "Thay thế văn bản",
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

FACTS: Mapping[Fact, str] = {
    Fact.DOCUMENT_STARTED: "Bắt đầu soạn",
    Fact.DOCUMENT_CONSOLIDATION_STARTED: "Bắt đầu tổng hợp",
    Fact.DOCUMENT_REGISTERED: "Vào sổ văn bản đã ban hành",
    Fact.DOCUMENT_COPIED: "Lập bản sao",
    Fact.DOCUMENT_SECTION_SAVED: "Lưu mục",
    Fact.DOCUMENT_FIGURES_SAVED: "Lưu số liệu",
    Fact.DOCUMENT_HEADING_SAVED: "Sửa trích yếu, nơi nhận",
    Fact.ANNEX_ADDED: "Thêm phụ lục",
    Fact.ANNEX_SAVED: "Lưu phụ lục",
    Fact.ANNEX_MOVED: "Đổi thứ tự phụ lục",
    Fact.ANNEX_REMOVED: "Bỏ phụ lục",
    Fact.ANNEX_RESTORED: "Lấy lại phụ lục",
    Fact.ANNEX_ORIGINS: "Chọn có hay không phụ lục nguồn tổng hợp",
    Fact.DOCUMENT_ROLLED_FORWARD: "Lấy chữ từ kỳ trước",
    Fact.DOCUMENT_SUBMITTED: "Trình",
    Fact.DOCUMENT_FORM_MENDED: "Sửa thể thức, không đổi nội dung",
    Fact.FINDING_WAIVED: "Bỏ qua một lỗi thể thức",
    Fact.DOCUMENT_APPRAISED: "Thẩm định xong",
    Fact.DOCUMENT_RETURNED: "Trả lại để sửa",
    Fact.DOCUMENT_RECALLED: "Thu hồi",
    Fact.DOCUMENT_APPROVED: "Thông qua",
    Fact.DOCUMENT_NUMBERED: "Lấy số",
    Fact.DOCUMENT_PREPARED: "Tạo xong bản PDF",
    Fact.DOCUMENT_SIGN_AGREED: "Đồng ý ký",
    Fact.DOCUMENT_SIGNED: "Ký số",
    Fact.DOCUMENT_PROVEN: "Lấy bằng chứng kiểm tra lâu dài",
    Fact.DOCUMENT_ISSUED: "Ban hành",
    Fact.DOCUMENT_SENT: "Gửi",
    Fact.DOCUMENT_RECEIVED: "Tiếp nhận",
    Fact.DOCUMENT_SENT_BACK: "Cấp trên trả lại",
    Fact.DOCUMENT_CONSOLIDATED: "Được tổng hợp",
    Fact.DOCUMENT_CANCELLED: "Huỷ",
    Fact.DOCUMENT_SUPERSEDED: "Bị thay thế",
    Fact.DOCUMENT_STEP_FAILED: "Bước tự động bị lỗi",
    Fact.DOCUMENT_STEP_RETRIED: "Thử lại bước bị lỗi",
    Fact.SOURCE_TAKEN_IN: "Đưa báo cáo vào nguồn",
    Fact.SOURCE_USED: "Dùng đoạn nguồn",
    Fact.SOURCE_MERGED: "Ghép đoạn nguồn",
    Fact.SOURCE_LEFT_OUT: "Để ngoài đoạn nguồn",
    Fact.SOURCE_REOPENED: "Lấy lại đoạn nguồn",
    Fact.SOURCE_DROPPED: "Gỡ nguồn đã thay đổi",
    Fact.BLOCK_SAVED: "Sửa đoạn",
    Fact.BLOCK_ADDED: "Thêm đoạn",
    Fact.BLOCK_REMOVED: "Bỏ đoạn",
    Fact.BLOCK_MOVED: "Chuyển chỗ đoạn",
    Fact.OUTLINE_BEGUN: "Lập đề cương",
    Fact.OUTLINE_CHANGED: "Sửa đề cương",
    Fact.OUTLINE_FIXED: "Chốt phiên bản đề cương",
    Fact.CAMPAIGN_OPENED: "Mở đợt báo cáo",
    Fact.CAMPAIGN_CLOSED: "Đóng đợt báo cáo",
    Fact.CAMPAIGN_EXTENDED: "Gia hạn",
    Fact.CAMPAIGN_URGED: "Lập công văn đôn đốc",
    Fact.DIFFICULTY_RAISED: "Nêu khó khăn, kiến nghị",
    Fact.DIFFICULTY_SENT: "Gửi cấp trên",
    Fact.DIFFICULTY_RECEIVED: "Tiếp nhận khó khăn, kiến nghị",
    Fact.DIFFICULTY_JOINED: "Ghép vào việc chung",
    Fact.DIFFICULTY_UNJOINED: "Tách khỏi việc chung",
    Fact.DIFFICULTY_PASSED_UP: "Chuyển lên cấp trên",
    Fact.DIFFICULTY_PASSED_ON: "Đầu mối chuyển tiếp",
    Fact.DIFFICULTY_CHARGED: "Giao trả lời",
    Fact.DIFFICULTY_ANSWERED: "Trả lời khó khăn, kiến nghị",
    Fact.DIFFICULTY_ANSWERED_IN_PART: "Trả lời một phần",
    Fact.DIFFICULTY_RETURNED: "Đề nghị làm rõ",
    Fact.DIFFICULTY_CLARIFIED: "Làm rõ",
    Fact.DIFFICULTY_REOPENED: "Chưa thoả đáng, mở lại",
    Fact.DIFFICULTY_ASKED: "Hỏi thêm về câu trả lời",
    Fact.DIFFICULTY_CALLED_BACK: "Về lại đơn vị cùng báo cáo",
    Fact.DIFFICULTY_REWORDED: "Sửa lời theo báo cáo ban hành lại",
    Fact.DIFFICULTY_WITHDRAWN: "Rút khó khăn, kiến nghị",
    Fact.DIFFICULTY_URGED: "Nhắc trả lời",
    Fact.EXTENSION_ASKED: "Xin gia hạn",
    Fact.EXTENSION_REFUSED: "Không gia hạn",
    Fact.SCHEDULE_MADE: "Lập lịch báo cáo định kỳ",
    Fact.SCHEDULE_CHANGED: "Sửa lịch báo cáo định kỳ",
    Fact.SCHEDULE_MISSED: "Bỏ qua kỳ đã quá hạn",
    Fact.IMPORT_STARTED: "Đưa văn bản vào",
    Fact.IMPORT_READ: "Đọc xong văn bản",
    Fact.IMPORT_FAILED: "Không đọc được văn bản",
    Fact.IMPORT_CHANGED: "Sửa văn bản đưa vào",
    Fact.IMPORT_SETTLED: "Xem xét chỗ hệ thống nêu",
    Fact.IMPORT_ENTERED: "Nhận văn bản vào sổ",
    Fact.IMPORT_LAID: "Đưa vào bản thảo",
    Fact.IMPORT_LIFTED: "Hoàn tác việc đưa vào bản thảo",
    Fact.IMPORT_DROPPED: "Bỏ văn bản đưa vào",
    Fact.NUMBER_RESERVED: "Giữ số",
    Fact.NUMBER_GIVEN_UP: "Bỏ số",
    Fact.BOOK_ENTERED: "Vào sổ văn bản đến",
    Fact.BOOK_EXPORTED: "Lập tệp sổ văn bản",
    Fact.BOOK_EXPORT_MADE: "Lập xong tệp sổ",
    Fact.BOOK_EXPORT_FAILED: "Chưa lập được tệp sổ",
    Fact.BOOK_NOTED: "Ghi sổ văn bản",
    Fact.TERM_OPENED: "Ghi nhiệm kỳ",
    Fact.TERM_REMOVED: "Bỏ nhiệm kỳ",
    Fact.TASKS_READ: "Đọc nhiệm vụ từ kế hoạch",
    Fact.TASK_CONFIRMED: "Xác nhận nhiệm vụ",
    Fact.TASK_CORRECTED: "Sửa nhiệm vụ",
    Fact.TASK_ADDED: "Thêm nhiệm vụ",
    Fact.TASK_SPLIT: "Tách nhiệm vụ",
    Fact.TASK_JOINED: "Ghép nhiệm vụ",
    Fact.TASK_DROPPED: "Bỏ nhiệm vụ",
    Fact.TASK_RESTORED: "Lấy lại nhiệm vụ",
    Fact.TASK_ADOPTED: "Nhận nhiệm vụ của cấp trên",
    Fact.PLAN_LINKED: "Xác nhận kế hoạch cấp trên",
    Fact.PLAN_UNLINKED: "Bỏ liên kết với kế hoạch cấp trên",
    Fact.CITATION_ADDED: "Thêm vào sổ viện dẫn",
    Fact.CITATION_CORRECTED: "Sửa mục trong sổ viện dẫn",
    Fact.DAY_SET: "Ghi ngày nghỉ, ngày làm bù",
    Fact.DAY_UNSET: "Bỏ ngày nghỉ, ngày làm bù",
    Fact.ORGANISATION_FOUNDED: "Lập đơn vị",
    Fact.ORGANISATION_CHANGED: "Sửa đơn vị",
    Fact.SEAL_WAY_CHOSEN: "Chọn cách đóng dấu",
    Fact.CERTIFICATE_BOUND: "Đưa chứng thư số vào hệ thống",
    Fact.CERTIFICATE_CONFIRMED: "Xác nhận chứng thư số",
    Fact.CERTIFICATE_ENDED: "Thôi dùng chứng thư số",
    Fact.PICTURE_KEPT: "Đưa ảnh chữ ký, ảnh dấu vào hệ thống",
    Fact.PICTURE_REMOVED: "Gỡ ảnh chữ ký, ảnh dấu",
    Fact.ACCOUNT_OPENED: "Mở tài khoản",
    Fact.ACCOUNT_CHANGED: "Đổi mật khẩu",
    Fact.ACCOUNT_CLOSED: "Khoá tài khoản",
    Fact.ROLE_GRANTED: "Giao vai trò",
    Fact.ROLE_ENDED: "Thôi vai trò",
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

RELATIONS: Mapping[Relation, str] = {
    Relation.AT_MOST: "không quá",
    Relation.EQUAL: "bằng",
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
