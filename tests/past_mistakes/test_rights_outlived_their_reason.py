"""A paper was signed with the key of somebody who had agreed and then lost the role; whoever an act named was told of
it after they had left; so was, by the next morning's notice and its letter, whoever had been told before; a substitute
who had left the house went on standing in; a paper brought from outside stayed open to whoever had brought it; and a
book was made for somebody who might not read it any more."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.factories import stages
from tests.jobs import do_jobs
from tests.unit.paper.papers import report
from workflow.actions.digest import keep_digest
from workflow.actions.export import ask_for_book
from workflow.actions.imports import Brought, begin_import, keep_reading
from workflow.actions.issue import sign_document
from workflow.actions.send import receive_document
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.digest import Group, Line
from workflow.domain.errors import NotFound
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import Sign
from workflow.domain.states import Book, DocumentState, ExportForm, Role
from workflow.jobs.mail import compose
from workflow.models import Delegation, Digest, Export, Membership, NoticeChoice, Notification, User, db
from workflow.models.clock import now, today
from workflow.notify.digest import lines_for
from workflow.queries.accounts import actor_of
from workflow.queries.books import Wanted
from workflow.queries.imports import mine

pytestmark = pytest.mark.usefixtures("short_prints")


def leave(user: User, *roles: Role) -> None:
    """The roles (all when none is named) ended yesterday."""
    gone = update(Membership).where(Membership.user_id == user.id)
    if roles:
        gone = gone.where(Membership.role.in_(roles))
    db.session.execute(gone.values(to_day=today() - dt.timedelta(days=1)))
    db.session.commit()


@pytest.mark.parametrize("change", ["role", "account"])
def test_the_worker_signs_only_for_whoever_still_signs(app: Flask, world: World, change: str) -> None:
    document = stages.prepared(app, world)
    signer = world.actor("bithu.so")
    sign_document(document.id, Sign(document.version, document.prepared_digest or ""), actor=signer)
    if change == "role":
        leave(world.people["bithu.so"], Role.SIGNER)
    else:
        db.session.execute(update(User).where(User.username == "bithu.so").values(active=False))
        db.session.commit()
    do_jobs(app)
    document = stages.reloaded(document)
    assert (document.state, document.signatures) == (DocumentState.APPROVED, [])
    assert "không còn được giao ký" in (document.step_error or "")


def test_the_writer_who_left_is_not_told_of_the_receipt(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    leave(world.people["soan.thuvien"])
    receive_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))
    do_jobs(app)
    told = select(Notification.user_id).where(Notification.fact == Fact.DOCUMENT_RECEIVED)
    assert world.people["soan.thuvien"].id not in db.session.scalars(told).all()


def test_what_came_before_the_move_is_neither_in_the_notice_nor_in_the_letter(app: Flask, world: World) -> None:
    document = stages.filled(world, stages.campaign_of(world))
    submit_document(document.id, Act(document.version), actor=world.actor("soan.thuvien"))
    do_jobs(app)
    person, path = world.people["bithu.thuvien"], f"/van-ban/{document.id}"
    since, day = now() - dt.timedelta(days=1), today()
    assert path in {one.path for one in lines_for(actor_of(person), since, day, day)}
    keep_digest(person.id, day, [Line(Group.NEW, "Báo cáo", path)])
    db.session.add(NoticeChoice(user_id=person.id, mail="m@vidu.vn", by_mail=True, feed_serial=1))
    db.session.commit()
    digest = db.session.scalars(select(Digest).where(Digest.user_id == person.id)).one()
    assert compose(digest) is not None
    leave(person)
    assert path not in {one.path for one in lines_for(actor_of(person), since, day, day)}
    assert compose(digest) is None


def test_a_substitute_who_left_the_house_stands_in_for_nobody(world: World) -> None:
    away, here, house = world.people["bithu.thuvien"], world.people["soan.thuvien"], world.organisations["thuvien"].id
    row = Delegation(organisation_id=house, absent_id=away.id, substitute_id=here.id, from_day=today(), to_day=today())
    row.reason, row.given_by = "Đi công tác", away.name
    db.session.add(row)
    db.session.commit()
    assert actor_of(here).holds(house, Role.CLERK)
    leave(here)
    assert not actor_of(here).organisation_ids


def test_what_was_brought_for_a_house_stays_with_the_house(world: World) -> None:
    office, house = world.people["vanphong.so"], world.organisations["so"].id
    brought = begin_import(house, Brought("a.txt", "0" * 64), actor=actor_of(office))
    keep_reading(brought.id, {"paper": report().to_json(), "typed": None})
    assert mine(brought.id, actor_of(office)).id == brought.id
    leave(office)
    with pytest.raises(NotFound):
        mine(brought.id, actor_of(office))


def test_no_book_is_made_for_somebody_who_reads_it_no_more(app: Flask, world: World) -> None:
    clerk, house = world.people["bithu.thuvien"], world.organisations["thuvien"].id
    asked = ask_for_book(house, Book.OUTGOING, ExportForm.XLSX, Wanted().to_json(), actor=actor_of(clerk))
    leave(clerk)
    do_jobs(app)
    db.session.expire_all()
    export = db.session.get_one(Export, asked.id)
    assert (export.made_at, export.digest) == (None, None)
    assert "không còn thuộc diện xem" in (export.error or "")
