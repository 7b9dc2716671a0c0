"""A mail server of the test's own: it keeps every letter that it took, refuses or falls silent when told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


class PostOffice(socketserver.ThreadingTCPServer):
    """`refuses`: answers every letter with 451; `drops`: takes it and hangs up without a word."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Clerk)
        self.letters: list[EmailMessage] = []
        self.refuses = False
        self.drops = False

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _Clerk(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self._say("220 vidu.vn")
        while line := self.rfile.readline():
            word = line[:4].upper().decode("ascii", "replace")
            if word == "DATA":
                if self._take():
                    return
            elif word == "QUIT":
                self._say("221 tạm biệt")
                return
            else:
                self._say("250 OK")

    def _take(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if self.server.refuses:
            self._say("451 come back later")
            return False
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=default))
        if self.server.drops:
            return True
        self._say("250 taken")
        return False

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def open_office() -> Iterator[PostOffice]:
    """The server, for as long as it is needed."""
    with PostOffice() as office:
        thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()
