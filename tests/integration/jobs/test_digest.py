"""The daily notice: one a person and day, quiet on days off, mailed once; what was sent, extended or closed is left."""

import datetime as dt
import smtplib
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, func, select, update

from tests.factories import stages
from tests.factories.late import make_late
from tests.factories.planned import body, plan_of, sent, task_of
from tests.factories.post_office import PostOffice, open_office
from tests.factories.received import target_of
from tests.jobs import do_jobs
from tests.other_settings import other_settings
from workflow.actions.appraise import return_document
from workflow.actions.campaign import close_campaign
from workflow.actions.digest import choose_notices, take_to_post
from workflow.actions.extension import answer_extension, ask_extension, extend_target
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import TERM_FROM, World
from workflow.domain.actor import Actor
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.digest import Line
from workflow.domain.inputs.calendar import AnswerExtension, AskExtension
from workflow.domain.inputs.campaigns import Extend
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.inputs.notices import ChooseNotices
from workflow.jobs import digest as rounds
from workflow.jobs import mail
from workflow.models import Campaign, Digest, Membership, User, db
from workflow.models.clock import today
from workflow.notify.digest import lines_for
from workflow.notify.mail import NotSent

MONDAY = dt.datetime(2026, 11, 16, 1, 0, tzinfo=dt.UTC)  # eight in the morning in Việt Nam
ASKED_ABOUT = ("soan.thuvien", "bithu.thuvien", "soan.vanhoa", "vanphong.so")
SUNDAY = MONDAY - dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    """A Monday morning."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def campaign(world: World, monday: time_machine.Traveller) -> Campaign:
    """A round of the department for its four chi bộ, due in ten days. Of the cast those sign in whom the tests ask
    about, so that a round of notices is theirs."""
    db.session.execute(update(Membership).values(from_day=TERM_FROM))
    db.session.execute(update(User).values(active=User.username.in_(ASKED_ABOUT)))
    db.session.commit()
    return stages.campaign_of(world)


@pytest.fixture
def post(app: Flask) -> Iterator[PostOffice]:
    """A mail server that the settings name."""
    with open_office() as office:
        named = {"mail_host": "127.0.0.1", "mail_port": office.port, "mail_security": "none"}
        with other_settings(app, base_url="https://vidu.vn", **named):
            yield office


def told(world: World, username: str) -> list[tuple[str, str]]:
    """(group, title) of the person's newest notice."""
    digest = newest(world.people[username])
    return [(line["group"], line["title"]) for line in digest.lines] if digest else []


def newest(person: User) -> Digest | None:
    db.session.expire_all()
    query = select(Digest).where(Digest.user_id == person.id).order_by(Digest.day.desc())
    return db.session.scalars(query).first()


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Digest)) or 0


def one_round() -> None:
    rounds.make_part(0)
    db.session.expire_all()


def test_a_round_is_begun_once_after_its_hour(
    app: Flask, world: World, campaign: Campaign, monday: time_machine.Traveller
) -> None:
    monday.move_to(MONDAY.replace(hour=0, minute=20))
    rounds.tick()
    do_jobs(app)
    assert count() == 0, "twenty past seven is too early"
    monday.move_to(MONDAY)
    for _ in range(2):
        rounds.tick()
        do_jobs(app)
    assert told(world, "soan.thuvien") == [("new", f"Báo cáo {stages.TITLE}")]
    people = count()
    one_round()
    assert count() == people


