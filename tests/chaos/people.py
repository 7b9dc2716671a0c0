"""People who bring paper after paper on its way, page by page, and press again when no answer comes."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chaos.browser import Answer, Broken, Browser
from tests.chaos.ledger import Ledger
from workflow.domain.facts import Fact

WORDS = "Đảng uỷ Sở đề nghị các chi bộ gửi báo cáo trước ngày 25/11.\n\nCác chi bộ quan tâm thực hiện."
_NUMBER = re.compile(r"/van-ban/(\d+)/soan")
Step = tuple[str, str, Fact]  # who presses at which address what is recorded

OFFICE_STEPS: tuple[Step, ...] = (
    ("vanphong.so", "trinh", Fact.DOCUMENT_SUBMITTED),
    ("vanphong.so", "tham-dinh", Fact.DOCUMENT_APPRAISED),
    ("uyvien.so", "thong-qua", Fact.DOCUMENT_APPROVED),
    ("vanthu.so", "lay-so", Fact.DOCUMENT_NUMBERED),
    ("bithu.so", "ky", Fact.DOCUMENT_SIGN_AGREED),
    ("vanthu.so", "gui", Fact.DOCUMENT_SENT),
    ("soan.thuvien", "tiep-nhan", Fact.DOCUMENT_RECEIVED),
)


def cell_steps(cell: str) -> tuple[Step, ...]:
    """The short way of a chi bộ: one press approves, numbers and signs; printing, signing and sending follow."""
    return (
        (f"soan.{cell}", "trinh", Fact.DOCUMENT_SUBMITTED),
        (f"bithu.{cell}", "thong-qua", Fact.DOCUMENT_APPROVED),
        ("vanphong.so", "tiep-nhan", Fact.DOCUMENT_RECEIVED),
    )


@dataclass
class Lane(threading.Thread):
    """One paper after the other from one writer, until told to stop."""

    address: str
    ledger: Ledger
    kind: str
    steps: tuple[Step, ...]
    begun: Callable[[str], int | None]
    lost: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = threading.Event()
        self.browsers = {who: Browser(self.address, who) for who, _, _ in self.steps}
        self.writer = self.browsers[self.steps[0][0]]
        self.turn = 0

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Work."""
        while not self.stopped.is_set():
            self.turn += 1
            document_id = self._begin(f"về việc thứ {self.turn} của {self.writer.username}")
            if document_id is None or not self._write(document_id):
                continue
            if all(
                self._press(self.browsers[who], f"/van-ban/{document_id}/{path}", document_id, fact)
                for who, path, fact in self.steps
            ):
                self.ledger.count("papers")

    def _begin(self, abstract: str) -> int | None:
        typed = {"abstract": abstract, "addressees": "Chi bộ Thư viện tỉnh"}
        answer = self._until_done(self.writer, f"/van-ban/soan-moi/{self.kind}", typed)
        if answer is None:
            return None
        named = _NUMBER.search(answer.location)
        document_id = int(named.group(1)) if named else self.begun(abstract)  # pressed twice: it is in the list
        if document_id is None:
            self.lost.append(f"{abstract}: told that it was begun, and it is not there")
            return None
        self.ledger.acknowledge(document_id, Fact.DOCUMENT_STARTED)
        return document_id

    def _write(self, document_id: int) -> bool:
        typed = {"text": WORDS, "done": "y"}
        path = f"/van-ban/{document_id}/soan/noi-dung"
        if self._until_done(self.writer, path, typed) is None:
            return False
        self.ledger.acknowledge(document_id, Fact.DOCUMENT_SECTION_SAVED)
        return True

    def _press(self, browser: Browser, path: str, document_id: int, fact: Fact) -> bool:
        typed = {"issue_now": "y"} if fact is Fact.DOCUMENT_APPROVED and self.kind == "BC" else {}
        if self._until_done(browser, path, typed) is None:
            return False
        self.ledger.acknowledge(document_id, fact)
        return True

    def _until_done(self, browser: Browser, path: str, typed: dict[str, str]) -> Answer | None:
        """Open the page as soon as it opens, press, and press the very same form again until an answer comes. None when
        told to stop first."""
        form: dict[str, str] | None = None
        while not self.stopped.is_set():
            try:
                if form is None:
                    form = self._form(browser.get(path), typed)
                answer = browser.post(path, form) if form is not None else None
            except Broken:
                answer = Answer(503, "", "")
            if answer is None:  # its turn has not come
                self._wait(0.3)
            elif answer.status == 303:
                if "/dang-nhap" in answer.location:
                    self.lost.append(f"{browser.username} was signed out at {path}")
                return answer
            elif answer.status >= 500:
                self.ledger.count("retried")
                self._wait(0.2)
            else:
                self.ledger.count("refused")
                form = None
                self._wait(0.2)
        return None

    def _form(self, page: Answer, typed: dict[str, str]) -> dict[str, str] | None:
        if page.status >= 500:
            self.ledger.count("retried")
        return {**page.fields(), **typed} if page.status == 200 else None

    def _wait(self, seconds: float) -> None:
        time.sleep(seconds)


def lanes(address: str, ledger: Ledger, begun: Callable[[str], int | None], cells: tuple[str, ...]) -> list[Lane]:
    """The office with its letters, and a writer in each of the chi bộ with reports."""
    office = Lane(address, ledger, "CV", OFFICE_STEPS, begun)
    return [office, *(Lane(address, ledger, "BC", cell_steps(cell), begun) for cell in cells)]
