"""The daily notice as a letter, and its way to the mail server; without a server it is written to the log."""

import datetime as dt
import logging
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 30


class NotSent(Exception):
    """The server has certainly not taken the letter; it may be sent again."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in: no host, the log; `security` is starttls, ssl or none."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is mailed, in plain text and HTML; `name` is its Message-ID, the same whenever it is sent again."""

    to: str
    sender: str
    subject: str
    text: str
    html: str
    name: str
    at: dt.datetime

    def message(self) -> EmailMessage:
        """As it travels."""
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"], message["Subject"] = self.sender, self.to, self.subject
        message["Message-ID"], message["Date"] = f"<{self.name}>", format_datetime(self.at)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        message.add_alternative(self.html, subtype="html")
        return message


def post(letter: Letter, server: MailServer) -> None:
    """Hand the letter to the server. Raises NotSent when it was certainly not taken, anything else when that is not
    known."""
    if not server.host:
        log.warning("no mail server is set; to %s: %s\n%s", letter.to, letter.subject, letter.text)
        return
    try:
        connection = _connected(server)
    except (OSError, smtplib.SMTPException) as failure:
        raise NotSent(str(failure)) from failure
    with connection:
        try:
            connection.send_message(letter.message())
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refusal:
            raise NotSent(str(refusal)) from refusal


def _connected(server: MailServer) -> smtplib.SMTP:
    """With encryption as chosen, and signed in when there is a name."""
    secure = ssl.create_default_context()
    if server.security == "ssl":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_SECONDS, context=secure)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
    try:
        if server.security == "starttls":
            connection.starttls(context=secure)
        if server.user:
            connection.login(server.user, server.password)
    except (OSError, smtplib.SMTPException):
        connection.close()
        raise
    return connection
