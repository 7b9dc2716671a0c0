"""What an office types to keep the register of a plan's tasks."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.domain.deadlines import Deadline
from workflow.domain.tasks import Clearing, Progress


@dataclass(frozen=True, slots=True)
class SaveTask:
    """A task as typed, over the version seen: its words, by when, who leads and who takes part, one name a line."""

    text: str
    deadline: Deadline | None
    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    version: int = 0
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class SeenTasks:
    """Tasks by the version that was seen of each."""

    versions: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class SplitTask:
    """One task as several, typed with an empty line between them, over the version seen."""

    text: str
    version: int


@dataclass(frozen=True, slots=True)
class AdoptTasks:
    """Which tasks of superior plans a task takes up, over the version seen; what is not named is given up."""

    superior_ids: tuple[int, ...]
    version: int


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """A superior plan that a plan carries out, by its symbol."""

    symbol: str


@dataclass(frozen=True, slots=True)
class PickPlan:
    """A plan of a superior in the system that a plan carries out: the one that a citation means (`link_id`, over the
    version seen), or one that the text does not cite."""

    superior_id: int
    link_id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class ClearTask:
    """What a unit says of a task outside any report: done, in a short word and by which evidence, or not to be done any
    more, and why."""

    way: Clearing
    words: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ToldOfTask:
    """What a unit says of one task: how far it is (None: not said), what was done, by which evidence."""

    progress: Progress | None
    done: str
    evidence: str


@dataclass(frozen=True, slots=True)
class SaveResults:
    """The results of every task asked, and further words, over the version of the section seen; whether the person
    calls it finished."""

    key: str
    told: Mapping[int, ToldOfTask]
    text: str
    version: int
    done: bool


@dataclass(frozen=True, slots=True)
class ChooseProgress:
    """How far a consolidated task is in the office's own judgement (None: as its units say), over what was seen."""

    task_id: int
    progress: Progress | None
    seen: Progress | None
