"""Who may do what: one table, permission → any of (all of predicates). What is not written here is closed."""

from collections.abc import Mapping
from enum import StrEnum

from workflow.domain import predicates as p
from workflow.domain.actor import Actor
from workflow.domain.errors import NotPermitted
from workflow.domain.guards import NOT_THEIR_STEP
from workflow.domain.predicates import Predicate, Subject
from workflow.domain.states import Trigger


class Permission(StrEnum):
    """`subject:act`; every page, job and command asks for one of these."""

    DOCUMENT_READ = "document:read"
    DOCUMENT_START = "document:start"
    DOCUMENT_WRITE = "document:write"
    DOCUMENT_SUBMIT = "document:submit"
    DOCUMENT_APPRAISE = "document:appraise"
    DOCUMENT_RETURN = "document:return"
    DOCUMENT_RECALL = "document:recall"
    DOCUMENT_UNDO = "document:undo"
    DOCUMENT_HAND_ON = "document:hand_on"
    DOCUMENT_NOTE_SLOW = "document:note_slow"
    DOCUMENT_APPROVE = "document:approve"
    COMMENT_READ = "comment:read"
    COMMENT_READ_INTERNAL = "comment:read_internal"
    COMMENT_WRITE = "comment:write"
    OPINION_READ = "opinion:read"
    OPINION_ASK = "opinion:ask"
    OPINION_GIVE = "opinion:give"
    MEETING_RECORD = "meeting:record"
    DOCUMENT_NUMBER = "document:number"
    DOCUMENT_SIGN = "document:sign"
    DOCUMENT_SEAL = "document:seal"
    DOCUMENT_ISSUE = "document:issue"
    DOCUMENT_SEND = "document:send"
    DOCUMENT_HAND_UP = "document:hand_up"
    DOCUMENT_RECEIVE = "document:receive"
    DOCUMENT_SEND_BACK = "document:send_back"
    DOCUMENT_CONSOLIDATE = "document:consolidate"
    DOCUMENT_CANCEL = "document:cancel"
    DOCUMENT_SUPERSEDE = "document:supersede"
    DOCUMENT_RETRY = "document:retry"
    DOCUMENT_AUDIT = "document:audit"
    DOCUMENT_READERS = "document:readers"
    DOCUMENT_REGISTER = "document:register"
    DOCUMENT_COPY = "document:copy"
    PASSAGE_READ = "passage:read"
    PLAN_FOLLOW = "plan:follow"
    TASK_KEEP = "task:keep"
    TASK_CLEAR = "task:clear"
    TASK_REOPEN = "task:reopen"
    OUTLINE_READ = "outline:read"
    OUTLINE_KEEP = "outline:keep"
    DOCUMENT_HAND_OVER = "document:hand_over"
    CAMPAIGN_READ = "campaign:read"
    CAMPAIGN_OPEN = "campaign:open"
    CAMPAIGN_MANAGE = "campaign:manage"
    CAMPAIGN_NOTE_LATE = "campaign:note_late"
    ARRIVAL_TOLD = "arrival:told"
    URGE_READ = "urge:read"
    URGE_OPEN = "urge:open"
    SCHEDULE_READ = "schedule:read"
    EXTENSION_ASK = "extension:ask"
    REPORTING_READ = "reporting:read"
    BOOK_READ = "book:read"
    BOOK_KEEP = "book:keep"
    BOOK_NUMBER = "book:number"
    CITATION_KEEP = "citation:keep"
    DIFFICULTY_READ = "difficulty:read"
    DIFFICULTY_RAISE = "difficulty:raise"
    DIFFICULTY_HANDLE = "difficulty:handle"
    DIFFICULTY_ANSWER = "difficulty:answer"
    DIFFICULTY_URGE = "difficulty:urge"
    HOUSE_READ = "house:read"
    ORGANISATION_READ = "organisation:read"
    ORGANISATION_MANAGE = "organisation:manage"
    ACCOUNT_HELP = "account:help"
    ORGANISATION_SEAL = "organisation:seal"
    ORGANISATION_REORGANISE = "organisation:reorganise"
    CERTIFICATE_BIND = "certificate:bind"
    CERTIFICATE_END = "certificate:end"
    IMPORT_READ = "import:read"
    DELEGATION_READ = "delegation:read"
    DELEGATION_KEEP = "delegation:keep"


