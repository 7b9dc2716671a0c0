"""What a committee that decides by slips may do with a paper, told in the plainest way (features.md §3.20): who is
heard, whose slip falls when the text says something else, when the body has decided. Nothing of the application is
asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

ROLES: Mapping[str, frozenset[str]] = {
    "vanphong.so": frozenset({"office"}),
    "uyvien.so": frozenset({"member", "office"}),
    "uyvien2.so": frozenset({"member"}),
    "uyvien3.so": frozenset({"member", "office"}),
    "bithu.so": frozenset({"member", "signer"}),
    "vanthu.so": frozenset({"clerk"}),
    "soan.thuvien": frozenset(),
    "quantri": frozenset({"admin"}),
}
"""Two of the four members also serve in the office: they may write what they would vote on."""
MEMBERS = tuple(name for name, roles in ROLES.items() if "member" in roles)
QUORUM = 3  # two thirds of four
MAJORITY = 3  # more than half of four
TEXTS = ("34", "34 untidy", "35", "35 untidy")
"""What the text can read: two that say something else, each also with straight quotes, which is form."""
WORDS = ("", "Nêu rõ thời hạn.", "Ghi số người dự.")
STANCES = ("agreed", "with_remarks", "opposed")


def says(text: str) -> str:
    """What a text says, whatever its form."""
    return text.partition(" ")[0]


@dataclass
class Said:
    """An opinion: its words, whether the office replied, whether the member said something else since."""

    words: str
    replied: bool = False
    withdrawn: bool = False


@dataclass
class Ballot:
    """What one member said in the round."""

    wrote: bool
    stance: str | None = None
    read: str = ""
    revision: int = -1
    fell: bool = False
    said: list[Said] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether it is a vote now."""
        return self.stance is not None and not self.fell and not self.wrote

    def told(self) -> tuple[str | None, bool, bool]:
        """What the tables hold of it."""
        return self.stance, self.counts, self.wrote


@dataclass
class Committee:
    """One paper before its committee, and the round that goes on, if one does."""

    text: str = TEXTS[1]
    written: str = TEXTS[1]
    revisions: list[str] = field(default_factory=lambda: [TEXTS[1]])
    state: str = "in_approval"
    authors: set[str] = field(default_factory=lambda: {"vanphong.so"})
    submitter: str = "vanphong.so"
    brought: tuple[str, str] = ("appraise", "vanphong.so")
    touched: set[str] = field(default_factory=set)
    ballots: dict[str, Ballot] | None = None
    is_over: bool = False
    way: str = "slips"
    ends: list[str] = field(default_factory=list)
    decided: tuple[int, int, int] | None = None

    def may(self, move: "Move") -> bool:
        """Whether it is accepted now."""
        return COMMANDS[move.name][0](self, move.person, move.how)

    def do(self, move: "Move") -> None:
        """What an accepted one makes of it."""
        COMMANDS[move.name][1](self, move.person, move.how)

    def waiting(self) -> list[str]:
        """Whose slip is asked for now."""
        ballots = self.ballots or {}
        return [name for name, one in ballots.items() if not one.wrote and not one.counts]

    def unanswered(self) -> list[Said]:
        """What nobody replied to."""
        ballots = (self.ballots or {}).values()
        return [said for one in ballots for said in one.said if not said.withdrawn and not said.replied]

    def count(self) -> tuple[int, int]:
        """(heard, agreed) of the slips that count."""
        counted = [one.stance for one in (self.ballots or {}).values() if one.counts]
        return len(counted), sum(stance != "opposed" for stance in counted)

    def is_short(self) -> bool:
        """Whether the slips are too few for a decision."""
        heard, agreed = self.count()
        return heard < QUORUM or agreed < MAJORITY

    def is_hopeless(self) -> bool:
        """Whether too many of the members wrote the text for slips to decide."""
        return sum(not one.wrote for one in (self.ballots or {}).values()) < max(QUORUM, MAJORITY)

    def end(self, end: str) -> None:
        """The round is over."""
        self.ends.append(end)
        self.ballots = None

    def bring(self, state: str, by: tuple[str, str]) -> None:
        """Somebody's step leads the paper there."""
        self.state, self.brought, self.touched = state, by, set()

    def keep(self, text: str) -> None:
        """Another text stands before the body: who read one that said something else is not heard any more."""
        if text != self.text:
            self.text = text
            self.revisions.append(text)
        for one in (self.ballots or {}).values():
            one.fell = one.fell or (one.counts and says(one.read) != says(text))

    def settle(self) -> None:
        """All were heard, enough agreed, every opinion has its reply: the body has decided."""
        if self.ballots is not None and not self.waiting() and not self.is_short() and not self.unanswered():
            self.adopt("adopted", (len(MEMBERS), *self.count()))

    def adopt(self, end: str | None, count: tuple[int, int, int]) -> None:
        """The text is approved by the body."""
        self.decided = count
        if end is not None:
            self.end(end)
        self.bring("approved", ("approve", ""))


