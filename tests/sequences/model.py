"""What a paper may do, told once more in the plainest way and from the design's table alone (design §3): nothing of the
application is asked. Papers of two chi bộ answer one round of the department, which consolidates them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

ABOVE = {"thuvien": "so", "vanhoa": "so", "so": "khoi"}
CELLS = ("thuvien", "vanhoa")
ROLES: Mapping[str, tuple[str, frozenset[str]]] = {
    "soan.thuvien": ("thuvien", frozenset({"drafter"})),
    "bithu.thuvien": ("thuvien", frozenset({"signer", "member", "clerk", "drafter"})),
    "soan.vanhoa": ("vanhoa", frozenset({"drafter"})),
    "bithu.vanhoa": ("vanhoa", frozenset({"signer", "member", "clerk"})),
    "vanphong.so": ("so", frozenset({"office"})),
    "uyvien.so": ("so", frozenset({"member", "office"})),
    "bithu.so": ("so", frozenset({"signer", "member"})),
    "vanthu.so": ("so", frozenset({"clerk"})),
    "kiemtra.so": ("so", frozenset({"inspector"})),
    "vanphong.khoi": ("khoi", frozenset({"office"})),
    "vanthu.khoi": ("khoi", frozenset({"clerk"})),
}
WORKER = "worker"
PEOPLE = tuple(ROLES)
WRITING = frozenset({"draft", "consolidating", "returned"})
IN_HAND = frozenset({"in_appraisal", "in_approval"})
LEFT = frozenset({"sent", "received", "consolidated", "superseded"})
CLOSED = LEFT | {"issued"}
REPLACEABLE = frozenset({"issued", "sent", "received"})


@dataclass(eq=False)
class Paper:
    """A paper as people would describe it."""

    unit: str
    consolidates: bool = False
    state: str = "draft"
    filled: bool = False
    authors: set[str] = field(default_factory=set)
    submitter: str | None = None
    brought: tuple[str, str] = ("begin", "")
    touched: set[str] = field(default_factory=set)
    assignee: str | None = None
    numbered: bool = False
    step: str = "none"
    failed: bool = False
    prepared: bool = False
    consent: bool = False
    signatures: int = 0
    goes_on: bool = False
    replaces: "Paper | None" = None
    sources: list["Paper"] = field(default_factory=list)
    words: int = 0
    handed_in: int | None = None
    suggestions: list[int] = field(default_factory=list)

    @property
    def is_cell(self) -> bool:
        """Of a chi bộ."""
        return self.unit in CELLS

    @property
    def has_gone_sources(self) -> bool:
        """Whether one of its sources was replaced."""
        return any(one.state in {"superseded", "cancelled", "returned"} for one in self.sources)

    def bring(self, state: str, by: tuple[str, str]) -> None:
        """Somebody's step leads it there: whose work the step before was is over."""
        self.state, self.brought, self.touched, self.assignee = state, by, set(), None

    def awaits_nothing(self) -> None:
        """No job has anything to do with it any more."""
        self.step, self.goes_on, self.failed = "none", False, False


@dataclass
class Model:
    """The papers there are."""

    papers: list[Paper] = field(default_factory=list)

    def may(self, command: str, paper: Paper, person: str) -> bool:
        """Whether the command is accepted now."""
        return COMMANDS[command][0](self, paper, person)

    def do(self, command: str, paper: Paper, person: str) -> None:
        """What an accepted command makes of it."""
        COMMANDS[command][1](self, paper, person)

    def live_answer(self, unit: str) -> Paper | None:
        """The paper that answers for a chi bộ now."""
        live = [one for one in self.papers if one.unit == unit and one.state not in {"cancelled", "superseded"}]
        return live[-1] if live else None

    def replacement_of(self, paper: Paper) -> Paper | None:
        """What was begun last to replace it, unless that is dead."""
        begun = [one for one in self.papers if one.replaces is paper]
        return begun[-1] if begun and begun[-1].state not in {"cancelled", "superseded"} else None

    def living_reports(self) -> list[Paper]:
        """What the department can take in."""
        return [one for one in self.papers if one.is_cell and one.state in {"received", "consolidated"}]

    def stands_alone(self, paper: Paper) -> bool:
        """What it replaces went into no report that was issued."""
        old = paper.replaces
        if old is None:
            return True
        into = any(one.consolidates and one.state in CLOSED and old in one.sources for one in self.papers)
        return old.state != "consolidated" and not into


def _has(person: str, unit: str | None, *roles: str) -> bool:
    where, held = ROLES.get(person, ("", frozenset()))
    return where == unit and bool(held & set(roles))


def _writes(paper: Paper, person: str) -> bool:
    return _has(person, paper.unit, "office", *(() if paper.consolidates else ("drafter",)))


def _may_write(model: Model, paper: Paper, person: str) -> bool:
    return _writes(paper, person) and paper.state in WRITING


