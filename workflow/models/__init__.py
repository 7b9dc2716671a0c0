"""The tables. Importing this package imports every one of them, so that migrations see them all."""

from workflow.models.access_entry import AccessEntry
from workflow.models.account import Membership, SignInFailure, User
from workflow.models.anchor import Anchor, AnchoredHead, AnchorOutbox
from workflow.models.attachment import Attachment
from workflow.models.audit_entry import AuditEntry
from workflow.models.base import DIALECT, Base, Chained, db
from workflow.models.book import Export, IncomingEntry, OutgoingEntry
from workflow.models.browser_session import BrowserSession
from workflow.models.campaign import Campaign, Target
from workflow.models.citation import CitationEntry
from workflow.models.comment import Comment
from workflow.models.consolidation import Contribution, ResultBlock, Source, SourceBlock
from workflow.models.day_off import DayOff
from workflow.models.delegation import Delegation
from workflow.models.difficulty import Difficulty, DifficultyPlace, DifficultyWord
from workflow.models.digest import Digest, DigestRound, NoticeChoice
from workflow.models.document import Delivery, Document, DraftSection, Figure, Revision, Signature
from workflow.models.form_token import LONGEST_TOKEN, FormToken
from workflow.models.notification import Notification
from workflow.models.number_series import Series, Term
from workflow.models.opinion import Decision, Opinion, OpinionRound, Slip
from workflow.models.organisation import Organisation, OrganisationName
from workflow.models.outline import OutlineRecord, OutlineVersion
from workflow.models.outside_identity import OutsideIdentity
from workflow.models.paper_import import PaperImport
from workflow.models.passkey import Passkey
from workflow.models.preview import Preview
from workflow.models.public_check import PublicCheck
from workflow.models.reorganisation import Reorganisation, ReorganisedUnit
from workflow.models.schedule import CampaignSchedule, Extension
from workflow.models.second_factor import EntryCode, RecoveryCode, SecondFactor
from workflow.models.signing import Certificate, KeyFile, Picture
from workflow.models.tally import TalliedTarget, Tally, TallyOutbox
from workflow.models.task import PlanLink, Task, TaskAdoption, TaskAssignment, TaskClearing, TaskResult
from workflow.models.tree_import import TreeImport
from workflow.models.urge import Urge
from workflow.models.waiver import Waiver

__all__ = [
    "DIALECT",
    "LONGEST_TOKEN",
    "AccessEntry",
    "Anchor",
    "AnchorOutbox",
    "AnchoredHead",
    "Attachment",
    "AuditEntry",
    "Base",
    "BrowserSession",
    "Campaign",
    "CampaignSchedule",
    "Certificate",
    "Chained",
    "CitationEntry",
    "Comment",
    "Contribution",
    "DayOff",
    "Decision",
    "Delegation",
    "Delivery",
    "Difficulty",
    "DifficultyPlace",
    "DifficultyWord",
    "Digest",
    "DigestRound",
    "Document",
    "DraftSection",
    "EntryCode",
    "Export",
    "Extension",
    "Figure",
    "FormToken",
    "IncomingEntry",
    "KeyFile",
    "Membership",
    "NoticeChoice",
    "Notification",
    "Opinion",
    "OpinionRound",
    "Organisation",
    "OrganisationName",
    "OutgoingEntry",
    "OutlineRecord",
    "OutlineVersion",
    "OutsideIdentity",
    "PaperImport",
    "Passkey",
    "Picture",
    "PlanLink",
    "Preview",
    "PublicCheck",
    "RecoveryCode",
    "Reorganisation",
    "ReorganisedUnit",
    "ResultBlock",
    "Revision",
    "SecondFactor",
    "Series",
    "SignInFailure",
    "Signature",
    "Slip",
    "Source",
    "SourceBlock",
    "TalliedTarget",
    "Tally",
    "TallyOutbox",
    "Target",
    "Task",
    "TaskAdoption",
    "TaskAssignment",
    "TaskClearing",
    "TaskResult",
    "Term",
    "TreeImport",
    "Urge",
    "User",
    "Waiver",
    "db",
]