Rule = tuple[tuple[Predicate, ...], ...]

TABLE: Mapping[Permission, Rule] = {
    Permission.DOCUMENT_READ: (
        (p.serves_owner,),
        (p.serves_superior, p.left_the_house),
        (p.serves_addressee, p.left_the_house),
        (p.serves_clearing_house, p.left_the_house),
        (p.serves_ancestor, p.is_consolidated),
        (p.serves_successor,),
        (p.serves_copy_holder, p.left_the_house),
        (p.serves_heir, p.left_the_house),
    ),
    Permission.DOCUMENT_START: ((p.drafts_for_owner,), (p.is_office_of_owner,)),
    Permission.DOCUMENT_WRITE: ((p.drafts_for_owner, p.is_drafted), (p.is_office_of_owner,)),
    Permission.DOCUMENT_SUBMIT: ((p.drafts_for_owner, p.is_drafted), (p.is_office_of_owner,)),
    Permission.DOCUMENT_APPRAISE: ((p.is_office_of_owner,),),
    Permission.DOCUMENT_RETURN: ((p.is_office_of_owner,), (p.decides_for_owner,)),
    Permission.DOCUMENT_RECALL: (
        (p.drafts_for_owner, p.stayed_in_the_house),
        (p.is_office_of_owner, p.stayed_in_the_house),
        (p.is_clerk_of_owner, p.left_the_house),
    ),
    Permission.DOCUMENT_UNDO: ((p.is_office_of_owner,), (p.decides_for_owner,)),
    Permission.DOCUMENT_HAND_ON: ((p.is_office_of_owner,), (p.signs_for_owner,), (p.administers_owner,)),
    Permission.DOCUMENT_NOTE_SLOW: ((p.is_system,),),
    Permission.DOCUMENT_APPROVE: ((p.decides_for_owner,), (p.is_system,)),
    Permission.COMMENT_READ: (
        (p.serves_owner,),
        (p.is_office_of_superior, p.left_the_house),
        (p.is_office_of_clearing_house, p.left_the_house),
    ),
    Permission.COMMENT_READ_INTERNAL: ((p.serves_owner,),),
    Permission.COMMENT_WRITE: (
        (p.drafts_for_owner,),
        (p.is_office_of_owner,),
        (p.decides_for_owner,),
        (p.is_office_of_superior, p.left_the_house),
        (p.is_office_of_clearing_house, p.left_the_house),
    ),
    Permission.OPINION_READ: ((p.serves_owner,),),
    Permission.OPINION_ASK: ((p.is_office_of_owner,),),
    Permission.OPINION_GIVE: ((p.decides_for_owner,),),
    Permission.MEETING_RECORD: ((p.is_office_of_owner,), (p.signs_for_owner,)),
    Permission.DOCUMENT_NUMBER: ((p.is_clerk_of_owner,),),
    Permission.DOCUMENT_SIGN: ((p.signs_for_owner,),),
    Permission.DOCUMENT_SEAL: ((p.is_clerk_of_owner,), (p.is_system,)),
    Permission.DOCUMENT_ISSUE: ((p.is_system,),),
    Permission.DOCUMENT_SEND: ((p.is_clerk_of_owner,), (p.is_system,)),
    Permission.DOCUMENT_HAND_UP: ((p.is_office_of_clearing_house,), (p.is_office_of_superior,)),
    Permission.DOCUMENT_RECEIVE: ((p.receives_for_superior,), (p.receives_for_addressee,)),
    Permission.DOCUMENT_SEND_BACK: ((p.is_office_of_superior,), (p.is_office_of_clearing_house,)),
    Permission.DOCUMENT_CONSOLIDATE: ((p.is_system,),),
    Permission.DOCUMENT_CANCEL: (
        (p.drafts_for_owner, p.is_drafted, p.is_unsubmitted),
        (p.is_office_of_owner, p.is_unsubmitted),
        (p.signs_for_owner,),
    ),
    Permission.DOCUMENT_SUPERSEDE: ((p.is_system,),),
    Permission.DOCUMENT_RETRY: ((p.is_clerk_of_owner,), (p.signs_for_owner,), (p.is_office_of_owner,)),
    Permission.DOCUMENT_AUDIT: ((p.serves_owner,), (p.inspects_superior, p.left_the_house), (p.serves_successor,)),
    Permission.DOCUMENT_READERS: ((p.inspects_owner,), (p.inspects_superior, p.left_the_house)),
    Permission.DOCUMENT_REGISTER: ((p.is_clerk_of_owner,), (p.is_office_of_owner,)),
    Permission.DOCUMENT_COPY: ((p.is_clerk_of_owner,), (p.is_office_of_owner,)),
    Permission.PASSAGE_READ: ((p.serves_clearing_house,), (p.serves_superior,), (p.is_consolidated,)),
    Permission.PLAN_FOLLOW: ((p.serves_owner,), (p.serves_superior,)),
    Permission.TASK_KEEP: ((p.is_office_of_owner,), (p.drafts_for_owner, p.belongs_to_cell)),
    Permission.TASK_CLEAR: ((p.drafts_for_owner,), (p.is_office_of_owner,), (p.serves_owner, p.is_charged)),
    Permission.TASK_REOPEN: ((p.drafts_for_owner,), (p.is_office_of_owner,), (p.is_office_of_setter,)),
    Permission.OUTLINE_READ: ((p.serves_owner,),),
    Permission.OUTLINE_KEEP: ((p.is_office_of_owner,),),
    Permission.DOCUMENT_HAND_OVER: ((p.is_system,),),
    Permission.CAMPAIGN_READ: (
        (p.serves_owner,),
        (p.serves_addressee,),
        (p.serves_clearing_house,),
        (p.serves_heir,),
    ),
    Permission.CAMPAIGN_OPEN: ((p.is_office_of_owner,), (p.is_system,)),
    Permission.CAMPAIGN_MANAGE: ((p.is_office_of_owner,),),
    Permission.CAMPAIGN_NOTE_LATE: ((p.is_system,),),
    Permission.ARRIVAL_TOLD: ((p.is_office_of_owner,), (p.is_clerk_of_owner,), (p.drafts_for_owner,)),
    Permission.URGE_READ: ((p.serves_owner,), (p.serves_superior,), (p.serves_successor,)),
    Permission.URGE_OPEN: ((p.serves_owner,), (p.serves_addressee,)),
    Permission.SCHEDULE_READ: ((p.serves_owner,),),
    Permission.EXTENSION_ASK: ((p.drafts_for_owner,), (p.is_office_of_owner,)),
    Permission.REPORTING_READ: ((p.serves_owner,), (p.serves_ancestor,), (p.serves_successor,)),
    Permission.BOOK_READ: ((p.reads_books_of_owner,), (p.reads_books_of_successor,)),
    Permission.BOOK_KEEP: ((p.is_clerk_of_owner,), (p.is_office_of_owner,)),
    Permission.BOOK_NUMBER: ((p.is_clerk_of_owner,),),
    Permission.CITATION_KEEP: ((p.is_system,), (p.is_office_somewhere,)),
    Permission.DIFFICULTY_READ: ((p.serves_owner,), (p.serves_where_it_went,)),
    Permission.DIFFICULTY_RAISE: ((p.drafts_for_owner,), (p.is_office_of_owner,)),
    Permission.DIFFICULTY_HANDLE: ((p.is_office_at_desk,),),
    Permission.DIFFICULTY_ANSWER: ((p.is_office_at_desk,), (p.signs_at_desk,)),
    Permission.DIFFICULTY_URGE: ((p.is_office_of_owner,), (p.is_office_where_it_went,)),
    Permission.HOUSE_READ: ((p.serves_owner,),),
    Permission.ORGANISATION_READ: (
        (p.serves_owner,),
        (p.serves_ancestor,),
        (p.serves_subordinate,),
        (p.serves_successor,),
    ),
    Permission.ORGANISATION_MANAGE: ((p.administers_owner, p.still_stands), (p.administers_ancestor, p.still_stands)),
    Permission.ACCOUNT_HELP: (
        (p.administers_owner, p.still_stands),
        (p.administers_ancestor, p.still_stands),
        (p.is_office_of_owner, p.still_stands),
        (p.is_office_of_superior, p.still_stands),
    ),
    Permission.ORGANISATION_SEAL: (
        (p.is_clerk_of_owner, p.still_stands),
        (p.administers_owner, p.still_stands),
        (p.administers_ancestor, p.still_stands),
    ),
    Permission.ORGANISATION_REORGANISE: ((p.administers_above,),),
    Permission.CERTIFICATE_BIND: ((p.signs_for_owner,),),
    Permission.CERTIFICATE_END: (
        (p.is_the_holder,),
        (p.administers_owner, p.still_stands),
        (p.administers_ancestor, p.still_stands),
        (p.is_clerk_of_owner, p.still_stands, p.is_of_the_house),
    ),
    Permission.IMPORT_READ: (
        (p.brought_it, p.is_clerk_of_owner),
        (p.brought_it, p.is_office_of_owner),
        (p.brought_it, p.drafts_for_owner),
    ),
    Permission.DELEGATION_READ: ((p.serves_owner,),),
    Permission.DELEGATION_KEEP: (
        (p.is_office_of_owner,),
        (p.administers_owner,),
        (p.serves_owner, p.is_the_absent_one),
    ),
}

