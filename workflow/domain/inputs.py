"""What forms produce and actions take: one frozen shape per act, already clean, not yet permitted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.domain.guards import Meeting
from workflow.domain.outline import Outline
from workflow.domain.paper import CopyKind, ProfileName
from workflow.domain.parts import NO_PARTS, Parts
from workflow.domain.states import DocumentKind, Level, Numbering, Role


@dataclass(frozen=True, slots=True)
class SaveSection:
    """The text of one section as typed, the version it was typed over, and whether the person calls it finished;
    `set_aside` is the text that was not chosen when two had been written."""

    key: str
    text: str
    version: int
    done: bool
    set_aside: str = ""


@dataclass(frozen=True, slots=True)
class SaveHeading:
    """Abstract, opening sentence, Nơi nhận and Kính gửi (one addressee a line) and the components that most papers do
    without, over a version of the opening section."""

    abstract: str
    opening: str
    recipients: tuple[str, ...]
    version: int
    parts: Parts = NO_PARTS
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BeginPaper:
    """A paper begun by hand: its kind, its abstract and, of a kind that has them, its addressees (one a line)."""

    kind: DocumentKind
    abstract: str
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyPaper:
    """A copy: of which kind, of which parts (`extract.parts_of`; only of an extract), to whom (one a line)."""

    kind: CopyKind
    recipients: tuple[str, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveAnnex:
    """Title and text of an annex as typed, whether it lies across the page, over a version of it; `mended` says that
    what it was sent back for is put right."""

    key: str
    title: str
    text: str
    version: int
    wide: bool = False
    mended: bool = False


@dataclass(frozen=True, slots=True)
class SaveFigures:
    """Figures by key (None: not known), over a version of the figures section."""

    values: Mapping[str, int | None]
    version: int
    done: bool


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a document as it was seen: the version on the page, and what was said with it."""

    version: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDocument:
    """Why a document goes back: a reason for each section to mend ({key: reason}) and, or, one for the whole."""

    version: int
    reasons: Mapping[str, str]
    note: str = ""

    @property
    def said(self) -> str:
        """Everything said, as one text."""
        return "\n".join(filter(None, (self.note, *self.reasons.values())))


@dataclass(frozen=True, slots=True)
class SaveCitation:
    """A document of the citation register as typed; `version` is that of the entry corrected."""

    symbol: str
    issued_on: dt.date | None
    kind_name: str
    issuer: str
    title: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class MendForm:
    """Which findings of the check of format to repair, by their keys."""

    version: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaiveFinding:
    """A finding let stand, and why."""

    version: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Approve:
    """An approval of a version; a chi bộ may give its meeting's decision, and may issue in the same breath; who signs
    with a key of their own signs afterwards (`signs_later`)."""

    version: int
    note: str = ""
    meeting: Meeting | None = None
    issue_now: bool = False
    signs_later: bool = False


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """The clerk's act: who will sign the paper, the row of the reserved number it takes, if one was kept for it, and
    the guide that binds its form when it is not that of its day."""

    version: int
    signer_id: int | None = None
    reserved: int | None = None
    profile: ProfileName | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """The signer's consent to the very bytes that were shown."""

    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class SignByKey:
    """The same, with what opens the key and the person's own password once more; neither is kept or shown."""

    version: int
    digest: str
    passphrase: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file that the signer's own token signed, over the very bytes that were shown."""

    version: int
    digest: str
    file: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BringKey:
    """A key file with what opens it, for signing on behalf of an organisation; None where there is only one."""

    organisation_id: int | None
    file: bytes = field(repr=False)
    passphrase: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BoundCertificate:
    """What a certificate says, as it is bound to its holder."""

    fingerprint: str
    holder: str
    holder_organisation: str
    issuer: str
    not_before: dt.datetime
    not_after: dt.datetime
    pem: str


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """A round of reporting: on which plan, what about, until when, by whom, in which form."""

    plan_id: int | None
    title: str
    due_on: dt.date
    organisation_ids: tuple[int, ...]
    outline: Outline


@dataclass(frozen=True, slots=True)
class Extend:
    """More time for one unit, with the reason."""

    organisation_id: int
    due_on: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """A paper issued before, or outside, the system: its whole text, and what the text does not say."""

    text: str
    number: int | None = None
    issued_on: dt.date | None = None
    out_of_order: bool = False


@dataclass(frozen=True, slots=True)
class LayPaper:
    """How a paper from outside is laid into a text being written, over the versions of both that were seen: the section
    for each of its stretches, whether it replaces what is typed there, which annexes, and which parts of its frame
    ("abstract", "addressees", "recipients", "parts") come along; no section may grow beyond `longest` characters."""

    version: int
    seen: str
    chosen: Mapping[int, str]
    replaces: bool
    annexes: tuple[int, ...]
    frame: frozenset[str]
    longest: int


@dataclass(frozen=True, slots=True)
class ReserveNumber:
    """The next number of a kind (its symbol), kept for a paper to come, and why."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoteOutgoing:
    """The columns of the outgoing book that the văn thư fills in by hand, over the version seen."""

    version: int
    keeper: str
    copies: int | None
    note: str


@dataclass(frozen=True, slots=True)
class EnterIncoming:
    """A paper that arrived by another way than the system: the columns of the incoming book. `kind` is the type's
    symbol, empty when it has none."""

    day: dt.date
    author: str
    title: str
    kind: str = ""
    symbol: str = ""
    dated_on: dt.date | None = None
    handler: str = ""
    passed_on: dt.date | None = None
    receipt: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteIncoming:
    """The columns of the incoming book that are filled in after the receipt, over the version seen."""

    version: int
    handler: str
    passed_on: dt.date | None
    receipt: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A new nhiệm kỳ: its first day, how its numbers run; `keep_given` leaves papers that already bear a day of it
    under the numbers they got before."""

    name: str
    from_day: dt.date
    numbering: Numbering
    keep_given: bool = False


@dataclass(frozen=True, slots=True)
class SaveResult:
    """New wording of one result block over the version seen; `set_aside` is the wording that was not chosen when two
    had been written."""

    block: str
    text: str
    version: int
    set_aside: str = ""


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """A new organisation: names for people and for the paper, its level and its superior."""

    name: str
    short_name: str
    heading: str
    symbol: str
    place: str
    authority: str
    level: Level
    superior_id: int | None
    term_from: dt.date
    party_heading: str | None = None


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """A new person with a first role."""

    username: str
    name: str
    password: str = field(repr=False)
    organisation_id: int
    role: Role
    position: str | None = None


@dataclass(frozen=True, slots=True)
class GrantRole:
    """One more role for a person already known."""

    username: str
    organisation_id: int
    role: Role
    position: str | None = None
