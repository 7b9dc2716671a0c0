"""The letter of a daily notice: handed to the mail server once; when nobody knows whether it arrived, once more."""

from typing import Any
from urllib.parse import urlsplit

from procrastinate import RetryStrategy

from workflow.actions.digest import note_mailed, note_not_mailed, take_to_post
from workflow.domain.digest import Line, grouped, subject
from workflow.domain.job_names import JobName
from workflow.jobs.queue import queue
from workflow.jobs.workshop import application, settings
from workflow.models import Digest, db
from workflow.notify.mail import Letter, MailServer, NotSent, post
from workflow.queries.accounts import actor_of
from workflow.queries.digest import choice_of, person
from workflow.queries.openable import is_still_told

# seconds 2, 4, 8 … 512: a mail server that is away for a quarter of an hour loses nothing
PATIENT = RetryStrategy(max_attempts=10, exponential_wait=2)


@queue.task(name=JobName.MAIL.value, queue="mail", retry=PATIENT)
def send(*, digest_id: int, **_: Any) -> None:
    """Mail a notice; mailed already, nothing happens."""
    with application().app_context():
        send_digest(digest_id)


def send_digest(digest_id: int) -> None:
    """The same inside an application's context. Raises what the server answered, for the queue to try again."""
    digest = take_to_post(digest_id)
    if digest is None:
        return
    letter = compose(digest)
    db.session.rollback()  # nothing is open while the server is spoken to
    if letter is None:
        return
    try:
        post(letter, mail_server())
    except NotSent:
        note_not_mailed(digest_id)
        raise
    note_mailed(digest_id)


def compose(digest: Digest) -> Letter | None:
    """The letter of a notice, of what its person may still open; None when that is nothing, when the person is gone or
    wants no mail any more."""
    found, choice = person(digest.user_id), choice_of(digest.user_id)
    if found is None or not choice.mail or not choice.by_mail:
        return None
    actor = actor_of(found[0])
    lines = [line for line in map(Line.from_json, digest.lines) if is_still_told(line, actor)]
    if not lines:
        return None
    base_url, title = settings().base_url, subject(digest.day, lines)
    said = {"name": found[0].name, "day": digest.day, "subject": title, "groups": grouped(lines), "base_url": base_url}
    pages = application().jinja_env  # no frame of a page, no request
    text, html = (pages.get_template(f"mail/digest.{kind}").render(said) for kind in ("txt", "html"))
    name = f"digest-{digest.id}@{urlsplit(base_url).hostname}"
    return Letter(choice.mail, settings().mail_from, title, text, html, name, digest.made_at)


def mail_server() -> MailServer:
    """The server as the settings name it."""
    own = settings()
    return MailServer(own.mail_host, own.mail_port, own.mail_security, own.mail_user, own.mail_password)
