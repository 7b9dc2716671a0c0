"""Hostile code apart: it reads nothing, reaches nobody, leaves nothing behind, ends in time, and we live."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import psutil
import pytest

from tests.unit.sandbox import hostile, late_comer
from workflow.domain.errors import WorkflowError
from workflow.sandbox import Answer, Limits, TookTooLong, TooLarge, Unreadable, client, run, walls

MEGABYTE = 2**20
linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own walls are Linux's")


def apart(function: object, *arguments: object, limits: Limits | None = None) -> Answer:
    name = getattr(function, "__name__", "")
    return run(f"{hostile.__name__}.{name}", *arguments, limits=limits or Limits(seconds=10))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody on this machine who counts who calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    file = tmp_path / "canary"
    file.write_text("mật khẩu", encoding="utf-8")
    return file


def test_words_and_bytes_come_back_as_they_went() -> None:
    assert apart(hostile.echo, {"chữ": [1, None]}, b"\x00\xff") == Answer({"chữ": [1, None]}, b"\x00\xff")


def test_sleeping_and_spinning_end_at_the_limit() -> None:
    for work, arguments in ((hostile.sleep, (60,)), (hostile.spin, ())):
        begun = time.monotonic()
        with pytest.raises(TookTooLong, match="quá 1 giây"):
            apart(work, *arguments, limits=Limits(seconds=1))
        assert time.monotonic() - begun < 4


def test_ten_gigabytes_are_refused_in_python_and_in_native_code() -> None:
    for work in (hostile.swallow, hostile.swallow_in_native_code):
        with pytest.raises(TooLarge):
            apart(work, 10 * 1024 * MEGABYTE, limits=Limits(memory=64 * MEGABYTE))


def test_half_of_its_memory_is_its_own() -> None:
    assert apart(hostile.swallow, 32 * MEGABYTE, limits=Limits(memory=64 * MEGABYTE)).words == 32 * MEGABYTE


def test_nobody_is_forked_started_or_killed() -> None:
    assert apart(hostile.fork).words == []
    assert apart(hostile.start_program).words == []
    assert apart(hostile.kill, os.getpid()).words == []


def test_nobody_is_reached_and_nobody_is_let_in(listener: socket.socket) -> None:
    assert apart(hostile.connect, listener.getsockname()[1]).words == []
    assert apart(hostile.listen).words == []
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_the_listener_would_have_heard_it(listener: socket.socket) -> None:
    assert 0 in hostile.connect(listener.getsockname()[1])[0]
    listener.accept()[0].close()


def test_no_foreign_file_is_read(canary: Path) -> None:
    assert apart(hostile.read, str(canary)).words == []
    assert hostile.read(str(canary))[0] == [0, 1, 2, 3]


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    assert apart(hostile.write, str(tmp_path / "new")).words == []
    assert list(tmp_path.iterdir()) == []
    assert not Path("/tmp/trinhky-left-behind").exists()


def test_its_environment_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRINHKY_SECRET_KEY", "bí mật")
    monkeypatch.setenv("DATABASE_URL", "postgresql://bí:mật@máy/x")
    client.forget()
    assert not {"TRINHKY_SECRET_KEY", "DATABASE_URL"} & apart(hostile.environment).words.keys()


def test_printing_a_lot_is_heard_by_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    assert apart(hostile.chatter, 50 * MEGABYTE).words == "said"
    assert capfd.readouterr() == ("", "")


def test_an_answer_beyond_all_measure_is_refused() -> None:
    with pytest.raises(TooLarge):
        apart(hostile.answer_too_much, 20 * MEGABYTE, limits=Limits(answer=MEGABYTE))


@pytest.mark.parametrize("work", [hostile.lie, hostile.crash, hostile.fall_over])
def test_a_lie_a_crash_and_a_fault_are_unreadable(work: object) -> None:
    with pytest.raises(Unreadable) as refused:
        apart(work)
    assert refused.value.status == 422 and "Tệp có thể đã hỏng" in refused.value.reason
    assert apart(hostile.echo, 1, b"").words == 1


def test_endless_recursion_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        apart(hostile.recurse, 0)


def test_a_refusal_of_ours_comes_back_as_itself() -> None:
    with pytest.raises(WorkflowError) as refused:
        apart(hostile.refuse)
    assert type(refused.value).__name__ == "RenderingFailed"
    assert (refused.value.reason, refused.value.permanent) == ("Không dàn được.", True)  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", [["RenderingFailed"], "Mapping", None, "WorkflowError.__init__"])
def test_a_made_up_refusal_is_unreadable(words: object) -> None:
    with pytest.raises(Unreadable):
        apart(hostile.refuse_as, words)


def test_many_at_once_from_many_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: apart(hostile.echo, n, bytes(1000 * n)), range(40)))
    assert [(one.words, len(one.data)) for one in answers] == [(n, 1000 * n) for n in range(40)]


@linux
def test_what_was_missing_at_first_is_asked_for_again_until_it_is_there() -> None:
    client.forget()
    assert [run(f"{late_comer.__name__}.calls").words for _ in range(3)] == [1, 2, 2]


@linux
def test_a_zygote_that_died_is_replaced() -> None:
    before = client.zygote().process
    before.kill()
    before.wait()
    assert apart(hostile.echo, 2, b"").words == 2
    assert client.zygote().process.pid != before.pid


@linux
def test_a_forked_process_has_a_zygote_of_its_own() -> None:
    ours = client.zygote().process.pid
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.write(writing, str(apart(hostile.echo, client.zygote().process.pid, b"").words).encode())
        client.forget()
        os._exit(0)
    os.waitpid(child, 0)
    assert int(os.read(reading, 100)) != ours
    assert client.zygote().process.pid == ours


@linux
def test_children_end_when_their_zygote_ends(tmp_path: Path) -> None:
    def ask() -> None:
        with pytest.raises((TookTooLong, Unreadable)):
            apart(hostile.sleep, 600, limits=Limits(seconds=5))

    asking = Thread(target=ask)
    zygote = psutil.Process(client.zygote().process.pid)
    asking.start()
    while not (children := zygote.children()):
        time.sleep(0.01)
    zygote.kill()
    gone, alive = psutil.wait_procs(children, timeout=3)
    assert gone and not alive
    asking.join()


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("open", ("/etc/passwd", "r", 0)),
        ("open", (b"/etc/passwd", "r", 0)),
        ("open", ("/usr/../etc/passwd", "r", 0)),
        ("open", ("/usrx", "r", 0)),
        ("open", ("/usr/new", "w", os.O_WRONLY | os.O_CREAT)),
        ("os.listdir", (None,)),
        ("socket.connect", (None, ("127.0.0.1", 80))),
        ("subprocess.Popen", ("true",)),
        ("os.fork", ()),
    ],
)
def test_pythons_own_wall_refuses_where_no_kernel_does(event: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(PermissionError):
        walls.hook_over(("/usr",))(event, arguments)


@pytest.mark.parametrize(
    ("event", "arguments"),
    [("open", ("/usr/share/x", "r", 0)), ("open", (5, "w", 1)), ("os.listdir", ("/usr",)), ("import", ("json",))],
)
def test_pythons_own_wall_lets_the_rest_be(event: str, arguments: tuple[object, ...]) -> None:
    walls.hook_over(("/usr",))(event, arguments)


def test_a_python_of_its_own_has_the_same_walls(
    monkeypatch: pytest.MonkeyPatch, canary: Path, listener: socket.socket
) -> None:
    monkeypatch.setattr(client, "is_linux", lambda: False)
    assert apart(hostile.echo, "chữ", b"\x00").words == "chữ"
    assert apart(hostile.read, str(canary)).words == []
    assert apart(hostile.connect, listener.getsockname()[1]).words == []
    with pytest.raises(TookTooLong):
        apart(hostile.sleep, 60, limits=Limits(seconds=1))
    with pytest.raises(TooLarge):
        apart(hostile.swallow, 10 * 1024 * MEGABYTE, limits=Limits(memory=64 * MEGABYTE))