_OF_TRIGGER: Mapping[Trigger, Permission] = {
    Trigger.START: Permission.DOCUMENT_START,
    Trigger.START_CONSOLIDATION: Permission.CAMPAIGN_MANAGE,
    Trigger.REGISTER: Permission.DOCUMENT_REGISTER,
    Trigger.COPY: Permission.DOCUMENT_COPY,
    Trigger.SUBMIT: Permission.DOCUMENT_SUBMIT,
    Trigger.APPRAISE: Permission.DOCUMENT_APPRAISE,
    Trigger.RETURN_FOR_REVISION: Permission.DOCUMENT_RETURN,
    Trigger.RETURN_TO_APPRAISAL: Permission.DOCUMENT_RETURN,
    Trigger.RECALL: Permission.DOCUMENT_RECALL,
    Trigger.UNDO: Permission.DOCUMENT_UNDO,
    Trigger.APPROVE: Permission.DOCUMENT_APPROVE,
    Trigger.TAKE_NUMBER: Permission.DOCUMENT_NUMBER,
    Trigger.SIGN: Permission.DOCUMENT_SIGN,
    Trigger.SEAL: Permission.DOCUMENT_SEAL,
    Trigger.ISSUE: Permission.DOCUMENT_ISSUE,
    Trigger.SEND: Permission.DOCUMENT_SEND,
    Trigger.HAND_UP: Permission.DOCUMENT_HAND_UP,
    Trigger.RECEIVE: Permission.DOCUMENT_RECEIVE,
    Trigger.RETURN_TO_SENDER: Permission.DOCUMENT_SEND_BACK,
    Trigger.CONSOLIDATE: Permission.DOCUMENT_CONSOLIDATE,
    Trigger.CANCEL: Permission.DOCUMENT_CANCEL,
    Trigger.SUPERSEDE: Permission.DOCUMENT_SUPERSEDE,
    Trigger.HAND_OVER: Permission.DOCUMENT_HAND_OVER,
}

