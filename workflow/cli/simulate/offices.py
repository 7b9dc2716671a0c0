"""What the people of a committee do in a round: ask, extend, receive or send back, consolidate, decide, sign, send."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random

from workflow.actions import appraise, approve, campaign, consolidate, extension, issue, send, submit
from workflow.actions.clearing_house import hand_up
from workflow.cli.simulate.agenda import Agenda, Hour, Round
from workflow.cli.simulate.cells import Cells
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.loom import Loom
from workflow.cli.simulate.province import Unit
from workflow.cli.simulate.temper import Temper
from workflow.cli.simulate.urging import Urging
from workflow.cli.simulate.words import RESULTS
from workflow.domain.inputs.calendar import AnswerExtension
from workflow.domain.inputs.campaigns import Extend, OpenCampaign
from workflow.domain.inputs.deciding import Act, Approve, ReturnDocument
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.states import CampaignState, DocumentKind, DocumentState, Role, SectionState
from workflow.models import Campaign, Document, Target, db
from workflow.models.clock import today
from workflow.queries.campaigns import consolidation_of
from workflow.queries.consolidation import received_and_not_taken, sources_of
from workflow.queries.workspace import outdated

_DAY = dt.timedelta(days=1)
_OPINION = "Số liệu khớp với theo dõi của Ban."


@dataclass(slots=True)
class Offices:
    """Every committee's desk. `by_id` knows the units, `plans` the plan of each committee."""

    dice: Random
    agenda: Agenda
    ledger: Ledger
    cells: Cells
    loom: Loom
    temper: Temper
    by_id: dict[int, Unit]
    plans: Mapping[int, int] = field(default_factory=dict)

    def open(self, asked: Round, unit: Unit) -> None:
        """Ask those below, and plan everything that follows from it."""
        due = asked.due_on(unit.below[0].level)
        below, plan = tuple(one.id for one in unit.below), self.plans[unit.id]
        body = unit.body.id if unit.body else None
        given = OpenCampaign(plan, asked.title, due, below, asked.outline, asked.period, through_id=body)
        opened = campaign.open_campaign(unit.id, given, actor=unit.people[Role.OFFICE])
        self.ledger.did("campaigns")
        for target in opened.targets:
            one = self.by_id[target.organisation_id]
            if one.is_cell and self.cells.plan(asked, one, target.id) and self.dice.random() < self.temper.extended:
                self.agenda.plan(due, Hour.OPEN, partial(self.extend, unit, target.id))
        late = 1 if unit.above and self.dice.random() < self.temper.tardy else 0
        begins = due + (1 + late) * _DAY
        self.agenda.plan(begins, Hour.CONSOLIDATE, partial(self.begin, unit, opened.id))
        self.agenda.plan(begins + _DAY, Hour.CONSOLIDATE, partial(self.finish, unit, opened.id))
        urging = Urging(self.dice, self.ledger, self.temper, self.issue)
        self.agenda.plan(due + _DAY, Hour.OPEN, partial(urging.perhaps_urge, unit, opened.id))
        self.agenda.plan(asked.closes_on, Hour.OPEN, partial(self.close, unit, opened.id))

    def extend(self, unit: Unit, target_id: int) -> None:
        """A few days more for one unit: asked for and answered, or given of the office's own accord."""
        target, office = db.session.get_one(Target, target_id), unit.people[Role.OFFICE]
        cell, to_day = self.by_id[target.organisation_id], target.due_on + 3 * _DAY
        if self.dice.random() < self.temper.asked:
            asked, granted = self.cells.ask_for_time(cell, target_id, to_day), self.dice.random() >= self.temper.refused
            answer = AnswerExtension(granted, None, "" if granted else "Đợt này không lùi hạn được.")
            extension.answer_extension(asked, answer, actor=office)
            self.ledger.did("extended" if granted else "extension_refused")
            return
        given = Extend(cell.id, to_day, "Chi bộ đang kiện toàn cấp uỷ.")
        extension.extend_target(target.campaign_id, given, target.campaign.version, actor=office)
        self.ledger.did("extended")

    def close(self, unit: Unit, campaign_id: int) -> None:
        """Nothing more is collected; the difficulties that came are looked at."""
        opened = db.session.get_one(Campaign, campaign_id)
        if opened.state is CampaignState.OPEN:
            campaign.close_campaign(campaign_id, opened.version, actor=unit.people[Role.OFFICE])
        self.cells.matters.clear(unit)

    def receive(self, document_id: int) -> None:
        """A paper lies on the superior's desk: received, sent back for form once, or, very seldom, forgotten; what lies
        with its advisory body is handed up; what went down is received by those whom it reached."""
        document = db.session.get_one(Document, document_id)
        unit = self.by_id[document.organisation_id]
        if document.kind is DocumentKind.LETTER:
            self._receive_below(document)
            return
        above = unit.above
        if above is None or document.state is not DocumentState.SENT:
            return
        if document.is_at_clearing_house and above.body:
            opinion = _OPINION if document_id % 2 else ""
            hand_up(document_id, Act(document.version, opinion), actor=above.body.people[Role.OFFICE])
            self.ledger.did("handed_up")
            return
        if self.dice.random() < self.temper.forgotten:
            self.ledger.forgotten.add(document_id)
            return
        if document_id not in self.ledger.sent_back and self.dice.random() < self.temper.sent_back:
            self._send_back(unit, above, document)
            return
        send.receive_document(document.id, Act(document.version), actor=above.people[Role.OFFICE])
        self.ledger.did("received")
        if unit.is_cell:
            self.cells.received(unit, document_id, today())

    def _receive_below(self, letter: Document) -> None:
        waiting = [one.organisation_id for one in letter.deliveries if one.organisation_id and not one.received_at]
        for reached in waiting:
            people = self.by_id[reached].people
            actor = people.get(Role.OFFICE) or people[Role.DRAFTER]
            send.receive_document(letter.id, Act(self._look(letter.id).version), actor=actor)
            self.ledger.did("letters_received")

    def _send_back(self, unit: Unit, above: Unit, document: Document) -> None:
        given = ReturnDocument(document.version, {RESULTS: "Đề nghị ghi rõ kết quả."})
        send.send_back(document.id, given, actor=above.people[Role.OFFICE])
        self.ledger.did("sent_back")
        self.ledger.sent_back.add(document.id)
        mend = self.cells.mend if unit.is_cell else self._mend
        self.agenda.plan(today() + _DAY, Hour.WRITE, partial(mend, unit, document.id))

    def _mend(self, unit: Unit, document_id: int) -> None:
        """A consolidation that came back: mended, decided on and sent once more."""
        self._mend_sections(unit, document_id)
        self.issue(unit, document_id)

    def begin(self, unit: Unit, campaign_id: int) -> None:
        """Make a first text of what has come so far."""
        office = unit.people[Role.OFFICE]
        if self._has_come(campaign_id):
            self.loom.weave(consolidate.start_consolidation(campaign_id, actor=office).id, unit.clerks)

    def _has_come(self, campaign_id: int) -> bool:
        probe = Document(state=DocumentState.CONSOLIDATING, campaign_id=campaign_id)
        found = bool(received_and_not_taken(probe))
        db.session.rollback()
        return found

    def finish(self, unit: Unit, campaign_id: int) -> None:
        """Take in what came meanwhile, drop what was replaced, hand in, decide and number."""
        document = consolidation_of(campaign_id)
        if document is None:
            self.ledger.did("nothing_to_consolidate")
            return
        office, document_id = unit.people[Role.OFFICE], document.id
        self.ledger.did("taken_in_meanwhile", consolidate.take_in(document_id, actor=office))
        for source in [one.source_id for one in outdated(sources_of(document_id))]:
            consolidate.drop_source(document_id, source, actor=office)
            self.ledger.did("sources_dropped")
        self.loom.take_away_unsourced(document_id, office)
        self.loom.weave(document_id, unit.clerks)
        self.ledger.did("consolidations")
        self.issue(unit, document_id)

    def issue(self, unit: Unit, document_id: int) -> None:
        """From handing in to sending, within the day."""
        self._decide(unit, document_id)
        self.agenda.plan(today(), Hour.SIGN, partial(self.sign, unit, document_id))

    def _decide(self, unit: Unit, document_id: int) -> None:
        member, clerk = unit.people[Role.MEMBER], unit.people[Role.CLERK]
        self._hand_in(unit, document_id)
        if self._look(document_id).consolidates and self.dice.random() < self.temper.debated:
            reasons = ReturnDocument(self._look(document_id).version, {RESULTS: "Viết gọn lại."})
            appraise.return_document(document_id, reasons, actor=member)
            self._mend_sections(unit, document_id)
            self.ledger.did("debated")
            self._hand_in(unit, document_id)
        approve.approve_document(document_id, Approve(self._look(document_id).version), actor=member)
        issue.take_number(document_id, TakeNumber(self._look(document_id).version), actor=clerk)

    def _mend_sections(self, unit: Unit, document_id: int) -> None:
        for section in [one.key for one in self._look(document_id).sections if one.state is SectionState.TO_FIX]:
            consolidate.mend_section(document_id, section, actor=unit.people[Role.OFFICE])

    def _hand_in(self, unit: Unit, document_id: int) -> None:
        office = unit.people[Role.OFFICE]
        acts: tuple[Callable[..., object], ...] = (submit.submit_document, appraise.appraise_document)
        for act in acts:
            act(document_id, Act(self._look(document_id).version), actor=office)

    def sign(self, unit: Unit, document_id: int) -> None:
        """The secretary agrees to the bytes that were printed."""
        document = self._look(document_id)
        given = Sign(document.version, document.prepared_digest or "")
        issue.sign_document(document_id, given, actor=unit.people[Role.SIGNER])
        if unit.above or not document.consolidates:
            self.agenda.plan(today(), Hour.SEND, partial(self.send, unit, document_id))

    def send(self, unit: Unit, document_id: int) -> None:
        """The clerk sends it up."""
        send.send_document(document_id, Act(self._look(document_id).version), actor=unit.people[Role.CLERK])

    def _look(self, document_id: int) -> Document:
        return db.session.get_one(Document, document_id)
