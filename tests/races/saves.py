"""Two writers save the same section as they both saw it: one is kept, the other is told, with both texts, and no word
of either is lost."""

import html
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

from sqlalchemy import select

from tests.chaos.browser import Answer, Browser
from tests.races.bursts import PATIENCE
from workflow.models import AuditEntry, Document, DraftSection, db

WRITERS = ("vanphong.so", "uyvien.so")
_MARKS = re.compile(r"</?(?:ins|del|mark|span)\b[^>]*>")
OFFERED_EACH = 5
"""After so many races the loser's text is chosen over the winner's, from the page that told of both."""


@dataclass
class Saves:
    """Race after race on one section, whose two writers are in the office."""

    address: str
    document_id: int
    section_id: int
    done: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.browsers = [Browser(self.address, who, PATIENCE) for who in WRITERS]
        self.path = f"/van-ban/{self.document_id}/soan/noi-dung"

    def run(self, races: int) -> "Saves":
        """So many, within an application context."""
        with ThreadPoolExecutor(len(WRITERS)) as hands:
            forms = [one.get(self.path).fields() for one in self.browsers]
            for turn in range(races):
                self._race(hands, forms, turn)
        return self

    def _race(self, hands: ThreadPoolExecutor, forms: list[dict[str, str]], turn: int) -> None:
        gate, version = Barrier(len(WRITERS)), str(self._section()[1])
        texts = [f"Lời thứ {turn} của {who}.\n\nCâu {turn * 2 + place}." for place, who in enumerate(WRITERS)]

        def save(place: int) -> Answer:
            gate.wait()
            typed = {**forms[place], "version": version, "text": texts[place]}
            return self.browsers[place].post(self.path, typed)

        answers = list(hands.map(save, range(len(WRITERS))))
        self.done["races"] += 1
        if sorted(one.status for one in answers) != [303, 409]:
            self.broken.append(f"race {turn}: {[one.status for one in answers]}")
            return
        won = 0 if answers[0].status == 303 else 1
        self.done[WRITERS[won]] += 1
        self._judge(turn, texts[won], texts[1 - won], answers[1 - won])
        if turn % OFFERED_EACH == 0:
            self._choose(turn, 1 - won, texts[won], texts[1 - won], answers[1 - won])

    def _judge(self, turn: int, won: str, lost: str, told: Answer) -> None:
        if self._section()[0] != won:
            self.broken.append(f"race {turn}: what was called saved is not there")
        shown = html.unescape(_MARKS.sub("", told.text))
        missing = [line for text in (won, lost) for line in text.splitlines() if line not in shown]
        if missing:
            self.broken.append(f"race {turn}: the page of the two texts lacks {missing}")

    def _choose(self, turn: int, place: int, won: str, lost: str, told: Answer) -> None:
        """The loser keeps the own text; the other one stays with the record."""
        form = told.fields() | {"choice": "mine", "mine": lost, "merged": ""}
        answer = self.browsers[place].post(self.path, form)
        self.done["offered"] += 1
        if answer.status != 303 or self._section()[0] != lost:
            self.broken.append(f"race {turn}: the offered text was not kept: {answer.status}")
        if won not in self._set_aside():
            self.broken.append(f"race {turn}: the text that gave way is gone")

    def _section(self) -> tuple[str, int]:
        row = db.session.execute(
            select(DraftSection.text, DraftSection.version).where(DraftSection.id == self.section_id)
        ).one()
        db.session.rollback()
        return row.text, row.version

    def _set_aside(self) -> str:
        query = select(AuditEntry.details).where(AuditEntry.subject_kind == Document.subject_kind)
        query = query.where(AuditEntry.subject_id == self.document_id).order_by(AuditEntry.ordinal.desc()).limit(1)
        details = db.session.scalars(query).one()
        db.session.rollback()
        return str(details.get("set_aside", ""))