@dataclass(frozen=True)
class Move:
    """A command, by whom, and how."""

    name: str
    person: str
    how: str = ""


def _has(person: str, *roles: str) -> bool:
    return bool(ROLES[person] & set(roles))


def _may_choose(paper: Committee, person: str, how: str) -> bool:
    return _has(person, "admin")


def _choose(paper: Committee, person: str, how: str) -> None:
    paper.way = how
    if how == "one" and paper.ballots is not None:
        paper.end("rules_changed")


def _may_approve(paper: Committee, person: str, how: str) -> bool:
    """No one person approves for a body that decides together, and nobody own text."""
    may = _has(person, "member", "signer") and person not in paper.authors
    return may and paper.state == "in_approval" and paper.way == "one"


def _approve(paper: Committee, person: str, how: str) -> None:
    paper.bring("approved", ("approve", person))


def _may_write(paper: Committee, person: str, how: str) -> bool:
    return _has(person, "office") and paper.state in {"consolidating", "returned"}


def _write(paper: Committee, person: str, how: str) -> None:
    if how != paper.written:
        paper.touched.add(person)
    paper.authors.add(person)
    paper.written = how


def _submit(paper: Committee, person: str, how: str) -> None:
    paper.bring("in_appraisal", ("submit", person))
    paper.submitter = person
    paper.authors.add(person)
    paper.keep(paper.written)
    for name, one in (paper.ballots or {}).items():
        one.wrote = one.wrote or name in paper.authors


def _may_appraise(paper: Committee, person: str, how: str) -> bool:
    return _has(person, "office") and paper.state == "in_appraisal"


def _appraise(paper: Committee, person: str, how: str) -> None:
    paper.bring("in_approval", ("appraise", person))


def _may_return(paper: Committee, person: str, how: str) -> bool:
    here = {"in_approval"} if how == "appraisal" else {"in_approval", "in_appraisal"}
    return _has(person, "office", "member", "signer") and paper.state in here


def _return(paper: Committee, person: str, how: str) -> None:
    ballot = (paper.ballots or {}).get(person)
    if ballot is not None and not ballot.wrote:
        paper.end("returned")
    paper.bring("in_appraisal" if how == "appraisal" else "returned", ("return", person))


def _may_recall(paper: Committee, person: str, how: str) -> bool:
    is_theirs = _has(person, "office") and paper.submitter == person == paper.brought[1]
    return paper.state in {"in_appraisal", "in_approval"} and is_theirs and paper.touched <= {person}


def _recall(paper: Committee, person: str, how: str) -> None:
    paper.bring("consolidating", ("recall", person))


def _may_undo(paper: Committee, person: str, how: str) -> bool:
    if paper.state == "approved" and paper.decided is not None:
        return False
    step = {"in_approval": "appraise", "approved": "approve"}.get(paper.state)
    return paper.brought == (step, person) and not paper.touched


def _undo(paper: Committee, person: str, how: str) -> None:
    paper.bring("in_appraisal" if paper.state == "in_approval" else "in_approval", ("undo", person))


def _may_mend(paper: Committee, person: str, how: str) -> bool:
    together = {"in_approval"} if paper.way != "one" else set()
    here = paper.state in {"consolidating", "returned", "in_appraisal"} | together
    return _has(person, "office") and here and paper.written.endswith("untidy")


def _mend(paper: Committee, person: str, how: str) -> None:
    paper.written = says(paper.written)
    paper.touched.add(person)
    if paper.state in {"in_appraisal", "in_approval"}:
        paper.keep(paper.written)


def _may_ask(paper: Committee, person: str, how: str) -> bool:
    heard = sum(name not in paper.authors for name in MEMBERS)
    here = paper.state == "in_approval" and paper.way == "slips"
    return _has(person, "office") and here and paper.ballots is None and heard >= MAJORITY


def _ask(paper: Committee, person: str, how: str) -> None:
    paper.ballots = {name: Ballot(name in paper.authors) for name in MEMBERS}
    paper.is_over = False
    paper.touched.add(person)


def slip_of(how: str) -> tuple[str, str, int]:
    """(stance, words, which text was read: 0 the newest, 1 the first of all)."""
    stance, words, read = how.split("|")
    return stance, words, int(read)


