"""The register of tasks: what plans set, to whom, what became of it; and which plan carries out which."""

import datetime as dt

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.states import Level
from workflow.domain.tasks import ASKS_FOR_PLAN, Clearing, LinkState, Progress, Reach, Share, TaskState
from workflow.models.account import User
from workflow.models.base import Base, Chained, identity, words
from workflow.models.document import Document
from workflow.models.organisation import Organisation


class Task(Chained, Base):
    """One task of a plan. `block` and `row` say where in the plan's text it stands (row: of a table, from 1), `place`
    how a person finds it there ("III.1, 1.1"), `heading` what it stands under; a task added by hand has no block. The
    deadline has the columns of its kind alone; `deadline_words` is how the plan says it. `asks_for_plan`: whether its
    words ask those who do it for a plan of their own."""

    __tablename__ = "task"
    __table_args__ = (
        # the register of a plan, in printed order
        Index("ix_task_of_document", "document_id", "position", "id"),
        # what the plans of an organisation set, by deadline
        Index("ix_task_of_organisation", "organisation_id", "state", "deadline_kind", "due_on", "id"),
        # which plans ask those below for plans of their own
        Index("ix_task_asking_for_plan", "document_id", postgresql_where="asks_for_plan"),
        CheckConstraint("(deadline_kind = 'date') = (due_on IS NOT NULL)", name="date_has_its_day"),
        CheckConstraint("(deadline_kind = 'yearly') = (due_day IS NOT NULL)", name="yearly_has_its_day"),
        CheckConstraint("(due_day IS NULL) = (due_month IS NULL)", name="day_and_month"),
        CheckConstraint("(deadline_kind = 'condition') = (condition IS NOT NULL)", name="condition_has_its_words"),
    )
    subject_kind = "task"

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int]
    block: Mapped[str | None] = mapped_column(String(40))
    row: Mapped[int | None]
    place: Mapped[str] = mapped_column(String(80), default="")
    heading: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text)
    deadline_kind: Mapped[DeadlineKind | None] = mapped_column(words(DeadlineKind))
    due_on: Mapped[dt.date | None]
    due_day: Mapped[int | None]
    due_month: Mapped[int | None]
    condition: Mapped[str | None] = mapped_column(Text)
    deadline_words: Mapped[str] = mapped_column(String(300), default="")
    asks_for_plan: Mapped[bool] = mapped_column(Computed(f"text ~* '{ASKS_FOR_PLAN}'", persisted=True))
    state: Mapped[TaskState] = mapped_column(words(TaskState), default=TaskState.PROPOSED)
    version: Mapped[int] = mapped_column(default=1)

    document: Mapped[Document] = relationship(viewonly=True)
    assignments: Mapped[list["TaskAssignment"]] = relationship(
        order_by="TaskAssignment.position", cascade="all, delete-orphan"
    )

    @property
    def deadline(self) -> Deadline | None:
        """The deadline as rules see it."""
        if self.deadline_kind is None:
            return None
        return Deadline(self.deadline_kind, self.due_on, self.due_day, self.due_month, self.condition)

    @deadline.setter
    def deadline(self, given: Deadline | None) -> None:
        self.deadline_kind = given.kind if given else None
        self.due_on, self.condition = (given.date, given.condition) if given else (None, None)
        self.due_day, self.due_month = (given.day, given.month) if given else (None, None)


class TaskAssignment(Base):
    """Who leads a task or takes part in it: an organisation, a person, or a body in words. `name` is what is shown;
    `reach` and `level` say which organisations below the plan's own the words mean."""

    __tablename__ = "task_assignment"
    __table_args__ = (
        Index("ix_task_assignment_of_task", "task_id", "position"),
        Index("ix_task_assignment_of_organisation", "organisation_id", "task_id"),
        Index("ix_task_assignment_of_person", "user_id", "task_id"),
        CheckConstraint("organisation_id IS NULL OR user_id IS NULL", name="one_of_them"),
    )

    id: Mapped[int] = identity()
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int] = mapped_column(default=0)
    share: Mapped[Share] = mapped_column(words(Share), default=Share.LEAD)
    name: Mapped[str] = mapped_column(String(300))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reach: Mapped[Reach | None] = mapped_column(words(Reach))
    level: Mapped[Level | None] = mapped_column(words(Level))

    organisation: Mapped[Organisation | None] = relationship()
    user: Mapped[User | None] = relationship()

    @property
    def is_known(self) -> bool:
        """Whether the words mean somebody in the system."""
        return any(one is not None for one in (self.organisation_id, self.user_id, self.reach))


class TaskAdoption(Base):
    """A task of a subordinate's plan takes up a task of the plan above."""

    __tablename__ = "task_adoption"
    __table_args__ = (
        UniqueConstraint("task_id", "superior_task_id"),
        Index("ix_task_adoption_of_superior", "superior_task_id", "task_id"),
    )

    id: Mapped[int] = identity()
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    superior_task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))

    task: Mapped[Task] = relationship(foreign_keys=[task_id])
    superior_task: Mapped[Task] = relationship(foreign_keys=[superior_task_id])


class PlanLink(Base):
    """A plan carries out another one: one in the system (`superior_id`), or one known by its symbol alone. One that was
    picked in the system and bears no number has no symbol here."""

    __tablename__ = "plan_link"
    __table_args__ = (
        UniqueConstraint("document_id", "symbol"),
        UniqueConstraint("document_id", "superior_id"),
        CheckConstraint("symbol IS NOT NULL OR superior_id IS NOT NULL", name="names_a_plan"),
        Index("ix_plan_link_of_superior", "superior_id", "document_id"),
    )

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    symbol: Mapped[str | None] = mapped_column(String(60))
    issued_on: Mapped[dt.date | None]
    title: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[LinkState] = mapped_column(words(LinkState), default=LinkState.PROPOSED)
    version: Mapped[int] = mapped_column(default=1)

    document: Mapped[Document] = relationship(foreign_keys=[document_id], viewonly=True)
    superior: Mapped[Document | None] = relationship(foreign_keys=[superior_id], viewonly=True)


class TaskClearing(Base):
    """A unit's word, outside any report, that a task with a day is done or not to be done any more. `due_on` is the day
    of which it spoke: a yearly task comes again."""

    __tablename__ = "task_clearing"
    __table_args__ = (
        UniqueConstraint("task_id", "organisation_id", "due_on"),
        Index("ix_task_clearing_of_organisation", "organisation_id", "task_id"),
        Index("ix_task_clearing_newest", "at"),
    )

    id: Mapped[int] = identity()
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    due_on: Mapped[dt.date]
    way: Mapped[Clearing] = mapped_column(words(Clearing))
    said: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text, default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]

    task: Mapped[Task] = relationship(viewonly=True)
    organisation: Mapped[Organisation] = relationship(viewonly=True)
    user: Mapped[User | None] = relationship(viewonly=True)


class TaskResult(Base):
    """What a report says of one task: how far it is, what was done, by which evidence. In a consolidated report the
    progress is what follows from its sources unless a person chose it (`chosen`); its words are the result blocks of
    the task."""

    __tablename__ = "task_result"
    __table_args__ = (UniqueConstraint("document_id", "task_id"), Index("ix_task_result_of_task", "task_id"))

    id: Mapped[int] = identity()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int]
    progress: Mapped[Progress | None] = mapped_column(words(Progress))
    done: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    chosen: Mapped[bool] = mapped_column(default=False, server_default=false())

    task: Mapped[Task] = relationship()
