"""What `trinhky doctor` looks at because it changes from day to day: jobs that wait, jobs that were given up, the room
left on the disks, and whether the database writes through to its disk."""

import logging
from typing import Any, LiteralString

import psycopg

from workflow.database import in_memory_only, psycopg_dsn
from workflow.domain.errors import SetupIncomplete
from workflow.settings import Settings
from workflow.storage.room import rooms_under

log = logging.getLogger(__name__)
LONGEST_WAIT = 600
"""Seconds after which a job that may be done and is not means that nobody does it."""
_THERE = "SELECT to_regclass('procrastinate_jobs') IS NOT NULL"
_WAITING = """SELECT count(*), extract(epoch FROM now() - min(greatest(event.at, job.scheduled_at)))::int
FROM procrastinate_jobs job JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())"""
_GIVEN_UP = """SELECT count(DISTINCT job.id), string_agg(DISTINCT task_name, ', ' ORDER BY task_name)
FROM procrastinate_jobs job JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'failed'
WHERE job.status = 'failed' AND event.at > now() - interval '7 days'"""


def waiting_jobs(settings: Settings) -> str:
    """How many jobs wait and how long the oldest has; refuses when it has waited so long that nobody does it."""
    count, oldest = _asked(settings, _WAITING)
    if oldest is not None and oldest > LONGEST_WAIT:
        raise SetupIncomplete(
            f"{count} việc đang chờ, lâu nhất đã {oldest // 60} phút: hãy xem tiến trình nền có chạy, có đủ không."
        )
    return "không có" if not count else f"{count}, lâu nhất {oldest} giây"


def dead_letters(settings: Settings) -> str:
    """Refuses when in the last seven days a job was given up that had been tried as often as it may be."""
    count, names = _asked(settings, _GIVEN_UP)
    if count:
        raise SetupIncomplete(
            f"{count} việc ({names}) trong 7 ngày qua đã thử nhiều lần không được: hãy xem lời ghi của tiến trình nền, "
            "sửa nguyên nhân; việc của một văn bản thì bấm “Thử lại” ở trang văn bản."
        )
    return "không có"


def room_left(settings: Settings) -> str:
    """The room under the data and the files kept on this machine; refuses when a disk is nearly full."""
    rooms = rooms_under(settings.var, settings.storage)
    said = "; ".join(map(str, rooms))
    if any(one.is_short for one in rooms):
        raise SetupIncomplete(f"Đĩa sắp đầy, đầy thì không ghi được gì nữa: {said}. Hãy dọn hoặc thêm đĩa.")
    return said


def writes_through(settings: Settings) -> str:
    """Refuses a server that says “saved” before its disk has it."""
    if switched := in_memory_only(settings):
        told = ", ".join(f"{name} = off" for name in switched)
        raise SetupIncomplete(f"PostgreSQL đang đặt {told}: mất điện là mất việc đã báo “đã lưu”. Hãy bật lại (on).")
    return "ghi xong mới báo"


def require_durable(settings: Settings) -> None:
    """Refuse (SetupIncomplete) to work for real on a server that loses what it said was saved; else only warn."""
    try:
        writes_through(settings)
    except SetupIncomplete as refusal:
        if settings.is_production:
            raise
        log.warning(refusal.reason)


def _asked(settings: Settings, query: LiteralString) -> tuple[int, Any]:
    """The count and what belongs to it; nothing where the queue is not made yet."""
    with psycopg.connect(psycopg_dsn(settings), connect_timeout=5) as connection:
        there = connection.execute(_THERE).fetchone() == (True,)
        found = connection.execute(query).fetchone() if there else None
    return found or (0, None)
