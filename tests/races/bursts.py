"""The same form two to five times, in turn and at once, at a live server: one effect, the same answer each time."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count, islice
from random import Random

from sqlalchemy import text

from tests.chaos.browser import Answer, Browser
from workflow.models import db

WORDS = "Đảng uỷ Sở đề nghị các chi bộ gửi báo cáo trước ngày 25/11.\n\nCác chi bộ quan tâm thực hiện."
PATIENCE = 300.0
"""A machine may be busy: no answer at all would be told by the test's own limit."""
Press = tuple[str, str, dict[str, str]]  # who presses at which address with what typed

ON_A_LETTER: tuple[Press, ...] = (
    ("vanphong.so", "soan/noi-dung", {"text": WORDS, "done": "y"}),
    ("vanphong.so", "trinh", {}),
    ("vanphong.so", "tham-dinh", {}),
    ("vanphong.so", "hoan-tac", {"note": "Bấm nhầm."}),
    ("vanphong.so", "tham-dinh", {}),
    ("uyvien.so", "tra-lai", {"note": "Sửa lại câu cuối.", "to": "writer"}),
    ("vanphong.so", "trinh", {}),
    ("vanphong.so", "tham-dinh", {}),
    ("uyvien.so", "thong-qua", {}),
    ("vanthu.so", "lay-so", {}),
)
_DONE = "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM audit_entry WHERE subject_kind = 'document')"


@dataclass
class Bursts:
    """One burst after the other along the ways of letters, each begun, written, handed in, returned, decided on."""

    address: str
    dice: Random
    done: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = {who: Browser(self.address, who, PATIENCE) for who in ("vanphong.so", "uyvien.so", "vanthu.so")}

    def run(self, bursts: int) -> "Bursts":
        """So many, within an application context."""
        with ThreadPoolExecutor(5) as hands:
            for _ in islice(self._bursts(hands), bursts):
                self.done["bursts"] += 1
        return self

    def _bursts(self, hands: ThreadPoolExecutor) -> Iterator[None]:
        for turn in count(1):
            begun = {"abstract": f"về việc thứ {turn}", "addressees": "Chi bộ Thư viện tỉnh"}
            location = self._burst(hands, ("vanphong.so", "/van-ban/soan-moi/CV", begun))
            yield
            letter = location.rpartition("/")[0]
            for who, path, typed in ON_A_LETTER:
                self._burst(hands, (who, f"{letter}/{path}", typed))
                yield

    def _burst(self, hands: ThreadPoolExecutor, press: Press) -> str:
        """The answer's address, which is that of every press."""
        who, path, typed = press
        browser = self.people[who]
        form = {**browser.get(path).fields(), **typed}
        before, times = _done(), self.dice.randint(2, 5)
        at_once = self.dice.randint(0, times)
        once = partial(browser.post, path, form)
        answers = [one.result() for one in [hands.submit(once) for _ in range(at_once)]]
        answers += [once() for _ in range(times - at_once)]
        self._judge(path, answers, before)
        return answers[0].location

    def _judge(self, path: str, answers: list[Answer], before: tuple[int, int]) -> None:
        said = Counter((one.status, one.location) for one in answers)
        papers, entries = (now - then for now, then in zip(_done(), before, strict=True))
        self.done["presses"] += len(answers)
        if len(said) > 1 or answers[0].status != 303:
            self.broken.append(f"{path} was answered in {len(said)} ways: {dict(said)}")
        if (papers, entries) != (int("soan-moi" in path), 1):
            self.broken.append(f"{path} pressed {len(answers)} times made {papers} papers and {entries} entries")


def _done() -> tuple[int, int]:
    papers, entries = db.session.execute(text(_DONE)).one()
    db.session.rollback()
    return papers, entries
