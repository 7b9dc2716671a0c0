"""Eight at once on one world: whoever is second is refused politely, and nothing is lost, doubled or skipped."""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from flask import Flask
from sqlalchemy import func, select

from tests import wholeness
from tests.sequences.commands import COMMANDS
from tests.sequences.model import ABOVE, PEOPLE, ROLES, WORKER
from tests.sequences.stage import Stage
from workflow.actions.consolidate import start_consolidation
from workflow.actions.draft import start_report
from workflow.domain.errors import WorkflowError
from workflow.domain.facts import Fact
from workflow.domain.states import DocumentState, JobStep
from workflow.models import AuditEntry, Document, db

ACTORS, ROUNDS = 8, 6
WRITERS, OFFICES = ("soan.thuvien", "soan.vanhoa"), ("vanphong.so", "uyvien.so")
SIGNERS, CLERKS = ("bithu.thuvien", "bithu.vanhoa", "bithu.so"), ("vanthu.so", "bithu.thuvien", "bithu.vanhoa")
_FACTS = {
    "submit": Fact.DOCUMENT_SUBMITTED,
    "appraise": Fact.DOCUMENT_APPRAISED,
    "return": Fact.DOCUMENT_RETURNED,
    "recall": Fact.DOCUMENT_RECALLED,
    "approve": Fact.DOCUMENT_APPROVED,
    "approve_with_meeting": Fact.DOCUMENT_APPROVED,
    "approve_at_once": Fact.DOCUMENT_APPROVED,
    "number": Fact.DOCUMENT_NUMBERED,
    "sign": Fact.DOCUMENT_SIGN_AGREED,
    "receive": Fact.DOCUMENT_RECEIVED,
    "send_back": Fact.DOCUMENT_SENT_BACK,
    "cancel": Fact.DOCUMENT_CANCELLED,
    "undo": Fact.DOCUMENT_UNDONE,
    "suggest": Fact.COMMENT_MADE,
    "accept": Fact.SUGGESTION_ACCEPTED,
    "reject": Fact.SUGGESTION_REJECTED,
}
"""What each accepted command leaves behind once; those that may be told of in other ways are not counted here."""
_LIKELY: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "draft": (("write", WRITERS), ("submit", WRITERS)),
    "returned": (("accept", (*WRITERS, *OFFICES)), ("write", (*WRITERS, *OFFICES)), ("submit", (*WRITERS, *OFFICES))),
    "consolidating": (("write", OFFICES), ("submit", OFFICES)),
    "in_appraisal": (("appraise", OFFICES), ("hand_on", OFFICES)),
    "in_approval": (("approve", (*SIGNERS, "uyvien.so")), ("approve_at_once", SIGNERS)),
    "approved": (("number", CLERKS), ("sign", SIGNERS), ("undo", (*SIGNERS, "uyvien.so"))),
    "issued": (("send", CLERKS),),
    "sent": (
        ("suggest", OFFICES),
        ("receive", (*OFFICES, "vanphong.khoi")),
    ),
    "received": (("replace", (*WRITERS, *OFFICES)),),
}
"""Who would do what with a paper that stands there."""


@dataclass
class Crowd:
    """What many did at once: accepted by the fact left behind, refused by the code, and what should never happen."""

    stage: Stage
    commands: int
    accepted: Counter[Fact] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    other: int = 0
    broken: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def act(self, app: Flask, seed: int) -> "Crowd":
        """So many commands by eight threads; then everything is counted."""
        share = self.commands // ACTORS
        threads = [threading.Thread(target=self._one, args=(app, seed * 100 + one, share)) for one in range(ACTORS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with app.app_context():
            self.broken += wholeness.broken()
            self.broken += self._uncounted()
            db.session.remove()
        return self

    @property
    def done(self) -> int:
        """Commands that came to an end, this or that."""
        return self.accepted.total() + self.refused.total() + self.other

    def _one(self, app: Flask, seed: int, count: int) -> None:
        dice = Random(seed)
        with app.app_context():
            for _ in range(count):
                try:
                    self._command(dice)
                except WorkflowError as refusal:
                    self._note(self.refused, refusal.code)
                except Exception as trouble:  # noqa: BLE001 - whatever a person would see as a broken page
                    with self.lock:
                        self.broken.append(repr(trouble)[:300])
                finally:
                    db.session.remove()

    def _command(self, dice: Random) -> None:
        if dice.random() < 0.08:
            self._begin(dice)
            return
        ids = db.session.scalars(select(Document.id).order_by(Document.id.desc()).limit(4 * ROUNDS)).all()
        if not ids:
            self._begin(dice)
            return
        document = db.session.get_one(Document, dice.choice(ids))
        number, version = document.id, document.version - (dice.random() < 0.1)
        is_waiting = document.step is not JobStep.NONE and document.step_error is None
        name, person = _chosen(dice, document.state, self.stage.units[document.organisation_id], is_waiting)
        db.session.rollback()
        COMMANDS[name](number, version, self.stage.actors[person])
        if name in _FACTS:
            self._note(self.accepted, _FACTS[name])
        else:
            with self.lock:
                self.other += 1

    def _begin(self, dice: Random) -> None:
        actors = self.stage.actors
        campaign_id, targets = dice.choice(self.stage.rounds)
        cell = dice.choice(list(targets))
        if dice.random() < 0.5:
            start_report(targets[cell], actor=actors[f"soan.{cell}"])
        else:
            start_consolidation(campaign_id, actor=actors["vanphong.so"])
        with self.lock:
            self.other += 1

    def _note(self, counter: "Counter[Fact] | Counter[str]", what: Fact | str) -> None:
        with self.lock:
            counter[what] += 1  # type: ignore[index]

    def _uncounted(self) -> list[str]:
        """Every accepted command stands in the record once, and no other."""
        query = select(AuditEntry.fact, func.count()).where(AuditEntry.subject_kind == Document.subject_kind)
        kept = {row[0]: row[1] for row in db.session.execute(query.group_by(AuditEntry.fact))}
        facts = set(_FACTS.values()) - {Fact.DOCUMENT_NUMBERED, Fact.DOCUMENT_SIGN_AGREED}  # approving may do both
        return [
            f"{fact}: {self.accepted[fact]} accepted, {kept.get(fact, 0)} recorded"
            for fact in sorted(facts)
            if self.accepted[fact] != kept.get(fact, 0)
        ]


def _chosen(dice: Random, state: DocumentState, unit: str, is_waiting: bool) -> tuple[str, str]:
    """What is tried, and by whom: mostly what the paper waits for, else anything."""
    if is_waiting and dice.random() < 0.7:
        return "work", WORKER
    likely = _LIKELY.get(state.value, ())
    if likely and dice.random() < 0.7:
        name, people = dice.choice(likely)
        return name, dice.choice([one for one in people if ROLES[one][0] in {unit, ABOVE[unit]}])
    return dice.choice([name for name in COMMANDS if name != "work"]), dice.choice(PEOPLE)