_WHO: Mapping[Permission, str] = {
    Permission.OUTLINE_KEEP: "Văn phòng cấp uỷ lập và sửa đề cương.",
    Permission.CITATION_KEEP: "Văn phòng cấp uỷ giữ sổ viện dẫn. Hãy báo Văn phòng nếu cần thêm hoặc sửa.",
    Permission.DIFFICULTY_RAISE: "Người soạn thảo hoặc Văn phòng nêu khó khăn, kiến nghị và trao đổi với cấp trên.",
    Permission.DIFFICULTY_HANDLE: "Văn phòng nơi đang giữ việc này xử lý.",
    Permission.DIFFICULTY_ANSWER: "Văn phòng hoặc người ký nơi đang giữ việc này trả lời.",
    Permission.DIFFICULTY_URGE: "Văn phòng đã chuyển việc này nhắc trả lời.",
    Permission.DOCUMENT_SUBMIT: "Người soạn thảo hoặc Văn phòng trình.",
    Permission.DOCUMENT_APPRAISE: "Văn phòng thẩm định.",
    Permission.DOCUMENT_RETURN: "Văn phòng hoặc cấp uỷ trả lại.",
    Permission.DOCUMENT_RECALL: "Chỉ người đã trình mới thu hồi được.",
    Permission.DOCUMENT_UNDO: NOT_THEIR_STEP,
    Permission.DOCUMENT_HAND_ON: "Văn phòng, người ký hoặc quản trị đơn vị giao việc cho người khác.",
    Permission.DOCUMENT_APPROVE: "Cấp uỷ viên hoặc người ký thông qua.",
    Permission.COMMENT_READ: "Góp ý do đơn vị soạn và Văn phòng nơi nhận văn bản đọc.",
    Permission.COMMENT_WRITE: "Người soạn thảo, Văn phòng, cấp uỷ viên, người ký hoặc Văn phòng cấp trên góp ý.",
    Permission.OPINION_ASK: "Văn phòng cấp uỷ lấy ý kiến, tiếp thu, giải trình.",
    Permission.OPINION_GIVE: "Cấp uỷ viên cho ý kiến.",
    Permission.MEETING_RECORD: "Văn phòng hoặc Bí thư ghi quyết định của hội nghị.",
    Permission.DOCUMENT_NUMBER: "Văn thư lấy số.",
    Permission.DOCUMENT_SIGN: "Chỉ Bí thư hoặc người được giao ký.",
    Permission.DOCUMENT_SEAL: "Văn thư đóng dấu.",
    Permission.DOCUMENT_ISSUE: "Hệ thống tự ban hành khi đủ chữ ký.",
    Permission.DOCUMENT_SEND: "Văn thư gửi văn bản.",
    Permission.DOCUMENT_HAND_UP: "Văn phòng của đầu mối cho ý kiến và chuyển lên.",
    Permission.DOCUMENT_RECEIVE: "Văn phòng cấp trên tiếp nhận.",
    Permission.DOCUMENT_SEND_BACK: "Văn phòng cấp trên trả lại.",
    Permission.DOCUMENT_COPY: "Văn thư hoặc Văn phòng sao văn bản.",
    Permission.TASK_KEEP: "Văn phòng của đơn vị ban hành kế hoạch ghi sổ nhiệm vụ.",
    Permission.TASK_CLEAR: "Người soạn thảo, Văn phòng hoặc người được giao của đơn vị báo xong nhiệm vụ.",
    Permission.TASK_REOPEN: "Đơn vị đã báo xong, hoặc Văn phòng nơi ban hành kế hoạch, mở lại nhiệm vụ.",
    Permission.BOOK_KEEP: "Văn thư hoặc Văn phòng ghi sổ văn bản.",
    Permission.BOOK_NUMBER: "Văn thư giữ số và bỏ số.",
    Permission.ACCOUNT_HELP: "Văn phòng hoặc người quản trị đơn vị giúp đăng nhập.",
    Permission.ORGANISATION_SEAL: "Văn thư hoặc người quản trị đơn vị giữ con dấu.",
    Permission.ORGANISATION_REORGANISE: "Quản trị của cấp trên ghi việc sắp xếp tổ chức.",
    Permission.CERTIFICATE_BIND: "Chỉ người được giao ký của đơn vị này đưa chứng thư số vào được.",
    Permission.DELEGATION_KEEP: "Văn phòng, quản trị đơn vị hoặc chính người vắng giao người thay.",
    Permission.DOCUMENT_CANCEL: "Chỉ người ký huỷ được văn bản đã thông qua.",
}


def permission_of(trigger: Trigger) -> Permission:
    """The permission a trigger asks for; a trigger without one does not exist."""
    return _OF_TRIGGER[trigger]


def who_may(trigger: Trigger) -> str:
    """The sentence that tells somebody else whose act this is."""
    return _WHO.get(permission_of(trigger), "Việc này của người khác.")


def permits(actor: Actor, permission: Permission, subject: Subject) -> bool:
    """Whether one line of the permission's rule holds whole. A permission without a rule is refused."""
    return any(all(holds(actor, subject) for holds in line) for line in TABLE.get(permission, ()))


def require(actor: Actor, permission: Permission, subject: Subject) -> None:
    """Refuse with NotPermitted unless the table permits."""
    if not permits(actor, permission, subject):
        raise NotPermitted(_WHO.get(permission, "Đồng chí không có quyền làm việc này."))
