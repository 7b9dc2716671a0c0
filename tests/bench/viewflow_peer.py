"""A program of its own, run by the Python that has Viewflow: approval steps of a process of four, block by block.

It reads how many steps to make from each line of its input and answers with the seconds they took. Its process writes
the task's row as its history; it has no chain of digests and promises no job."""

import gc
import sys
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import django
from django.conf import settings

ME = __name__  # imported by this name: Django knows its applications by the names of their modules
STEPS_EACH = 4


def configure(name: str, host: str, port: str, user: str, password: str) -> None:
    """Django over the database that was made for it."""
    database = {"NAME": name, "HOST": host, "PORT": port, "USER": user, "PASSWORD": password}
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, **database}},
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.messages",
            "viewflow",
            "viewflow.workflow",
            ME,
        ],
        USE_TZ=True,
        SECRET_KEY="x",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ROOT_URLCONF=ME,
    )
    django.setup()


def serve() -> None:
    """Make the steps that are asked for until the input ends."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import transaction
    from viewflow import this
    from viewflow.workflow import flow, lock
    from viewflow.workflow.flow import views
    from viewflow.workflow.models import Process, Task

    def step_view() -> type:
        return views.UpdateProcessView.as_view(fields=[])

    sys.modules[f"{ME}.flows"] = sys.modules[__name__]

    class Report(flow.Flow):
        __module__ = f"{ME}.flows"  # by which its rows find it again
        lock_impl = lock.select_for_update_lock
        process_class = Process
        start = flow.StartHandle(this.begin).Next(this.draft)
        draft = flow.View(step_view()).Next(this.consolidate)
        consolidate = flow.View(step_view()).Next(this.approve)
        approve = flow.View(step_view()).Next(this.send)
        send = flow.View(step_view()).Next(this.end)
        end = flow.End()

        def begin(self, activation: Any) -> Any:
            return activation.process

    class Request:
        def __init__(self, user: Any) -> None:
            self.user = user

    def processes() -> Iterator[int]:
        while True:
            begun = Report.start.run().pk
            yield from [begun] * STEPS_EACH

    def step(pk: int) -> None:
        with transaction.atomic(), Report.lock(pk):
            task = Task.objects.select_related("process").filter(process_id=pk, status="NEW").get()
            activation = task.flow_task.activation_class(task)
            activation.assign(person)
            activation.start(Request(person))
            activation.execute()

    setattr(sys.modules[__name__], Report.__name__, Report)
    call_command("migrate", verbosity=0, run_syncdb=True)
    Report.instance  # noqa: B018 - registers the flow
    person, _ = User.objects.get_or_create(username="a")
    waiting = processes()
    gc.freeze()
    for line in sys.stdin:
        ready = list(islice(waiting, int(line)))
        begun = time.perf_counter()
        for pk in ready:
            step(pk)
        print(time.perf_counter() - begun, flush=True)  # noqa: T201 - the answer


urlpatterns: list[object] = []
