"""Every closed list of words that rows and rules share: states, triggers, roles, levels, kinds."""

from enum import StrEnum


class DocumentState(StrEnum):
    """Where a document stands; changed only by `advance`."""

    DRAFT = "draft"
    CONSOLIDATING = "consolidating"
    IN_APPRAISAL = "in_appraisal"
    IN_APPROVAL = "in_approval"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"
    SENT = "sent"
    RECEIVED = "received"
    CONSOLIDATED = "consolidated"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


EDITABLE = frozenset({DocumentState.DRAFT, DocumentState.CONSOLIDATING, DocumentState.RETURNED})
LEFT_THE_HOUSE = frozenset(
    {DocumentState.SENT, DocumentState.RECEIVED, DocumentState.CONSOLIDATED, DocumentState.SUPERSEDED}
)
CLOSED = LEFT_THE_HOUSE | {DocumentState.ISSUED}
DEAD = frozenset({DocumentState.CANCELLED, DocumentState.SUPERSEDED})
IN_FORCE = CLOSED - DEAD
ARRIVED = LEFT_THE_HOUSE - DEAD  # sent, and what was sent still counts
LIVING_SOURCE = frozenset({DocumentState.RECEIVED, DocumentState.CONSOLIDATED})


class Trigger(StrEnum):
    """An act that moves a document. Taking the number, signing and sealing are the clerk's and the signer's parts of
    issuing: they leave the document approved; `issue` itself is done when the paper carries every signature. Passing on
    is a clearing house's part of receiving: it leaves the document sent."""

    START = "start"
    START_CONSOLIDATION = "start_consolidation"
    REGISTER = "register"
    COPY = "copy"
    SUBMIT = "submit"
    APPRAISE = "appraise"
    RETURN_FOR_REVISION = "return_for_revision"
    RETURN_TO_APPRAISAL = "return_to_appraisal"
    RECALL = "recall"
    UNDO = "undo"
    APPROVE = "approve"
    TAKE_NUMBER = "take_number"
    SIGN = "sign"
    SEAL = "seal"
    ISSUE = "issue"
    SEND = "send"
    HAND_UP = "hand_up"
    RECEIVE = "receive"
    RETURN_TO_SENDER = "return_to_sender"
    CONSOLIDATE = "consolidate"
    CANCEL = "cancel"
    SUPERSEDE = "supersede"
    HAND_OVER = "hand_over"


class DocumentKind(StrEnum):
    """The kinds that move through the machine; the value is the type's symbol in the number. What sets them apart
    stands in `domain.kinds`. Minutes (BB) are not among them: two people sign those."""

    PLAN = "KH"
    REPORT = "BC"
    LETTER = "CV"
    SUBMISSION = "TTr"
    NOTICE = "TB"
    RESOLUTION = "NQ"
    DECISION = "QĐ"
    CONCLUSION = "KL"
    PROGRAMME = "CTr"
    SCHEME = "ĐA"
    OPTION = "PA"
    RULES = "QC"
    GUIDANCE = "HD"
    DIRECTIVE = "CT"
    CIRCULAR = "TT"
    COPY = "BS"


class Role(StrEnum):
    """What a person is in an organisation, from a day to a day."""

    DRAFTER = "drafter"
    OFFICE = "office"
    MEMBER = "member"
    SIGNER = "signer"
    CLERK = "clerk"
    INSPECTOR = "inspector"
    ADMIN = "admin"


RECEIVERS = (Role.OFFICE, Role.CLERK, Role.DRAFTER)
"""Who receives what is sent to their organisation; a chi bộ has no office, there the drafter does."""


class Level(StrEnum):
    """The rank of an organisation; a level is data, the machine is one."""

    CELL = "chi_bo"
    SUB_COMMITTEE = "dang_uy_bo_phan"
    GRASSROOTS = "dang_uy_co_so"
    UPPER = "dang_uy_cap_tren_co_so"
    PROVINCE = "tinh_uy"
    ADVISORY = "advisory"


class ReorganisationKind(StrEnum):
    """What a decision does to the tree."""

    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"