def _may_vote(paper: Committee, person: str, how: str) -> bool:
    stance, words, first = slip_of(how)
    ballot = (paper.ballots or {}).get(person)
    is_asked = paper.state == "in_approval" and ballot is not None and not ballot.wrote
    read = paper.revisions[0] if first else paper.text
    return is_asked and says(read) == says(paper.text) and (stance == "agreed") == (not words)


def _vote(paper: Committee, person: str, how: str) -> None:
    stance, words, first = slip_of(how)
    assert paper.ballots is not None
    ballot = paper.ballots[person]
    number = 0 if first else len(paper.revisions) - 1
    standing = [one for one in ballot.said if not one.withdrawn]
    is_new = bool(words) and words not in [one.words for one in standing]
    goes = [one for one in standing if not one.replied and one.words != words]
    if (ballot.counts, ballot.stance, ballot.revision) == (True, stance, number) and not is_new and not goes:
        return
    ballot.stance, ballot.revision, ballot.read, ballot.fell = stance, number, paper.revisions[number], False
    for one in goes:
        one.withdrawn = True
    if is_new:
        ballot.said.append(Said(words))
    paper.touched.add(person)
    paper.settle()


def _may_reply(paper: Committee, person: str, how: str) -> bool:
    return _has(person, "office") and paper.state == "in_approval" and paper.ballots is not None


def _reply(paper: Committee, person: str, how: str) -> None:
    replied = paper.unanswered()[: None if how == "all" else 1]
    for one in replied:
        one.replied = True
    if replied:
        paper.touched.add(person)
    paper.settle()


def _may_close(paper: Committee, person: str, how: str) -> bool:
    if not _may_reply(paper, person, how):
        return False
    still_open = bool(paper.waiting()) and not paper.is_over and not paper.is_hopeless()
    if paper.is_short() and still_open:
        return False
    return (paper.is_short() or not paper.unanswered()) and (bool(how) or not still_open)


def _close(paper: Committee, person: str, how: str) -> None:
    if paper.is_short():
        paper.end("not_adopted")
        paper.touched.add(person)
    else:
        paper.adopt("adopted", (len(MEMBERS), *paper.count()))


def _may_meet(paper: Committee, person: str, how: str) -> bool:
    may = _has(person, "office", "signer") and paper.state == "in_approval" and paper.way != "one"
    return may and how == "enough" and not paper.unanswered()


def _meet(paper: Committee, person: str, how: str) -> None:
    paper.adopt("at_meeting" if paper.ballots is not None else None, (len(MEMBERS), 4, 3))


def _may_pass(paper: Committee, person: str, how: str) -> bool:
    return paper.ballots is not None and not paper.is_over


def _pass(paper: Committee, person: str, how: str) -> None:
    paper.is_over = True


def _may_cancel(paper: Committee, person: str, how: str) -> bool:
    is_writers = _has(person, "office") and paper.state in {"consolidating", "returned"}
    here = paper.state in {"consolidating", "returned", "approved"}
    return here and (is_writers or _has(person, "signer"))


def _cancel(paper: Committee, person: str, how: str) -> None:
    if paper.ballots is not None:
        paper.end("cancelled")
    paper.bring("cancelled", ("cancel", person))


Rule = Callable[[Committee, str, str], bool]
Effect = Callable[[Committee, str, str], None]
COMMANDS: Mapping[str, tuple[Rule, Effect]] = {
    "write": (_may_write, _write),
    "submit": (_may_write, _submit),
    "appraise": (_may_appraise, _appraise),
    "return": (_may_return, _return),
    "recall": (_may_recall, _recall),
    "undo": (_may_undo, _undo),
    "mend": (_may_mend, _mend),
    "ask": (_may_ask, _ask),
    "vote": (_may_vote, _vote),
    "reply": (_may_reply, _reply),
    "close": (_may_close, _close),
    "meet": (_may_meet, _meet),
    "pass": (_may_pass, _pass),
    "cancel": (_may_cancel, _cancel),
    "approve": (_may_approve, _approve),
    "choose": (_may_choose, _choose),
}
HOW: Mapping[str, tuple[str, ...]] = {
    "write": TEXTS,
    "return": ("writer", "appraisal"),
    "vote": tuple(f"{stance}|{words}|{first}" for stance in STANCES for words in WORDS for first in (0, 1)),
    "reply": ("one", "all"),
    "close": ("", "Đã đủ ý kiến."),
    "meet": ("enough", "few"),
    "choose": ("one", "slips", "meeting"),
}


def every_move() -> Iterator[Move]:
    """Whatever anybody could try; the day passes for everybody at once."""
    for name in COMMANDS:
        for person in ROLES if name != "pass" else ("vanphong.so",):
            yield from (Move(name, person, how) for how in HOW.get(name, ("",)))