def _write(model: Model, paper: Paper, person: str) -> None:
    paper.authors.add(person)
    if paper.consolidates:
        paper.sources = [one for one in paper.sources if one.state in {"received", "consolidated"}]
        paper.sources += [one for one in model.living_reports() if one not in paper.sources]
    paper.filled = not paper.consolidates or bool(paper.sources)
    paper.words += 1


def _may_submit(model: Model, paper: Paper, person: str) -> bool:
    return _may_write(model, paper, person) and paper.filled and not paper.has_gone_sources


def _submit(model: Model, paper: Paper, person: str) -> None:
    paper.bring("in_approval" if paper.is_cell else "in_appraisal", ("submit", person))
    paper.submitter, paper.handed_in = person, paper.words
    paper.authors.add(person)


def _may_appraise(model: Model, paper: Paper, person: str) -> bool:
    return _has(person, paper.unit, "office") and paper.state == "in_appraisal" and not paper.has_gone_sources


def _appraise(model: Model, paper: Paper, person: str) -> None:
    paper.bring("in_approval", ("appraise", person))


def _may_return(model: Model, paper: Paper, person: str) -> bool:
    return _has(person, paper.unit, "office", "member", "signer") and paper.state in IN_HAND


def _return(model: Model, paper: Paper, person: str) -> None:
    paper.bring("returned", ("return", person))


def _may_recall(model: Model, paper: Paper, person: str) -> bool:
    if paper.state == "sent":
        return _has(person, paper.unit, "clerk")
    is_theirs = _has(person, paper.unit, "drafter", "office") and paper.submitter == person
    return paper.state in IN_HAND and is_theirs and paper.brought[1] == person and paper.touched <= {person}


def _recall(model: Model, paper: Paper, person: str) -> None:
    back = "consolidating" if paper.consolidates else "draft"
    paper.bring("issued" if paper.state == "sent" else back, ("recall", person))


def _may_undo(model: Model, paper: Paper, person: str) -> bool:
    """The step that led it here, by whoever took it, while nobody went on from it."""
    taken = {"in_approval": "appraise", "approved": "approve"}.get(paper.state)
    is_theirs = _has(person, paper.unit, "office", "member", "signer") and paper.brought == (taken, person)
    return is_theirs and not paper.touched and not (taken == "approve" and paper.numbered)


def _undo(model: Model, paper: Paper, person: str) -> None:
    paper.bring("in_appraisal" if paper.state == "in_approval" else "in_approval", ("undo", person))


def holders(paper: Paper) -> list[str]:
    """Those among whom the work it waits for may be handed on."""
    roles = {"office"} if paper.consolidates or paper.state == "in_appraisal" else {"office", "drafter"}
    here = paper.state in WRITING | {"in_appraisal"}
    return [who for who, (unit, held) in ROLES.items() if here and unit == paper.unit and held & roles]


def _may_hand_on(model: Model, paper: Paper, person: str) -> bool:
    return _has(person, paper.unit, "office", "signer") and len(holders(paper)) > 1


def _hand_on(model: Model, paper: Paper, person: str) -> None:
    """To the last of them, and from there to the first; to whoever has it, it does not go."""
    first, *_, last = holders(paper)
    paper.assignee = first if paper.assignee == last else last
    paper.touched.add(person)


def _may_suggest(model: Model, paper: Paper, person: str) -> bool:
    """Of an own text alone: what a consolidation is made of is not counted here."""
    is_above = paper.state in LEFT and _has(person, ABOVE[paper.unit], "office")
    may = is_above or _has(person, paper.unit, "drafter", "office", "member", "signer")
    return may and paper.is_cell and paper.handed_in is not None and paper.state not in {"cancelled", "superseded"}


def _suggest(model: Model, paper: Paper, person: str) -> None:
    assert paper.handed_in is not None
    paper.suggestions.append(paper.handed_in)


def _may_accept(model: Model, paper: Paper, person: str) -> bool:
    """The newest suggestion, while the text reads as it did then."""
    return _may_write(model, paper, person) and paper.suggestions[-1:] == [paper.words]


def _accept(model: Model, paper: Paper, person: str) -> None:
    paper.suggestions.pop()
    paper.words += 1
    paper.authors.add(person)


def _may_reject(model: Model, paper: Paper, person: str) -> bool:
    alive = paper.state not in {"cancelled", "superseded"}
    return _writes(paper, person) and alive and bool(paper.suggestions)


def _reject(model: Model, paper: Paper, person: str) -> None:
    paper.suggestions.pop()


def _decides(paper: Paper, person: str) -> bool:
    here = paper.state == "in_approval" and not paper.has_gone_sources
    return here and _has(person, paper.unit, "member", "signer")


def _may_approve(model: Model, paper: Paper, person: str) -> bool:
    return _decides(paper, person) and person not in paper.authors


def _may_approve_with_meeting(model: Model, paper: Paper, person: str) -> bool:
    return _decides(paper, person) and (paper.is_cell or person not in paper.authors)


def _approve(model: Model, paper: Paper, person: str) -> None:
    paper.bring("approved", ("approve", person))


def _may_approve_at_once(model: Model, paper: Paper, person: str) -> bool:
    does_all = _has(person, paper.unit, "clerk") and _has(person, paper.unit, "signer")
    return _may_approve(model, paper, person) and does_all and model.stands_alone(paper)


