"""H1: a page's time in a web process that takes in hostile files at the same moment, against the same page in quiet."""

import io
import itertools
from threading import Thread

from tests.bench.figures import Figure, milliseconds, percentile
from tests.bench.scratch import scratch_application
from tests.factories.malicious_files import malicious
from tests.signing_in import PersonClient, csrf_token, sign_in

FILES = 20


def figures() -> list[Figure]:
    """p50 and p95 of the page on which everybody begins. Each file is examined in a child of the process and refused;
    quiet and busy moments take turns, so that the noise of the machine falls on both."""
    quiet: list[float] = []
    busy: list[float] = []
    with scratch_application("bench_hostile") as (app, _):
        reader, sender = PersonClient(app), PersonClient(app)
        sign_in(reader, "vanphong.so")
        sign_in(sender, "vanthu.so")
        for _ in range(20):
            _read(reader)
        for name, data, _ in itertools.islice(malicious().values(), FILES):
            during = _while_sending(reader, sender, name, data)
            busy += during
            quiet += [milliseconds(lambda: _read(reader)) for _ in during]
    return [
        Figure(
            f"H1 page while 20 hostile files come / in quiet, p{share}",
            percentile(busy, share) / percentile(quiet, share),
            "<= 2.0",
        )
        for share in (50, 95)
    ]


def _while_sending(reader: PersonClient, sender: PersonClient, name: str, data: bytes) -> list[float]:
    answers: list[int] = []
    sending = Thread(target=lambda: answers.append(_send(sender, name, data)))
    sending.start()
    times = []
    while sending.is_alive():
        times.append(milliseconds(lambda: _read(reader)))
    assert answers == [422], f"{name}: {answers}"
    return times


def _send(sender: PersonClient, name: str, data: bytes) -> int:
    fields = {"csrf_token": csrf_token(sender), "file": (io.BytesIO(data), name)}
    return sender.post("/dua-vao", data=fields, content_type="multipart/form-data").status_code


def _read(reader: PersonClient) -> None:
    assert reader.get("/").status_code == 200