class ReorganisationState(StrEnum):
    """A change of the tree is prepared, waits for its day, is carried out, or is given up before that."""

    PREPARED = "prepared"
    SCHEDULED = "scheduled"
    DONE = "done"
    DROPPED = "dropped"


class UnitPart(StrEnum):
    """The part of an organisation in a change of the tree: it is changed or ended, or it takes over."""

    FROM = "from"
    TO = "to"


class SectionState(StrEnum):
    """How far one section of a form is; set by the person and by a return, never guessed."""

    EMPTY = "empty"
    WORKING = "working"
    TO_FIX = "to_fix"
    DONE = "done"


class SourceState(StrEnum):
    """What became of a source block in the superior's paper."""

    OPEN = "open"
    USED = "used"
    MERGED = "merged"
    LEFT_OUT = "left_out"


class How(StrEnum):
    """How a result block relates to a source block; derived from the texts when the result is kept."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    MERGED = "merged"


class CampaignState(StrEnum):
    """A campaign collects while it is open."""

    OPEN = "open"
    CLOSED = "closed"


class JobStep(StrEnum):
    """The slow step a document is waiting for, if any."""

    NONE = "none"
    RENDERING = "rendering"
    SIGNING = "signing"
    SENDING = "sending"


class ImportState(StrEnum):
    """Where a paper from outside stands on its way in: it is being read, a person looks it over, it is in the register,
    it was laid into a text being written, or it is not wanted."""

    READING = "reading"
    READY = "ready"
    FAILED = "failed"
    ENTERED = "entered"
    LAID = "laid"
    DROPPED = "dropped"


class TreeImportState(StrEnum):
    """A workbook of organisations and people: it is being read, looked over, carried out; or it is done, not wanted,
    not to be read."""

    READING = "reading"
    READY = "ready"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


class SignatureKind(StrEnum):
    """Who speaks by a signature; the person signs first, the organisation second (HD36 1.7)."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Numbering(StrEnum):
    """How far a series of numbers runs: through the whole nhiệm kỳ (HD36 1.3.1), or from each 1 January anew."""

    TERM = "term"
    YEAR = "year"


class Book(StrEnum):
    """The two registers of an organisation; the value is part of their address."""

    OUTGOING = "di"
    INCOMING = "den"


class ExportForm(StrEnum):
    """As what a register is taken out of the system; the value ends the file's name."""

    XLSX = "xlsx"
    PDF = "pdf"


class EntryState(StrEnum):
    """What became of a number of a book. No row ever leaves it: what was given up stays with its reason."""

    RESERVED = "reserved"
    TAKEN = "taken"
    ISSUED = "issued"
    RECEIVED = "received"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    GIVEN_UP = "given_up"


class SignWay(StrEnum):
    """How a signature comes onto a paper, and whose hand opens the key."""

    DEMO = "demo"
    PKCS12 = "pkcs12"
    TOKEN = "token"  # noqa: S105 - a device, not a secret
    PKCS11 = "pkcs11"
    KEY_FILE = "key_file"


class DecisionWay(StrEnum):
    """How a committee comes to its decision: one of its members approves, by slips, at a meeting."""

    ONE = "one"
    SLIPS = "slips"
    MEETING = "meeting"


class Stance(StrEnum):
    """What a member says of a text on a slip."""

    AGREED = "agreed"
    WITH_REMARKS = "with_remarks"
    OPPOSED = "opposed"


class Reply(StrEnum):
    """What becomes of an opinion: it is taken in, or it is explained why not."""

    TAKEN_IN = "taken_in"
    EXPLAINED = "explained"


class RoundEnd(StrEnum):
    """How a round of opinions ended; `at_meeting`: the body met and decided there; `returned`: one who was asked
    returned the paper instead; before the end the paper went to another house (`stopped`) or was given up
    (`cancelled`), or the body came to be one for which one person approves (`rules_changed`)."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    AT_MEETING = "at_meeting"
    RETURNED = "returned"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    RULES_CHANGED = "rules_changed"