def _approve_at_once(model: Model, paper: Paper, person: str) -> None:
    _approve(model, paper, person)
    _number(model, paper, person)
    paper.consent = paper.goes_on = True


def _may_number(model: Model, paper: Paper, person: str) -> bool:
    is_free = paper.state == "approved" and not paper.prepared and paper.step == "none"
    return _has(person, paper.unit, "clerk") and is_free and model.stands_alone(paper)


def _number(model: Model, paper: Paper, person: str) -> None:
    paper.numbered, paper.step, paper.failed = True, "rendering", False
    paper.touched.add(person)


def _may_sign(model: Model, paper: Paper, person: str) -> bool:
    waits = paper.state == "approved" and paper.prepared and not paper.signatures
    is_asked = not paper.consent or paper.failed
    return _has(person, paper.unit, "signer") and waits and is_asked and model.stands_alone(paper)


def _sign(model: Model, paper: Paper, person: str) -> None:
    paper.consent, paper.step, paper.failed = True, "signing", False


def _may_work(model: Model, paper: Paper, person: str) -> bool:
    return person == WORKER and paper.step != "none" and not paper.failed


def _work(model: Model, paper: Paper, person: str) -> None:
    """Printing, then signing, then sending, each as one step."""
    if paper.step == "rendering":
        paper.prepared, paper.step = True, "signing" if paper.consent else "none"
    elif paper.step == "signing" and not model.stands_alone(paper):
        paper.failed = True
    elif paper.step == "signing":
        paper.signatures, paper.state = 1 if paper.is_cell else 2, "issued"
        paper.step = "sending" if paper.goes_on else "none"
        if paper.replaces and paper.replaces.state in REPLACEABLE:
            paper.replaces.state = "superseded"
            paper.replaces.awaits_nothing()
        for source in paper.sources:
            source.state = "consolidated" if source.state == "received" else source.state
    else:
        _send(model, paper, person)


def _may_send(model: Model, paper: Paper, person: str) -> bool:
    return _has(person, paper.unit, "clerk") and paper.state == "issued"


def _send(model: Model, paper: Paper, person: str) -> None:
    paper.state, paper.step, paper.goes_on, paper.failed = "sent", "none", False, False


def _may_receive(model: Model, paper: Paper, person: str) -> bool:
    return _has(person, ABOVE[paper.unit], "office", "clerk") and paper.state == "sent"


def _receive(model: Model, paper: Paper, person: str) -> None:
    paper.bring("received", ("receive", person))


def _may_send_back(model: Model, paper: Paper, person: str) -> bool:
    return _has(person, ABOVE[paper.unit], "office") and paper.state == "sent"


def _send_back(model: Model, paper: Paper, person: str) -> None:
    paper.bring("returned", ("send_back", person))
    paper.prepared, paper.consent, paper.signatures = False, False, 0


def _may_cancel(model: Model, paper: Paper, person: str) -> bool:
    is_writers = _writes(paper, person) and paper.state in WRITING and not paper.numbered
    is_free = paper.step == "none" or paper.failed
    here = paper.state in WRITING | {"approved", "issued"}
    return here and is_free and (is_writers or _has(person, paper.unit, "signer"))


def _cancel(model: Model, paper: Paper, person: str) -> None:
    paper.bring("cancelled", ("cancel", person))
    paper.awaits_nothing()


def _may_replace(model: Model, paper: Paper, person: str) -> bool:
    begun = model.replacement_of(paper) is not None
    fits = paper.state in REPLACEABLE and not paper.consolidates
    return _has(person, paper.unit, "drafter", "office") and (begun or fits)


def _replace(model: Model, paper: Paper, person: str) -> None:
    if model.replacement_of(paper) is None:
        model.papers.append(Paper(paper.unit, authors=set(paper.authors), replaces=paper))


Rule = Callable[[Model, Paper, str], bool]
Effect = Callable[[Model, Paper, str], None]
COMMANDS: Mapping[str, tuple[Rule, Effect]] = {
    "write": (_may_write, _write),
    "submit": (_may_submit, _submit),
    "appraise": (_may_appraise, _appraise),
    "return": (_may_return, _return),
    "recall": (_may_recall, _recall),
    "undo": (_may_undo, _undo),
    "hand_on": (_may_hand_on, _hand_on),
    "suggest": (_may_suggest, _suggest),
    "accept": (_may_accept, _accept),
    "reject": (_may_reject, _reject),
    "approve": (_may_approve, _approve),
    "approve_with_meeting": (_may_approve_with_meeting, _approve),
    "approve_at_once": (_may_approve_at_once, _approve_at_once),
    "number": (_may_number, _number),
    "sign": (_may_sign, _sign),
    "work": (_may_work, _work),
    "send": (_may_send, _send),
    "receive": (_may_receive, _receive),
    "send_back": (_may_send_back, _send_back),
    "cancel": (_may_cancel, _cancel),
    "replace": (_may_replace, _replace),
}
