"""What becomes of everything that an organisation has in hand, in words, before a change of the tree is carried out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflow.actions.handing_over import KEPT_TO_THEMSELVES
from workflow.domain import dates
from workflow.domain.inputs.reorganising import Plan
from workflow.domain.labels import ROLES, STATES
from workflow.domain.states import ReorganisationKind
from workflow.queries.holdings import Holdings, answers, numbered
from workflow.queries.organisations import by_id

MOST_SHOWN = 200
NOBODY = ("", "Không chuyển")
SPLITS = ReorganisationKind.SPLIT


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in hand: its key where somebody may choose who takes it, what it is, how it stands, what becomes."""

    what: str
    now: str
    after: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind; `total` counts those not shown too."""

    title: str
    things: list[Thing]
    total: int


class PassingOn:
    """The preview of one organisation's handing over by a plan."""

    def __init__(self, held: Holdings, plan: Plan, kind: ReorganisationKind) -> None:
        self.held, self.plan, self.kind = held, plan, kind
        self.names = receiver_names(plan)
        self.default = next(iter(self.names), "")
        self.goes_on = held.organisation.id in plan.kept_units

    def groups(self) -> list[Group]:
        """Every kind of which there is something."""
        found = (
            ("Đơn vị trực thuộc", self._below()),
            ("Báo cáo được yêu cầu, chưa gửi", self._duties()),
            ("Văn bản đang soạn", self._papers()),
            ("Đợt báo cáo đang mở cho cấp dưới", self._campaigns()),
            ("Báo cáo cấp dưới đã gửi, chưa tổng hợp", self._waiting()),
            ("Văn bản đến chưa tiếp nhận", self._arriving()),
            ("Nhiệm vụ, khó khăn và kiến nghị", self._matters()),
            ("Sổ số và số đang giữ", self._numbers()),
            ("Người và vai trò", self._people()),
            ("Chứng thư số, khoá con dấu", self._keys()),
        )
        told = ((title, list(things)) for title, things in found)
        return [Group(title, things[:MOST_SHOWN], len(things)) for title, things in told if things]

    def asked(self) -> dict[str, tuple[str, str, list[tuple[str, str]]]]:
        """What may be chosen: {key: (label, chosen so far, choices)}."""
        choices = list(self.names.items())
        found: dict[str, tuple[str, str, list[tuple[str, str]]]] = {}
        for group in self.groups():
            for thing in group.things:
                if thing.key is not None:
                    offered = [*choices, NOBODY] if thing.key.startswith("membership") else choices
                    found[thing.key] = (thing.what, self._chosen(thing.key), offered)
        return found

    def _chosen(self, key: str) -> str:
        if key in self.plan.shares:
            return self.plan.shares[key]
        member = next((one for one in self.held.members if key == f"membership:{one.id}"), None)
        return "" if member is not None and member.role in KEPT_TO_THEMSELVES else self.default

    def _to(self, key: str) -> str:
        return self.names.get(self._chosen(key), "không chuyển")

    def _key(self, key: str) -> str | None:
        """Only a split shares things out."""
        return key if self.kind is SPLITS else None

    def _below(self) -> Iterator[Thing]:
        for unit in self.held.below:
            key = f"unit:{unit.id}"
            yield Thing(unit.name, f"trực thuộc {self.held.organisation.short_name}", self._to(key), self._key(key))

    def _duties(self) -> Iterator[Thing]:
        begun = {one.target_id: one for one in answers([target.id for target in self.held.duties])}
        for target in self.held.duties:
            key, document = f"target:{target.id}", begun.get(target.id)
            state = STATES[document.state].lower() if document else "chưa bắt đầu"
            yield Thing(
                target.campaign.title, f"hạn {dates.short(target.due_on)}, {state}", self._to(key), self._key(key)
            )

    def _papers(self) -> Iterator[Thing]:
        answered = {target.id for target in self.held.duties}
        for document in self.held.papers:
            if document.target_id not in answered:
                key = None if document.campaign_id else self._key(f"document:{document.id}")
                after = f"{self._to(f'document:{document.id}')} soạn tiếp"
                yield Thing(f"{document.traits.name} {document.abstract}", STATES[document.state].lower(), after, key)

    def _campaigns(self) -> Iterator[Thing]:
        for campaign in self.held.campaigns:
            key = f"campaign:{campaign.id}"
            yield Thing(campaign.title, f"hạn {dates.short(campaign.due_on)}", self._to(key), self._key(key))

    def _waiting(self) -> Iterator[Thing]:
        for document in self.held.waiting:
            after = "nằm ở nơi nhận đợt báo cáo" if self.names else "không có nơi nhận"
            yield Thing(f"{document.symbol}, {document.issuer_name}", STATES[document.state].lower(), after)

    def _arriving(self) -> Iterator[Thing]:
        if self.held.arriving and not self.goes_on:
            yield Thing(f"{len(self.held.arriving)} văn bản", "chờ tiếp nhận", self.names.get(self.default, ""))

    def _matters(self) -> Iterator[Thing]:
        if not self.goes_on:
            to = self.names.get(self.default, "không có nơi nhận")
            if self.held.tasks:
                yield Thing(f"{self.held.tasks} nhiệm vụ", "đang theo dõi", to)
            if self.held.difficulties:
                yield Thing(f"{self.held.difficulties} khó khăn, kiến nghị", "chưa trả lời", to)

    def _numbers(self) -> Iterator[Thing]:
        if self.goes_on:
            return
        for entry in self.held.reserved:
            yield Thing(f"Số {entry.symbol}", "đang giữ", "bỏ số, có lý do; nơi nhận lấy số của mình")
        for series in numbered(self.held.organisation.id):
            yield Thing(f"Sổ {series.kind}, từ {dates.short(series.from_day)}", f"đến số {series.last:02d}", "khoá sổ")

    def _people(self) -> Iterator[Thing]:
        for member in self.held.members:
            key = f"membership:{member.id}"
            yield Thing(f"{member.user.name}", ROLES[member.role], self._to(key), key if self.names else None)

    def _keys(self) -> Iterator[Thing]:
        if not self.goes_on:
            for one in self.held.certificates:
                whose = one.holder if one.user else "con dấu của đơn vị"
                yield Thing(whose, "đang dùng", "thôi dùng; khoá trên máy chủ bị xoá")


def receiver_names(plan: Plan) -> Mapping[str, str]:
    """{key: name} of those that take over, in order."""
    return {
        one.key: by_id(one.organisation_id).name if one.organisation_id else (one.names.name if one.names else "")
        for one in plan.receivers
    }


def names_of(units: Iterable[int]) -> list[str]:
    """The names of the organisations of a plan."""
    return [by_id(unit).name for unit in units]