def test_a_round_of_many_people_is_made_in_parts(
    app: Flask, world: World, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_round()
    at_once = count()
    db.session.execute(delete(Digest))
    db.session.commit()
    monkeypatch.setattr(rounds, "PART", 1)
    one_round()
    assert count() < at_once
    do_jobs(app)
    assert count() == at_once > 1


def test_a_notice_that_fails_holds_up_no_other_and_is_tried_again(
    app: Flask, world: World, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = world.people["soan.thuvien"].id
    failed: list[int | None] = []

    def fails_once(actor: Actor, *given: Any) -> list[Line]:
        if actor.user_id == first and not failed:
            failed.append(actor.user_id)
            raise KeyError("something nobody foresaw")
        return lines_for(actor, *given)

    monkeypatch.setattr(rounds, "lines_for", fails_once)
    one_round()
    assert (failed, told(world, "soan.thuvien")) == ([first], [])
    assert told(world, "bithu.thuvien") + told(world, "soan.vanhoa"), "the others have theirs"
    do_jobs(app)
    assert told(world, "soan.thuvien") == [("new", f"Báo cáo {stages.TITLE}")]


def test_nobody_is_told_on_a_day_off_and_the_news_wait(
    world: World, campaign: Campaign, monday: time_machine.Traveller
) -> None:
    monday.move_to(SUNDAY)
    one_round()
    assert count() == 0
    monday.move_to(MONDAY)
    one_round()
    assert told(world, "soan.thuvien") == [("new", f"Báo cáo {stages.TITLE}")]


def test_what_was_told_is_not_new_the_next_day_but_late_is_said_until_it_is_sent(
    world: World, campaign: Campaign, monday: time_machine.Traveller
) -> None:
    one_round()
    monday.move_to(MONDAY + dt.timedelta(days=1))
    one_round()
    assert newest(world.people["soan.thuvien"]).day == MONDAY.date()  # type: ignore[union-attr]
    make_late(campaign, days=2)
    for days in (2, 3):
        monday.move_to(MONDAY + dt.timedelta(days=days))
        one_round()
        assert told(world, "soan.thuvien") == [("late", f"Báo cáo {stages.TITLE}")]


def test_more_time_and_the_end_of_a_round_silence_it(
    world: World, campaign: Campaign, monday: time_machine.Traveller
) -> None:
    one_round()
    make_late(campaign, days=2)
    office, unit = world.actor("vanphong.so"), world.organisations["thuvien"].id
    document = stages.draft_of(world, campaign, "vanhoa")
    extend_target(
        campaign.id, Extend(unit, today() + dt.timedelta(days=20), "Chờ số liệu."), campaign.version, actor=office
    )
    monday.move_to(MONDAY + dt.timedelta(days=1))
    one_round()
    assert newest(world.people["soan.thuvien"]).day == MONDAY.date()  # type: ignore[union-attr]
    assert told(world, "soan.vanhoa")[0][0] == "late"
    assert document.due_on
    close_campaign(campaign.id, db.session.get_one(Campaign, campaign.id).version, actor=office)
    monday.move_to(MONDAY + dt.timedelta(days=2))
    one_round()
    assert newest(world.people["soan.vanhoa"]).day == (MONDAY + dt.timedelta(days=1)).date()  # type: ignore[union-attr]


def test_a_return_is_told_with_its_reason_and_told_again_when_it_comes_again(
    app: Flask, world: World, campaign: Campaign, monday: time_machine.Traveller
) -> None:
    document = stages.submitted(world, campaign)
    for place, reason in enumerate(("Nêu số lớp đã mở.", "Còn thiếu số người dự.")):
        monday.move_to(MONDAY + dt.timedelta(days=place, minutes=5))
        given = ReturnDocument(document.version, {"ket-qua": reason})
        document = return_document(document.id, given, actor=world.actor("bithu.thuvien"))
        do_jobs(app)
        monday.move_to(MONDAY + dt.timedelta(days=place, minutes=10))
        one_round()
        (line,) = newest(world.people["soan.thuvien"]).lines  # type: ignore[union-attr]
        assert line["group"] == "returned"
        assert reason in line["text"]
        assert f"Tiếp theo: {world.organisations['thuvien'].short_name} sửa và trình lại." in line["text"]
        document = stages.reloaded(document)
        stages.fill(world, document, "thuvien")
        monday.move_to(MONDAY + dt.timedelta(days=place, minutes=15))
        document = submit_document(document.id, Act(document.version), actor=world.actor("soan.thuvien"))
        do_jobs(app)
        document = stages.reloaded(document)


def posted(world: World, username: str = "soan.thuvien") -> Digest:
    """The person's notice, with an address to mail it to."""
    choose_notices(ChooseNotices("soan@vidu.vn", by_mail=True), actor=world.actor(username))
    one_round()
    digest = newest(world.people[username])
    assert digest
    return digest


def test_the_letter_goes_once_and_says_everything_in_both_forms(
    app: Flask, world: World, campaign: Campaign, post: PostOffice
) -> None:
    digest = posted(world)
    do_jobs(app)
    mail.send_digest(digest.id)
    (letter,) = post.letters
    assert letter["To"] == "soan@vidu.vn"
    assert letter["Subject"] == "Trình Ký ngày 16/11: 1 việc mới"
    assert letter["Message-ID"] == f"<digest-{digest.id}@vidu.vn>"
    for form in ("plain", "html"):
        words = letter.get_body((form,)).get_content()  # type: ignore[union-attr]
        assert stages.TITLE in words
        assert f"https://vidu.vn/dot-bao-cao/{campaign.id}" in words
        assert "Chờ đồng chí lập báo cáo, hạn 26/11/2026." in words


def test_a_refused_letter_is_tried_until_it_is_taken(world: World, campaign: Campaign, post: PostOffice) -> None:
    digest = posted(world)
    post.refuses = True
    for _ in range(4):
        with pytest.raises(NotSent):
            mail.send_digest(digest.id)
    post.refuses = False
    mail.send_digest(digest.id)
    assert len(post.letters) == 1


def test_killed_between_sending_and_marking_it_goes_once_more_under_the_same_name(
    world: World, campaign: Campaign, post: PostOffice
) -> None:
    digest = posted(world)
    post.drops = True
    for _ in range(2):
        with pytest.raises(smtplib.SMTPServerDisconnected):
            mail.send_digest(digest.id)
    for _ in range(3):
        mail.send_digest(digest.id)
    assert [one["Message-ID"] for one in post.letters] == [f"<digest-{digest.id}@vidu.vn>"] * 2
    assert take_to_post(digest.id) is None


@pytest.mark.parametrize("wanted", [ChooseNotices("", by_mail=True), ChooseNotices("soan@vidu.vn", by_mail=False)])
def test_who_wants_no_letter_gets_none(
    world: World, campaign: Campaign, post: PostOffice, wanted: ChooseNotices
) -> None:
    posted(world)
    choose_notices(wanted, actor=world.actor("soan.thuvien"))
    mail.send_digest(newest(world.people["soan.thuvien"]).id)  # type: ignore[union-attr]
    assert not post.letters


def test_a_holiday_in_the_week_is_as_quiet_as_a_sunday(
    world: World, campaign: Campaign, monday: time_machine.Traveller
) -> None:
    monday.move_to(dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC))  # Ngày Văn hoá Việt Nam
    one_round()
    assert count() == 0


def test_what_waits_beside_papers_is_told_with_its_reason_and_its_answer_too(
    app: Flask, world: World, campaign: Campaign, monday: time_machine.Traveller
) -> None:
    world.people["vanthu.so"].active = True
    plan = sent(world, plan_of(world))
    house, near = world.organisations["thuvien"], Deadline(DeadlineKind.DATE, date=today() + dt.timedelta(days=1))
    task_of(plan, "Số hoá tài liệu.", body(house.name, house.id), deadline=near)
    target = target_of(world, campaign, "thuvien")
    given = AskExtension(target.due_on + dt.timedelta(days=7), "Chờ số liệu quyết toán.")
    asked = ask_extension(target.id, given, actor=world.actor("soan.thuvien"))
    do_jobs(app)
    monday.shift(60)
    one_round()
    titles = told(world, "soan.thuvien")
    assert ("soon", "Nhiệm vụ: Số hoá tài liệu.") in titles
    assert [group for group, title in titles if "Kế hoạch" in title] == ["new"]
    asking = f"Xin gia hạn: {house.short_name}, báo cáo {stages.TITLE}"
    lines = newest(world.people["vanphong.so"]).lines  # type: ignore[union-attr]
    (line,) = [one for one in lines if one["path"] == f"/dot-bao-cao/xin-gia-han/{asked.id}"]
    assert line["title"] == asking
    assert "“Chờ số liệu quyết toán.”" in line["text"]
    assert "Chờ đồng chí trả lời, hạn 26/11/2026." in line["text"]
    monday.shift(60)
    refused = AnswerExtension(granted=False, to_day=None, answer="Đã gia hạn một lần.")
    answer_extension(asked.id, refused, actor=world.actor("vanphong.so"))
    do_jobs(app)
    monday.move_to(MONDAY + dt.timedelta(days=1))
    one_round()
    lines = newest(world.people["soan.thuvien"]).lines  # type: ignore[union-attr]
    (answer,) = [one for one in lines if one["group"] == "answered"]
    assert "“Đã gia hạn một lần.”" in answer["text"]
    digest = newest(world.people["vanphong.so"])
    assert digest
    assert digest.day == MONDAY.date() or asking not in str(digest.lines), "answered, it is not told again"
