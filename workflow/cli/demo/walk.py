"""The whole chain, act after act as people would do it: from the plans to the province's signed report."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from workflow.actions import appraise, consolidate, draft, issue, send, submit
from workflow.cli.demo import cells, committee, script
from workflow.cli.demo.office import weave_report
from workflow.cli.demo.rounds import ROUNDS, ask, register_plans, send_down
from workflow.cli.demo.seed import Seed
from workflow.cli.demo.world import CELLS, World
from workflow.domain.actor import Actor
from workflow.domain.errors import RenderingFailed
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.states import JobStep
from workflow.models import Campaign, Document, db

COMMITTEES = ("so", "khoi", "tinh")
SENT_BACK = "thuvien"


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the way, with what a person waiting reads meanwhile."""

    label: str
    act: Callable[[], object]


@dataclass(slots=True)
class Walk:
    """The people, the papers so far by the key of their organisation, and the worker that does the promised jobs."""

    world: World
    seed: Seed
    work: Callable[[], None]
    plans: dict[str, Document] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    reports: dict[str, int] = field(default_factory=dict)

    def steps(self) -> list[Step]:
        """The stretches in order; each does what the next stands on."""
        short = {key: organisation.short_name for key, organisation in self.world.organisations.items()}
        return [
            Step("Hai kế hoạch vào sổ và gửi xuống", self.register),
            Step("Ba cấp mở đợt báo cáo", self.ask),
            *(Step(f"{short[cell]}: viết, ký, gửi báo cáo", partial(self.report, cell)) for cell in CELLS),
            Step(f"Đảng uỷ Sở trả lại báo cáo của {short[SENT_BACK]}", self.return_one),
            Step(f"{short[SENT_BACK]}: sửa, gửi lại", self.mend),
            *(
                Step(f"{short[unit]}: {label}", partial(act, unit))
                for unit in COMMITTEES
                for label, act in (("tiếp nhận, tổng hợp", self.consolidate), ("thông qua, ký, gửi", self.release))
            ),
        ]

    def register(self) -> None:
        """Both plans in the register, printed, and on their way down to those who carry them out."""
        committee.decide_together(self.world)
        self.plans = register_plans(self.world, self.seed)
        self._work(*self.plans.values())
        send_down(self.world, self.plans)

    def ask(self) -> None:
        """The rounds from the top down, so that each consolidation answers the request above it."""
        for unit in ROUNDS:
            self.campaigns[unit] = ask(unit, self.world, self.plans)

    def report(self, cell: str) -> None:
        """A chi bộ's report from the first line to the superior's desk."""
        organisation_id = self.world.organisations[cell].id
        target = next(one for one in self.campaigns["so"].targets if one.organisation_id == organisation_id)
        self.reports[cell] = draft.start_report(target.id, actor=self._drafter(cell)).id
        cells.write(self._look(cell), script.texts(cell), self.world, cell)
        cells.fill(self._look(cell), script.figures(cell), self.world, cell)
        self._hand_in(cell)

    def return_one(self) -> None:
        """The department's office sends one report back before it is received, with a reason for each section."""
        reasons = script.sections(f"{SENT_BACK}-tra-lai")
        given = ReturnDocument(self._look(SENT_BACK).version, reasons, "Đề nghị bổ sung rồi gửi lại.")
        send.send_back(self.reports[SENT_BACK], given, actor=self.world.actor("vanphong.so"))

    def mend(self) -> None:
        """The chi bộ mends what was noted and sends again, under the number it has."""
        cells.write(self._look(SENT_BACK), script.texts(f"{SENT_BACK}-sua-lai"), self.world, SENT_BACK)
        self._hand_in(SENT_BACK)

    def consolidate(self, unit: str) -> None:
        """The office receives what was sent up to it and makes its own report of it."""
        office = self.world.actor(f"vanphong.{unit}")
        for below in ROUNDS[unit][0]:
            send.receive_document(self.reports[below], Act(self._look(below).version), actor=office)
        self.reports[unit] = consolidate.start_consolidation(self.campaigns[unit].id, actor=office).id
        weave_report(unit, self.reports[unit], self.world)

    def release(self, unit: str) -> None:
        """From the office's hand through the committee, number and both signatures to the superior, if there is one."""
        office, signer, clerk = (self.world.actor(f"{post}.{unit}") for post in ("vanphong", "bithu", "vanthu"))
        self._act(unit, lambda one: submit.submit_document(one.id, Act(one.version), actor=office))
        self._act(unit, lambda one: appraise.appraise_document(one.id, Act(one.version), actor=office))
        self._act(unit, lambda one: committee.decide(self.world, unit, one))
        self._act(unit, lambda one: issue.take_number(one.id, TakeNumber(one.version), actor=clerk))
        self._work(self._look(unit))
        self._act(unit, lambda one: issue.sign_document(one.id, _sign(one), actor=signer))
        self._work(self._look(unit))
        if self.world.organisations[unit].superior_id is not None:
            self._act(unit, lambda one: send.send_document(one.id, Act(one.version), actor=clerk))

    def _hand_in(self, cell: str) -> None:
        cells.hand_in(self._look(cell), self.world, cell)
        self._work(self._look(cell))

    def _drafter(self, cell: str) -> Actor:
        return self.world.actor(f"soan.{cell}")

    def _act(self, unit: str, act: Callable[[Document], object]) -> None:
        act(self._look(unit))

    def _look(self, unit: str) -> Document:
        return db.session.get_one(Document, self.reports[unit])

    def _work(self, *documents: Document) -> None:
        """Let the worker do what was promised. Refuses (RenderingFailed) to go on after a step that failed."""
        db.session.rollback()  # nothing is open here: the worker writes in transactions of its own, look at them after
        self.work()
        for document in documents:
            if document.step is not JobStep.NONE:
                raise RenderingFailed(document.step_error or f"Chưa ban hành xong {document.symbol}: hãy chạy lại.")


def _sign(document: Document) -> Sign:
    return Sign(document.version, document.prepared_digest or "")
