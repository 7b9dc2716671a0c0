"""Words of an exception could stand in the log as an event that never was; an error of the database wrote down what the
statement had been given; a password typed where the name belongs was written down, too; and on Windows what our own
proxies say of who asks was taken away unread. The table of wrong tries kept such a password for a day."""

import logging
import sys

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.signing_in import csrf_token
from workflow.cli.demo.world import World
from workflow.cli.logs import FORMAT, Lines
from workflow.cli.serve import waitress_options
from workflow.models import SignInFailure, db
from workflow.settings import Settings


@pytest.mark.parametrize("end", ["\n", "\r", "\x85", "\u2028"])
def test_no_line_of_a_traceback_looks_like_an_event(end: str) -> None:
    try:
        raise ValueError(f"a{end}2026-11-22 08:00:00.000Z INFO 1 workflow.auth: Đăng nhập: bithu.so")
    except ValueError:
        record = logging.LogRecord("workflow.web", logging.ERROR, "", 0, "Sự cố", (), sys.exc_info())
    first, *rest = Lines(FORMAT).format(record).splitlines()
    assert "Sự cố" in first
    assert rest
    assert all(line.startswith("    ") for line in rest)


def test_an_error_of_the_database_does_not_say_what_it_was_given(app: Flask) -> None:
    with pytest.raises(DBAPIError) as failure:
        db.session.execute(text("SELECT * FROM no_such_table WHERE words = :words"), {"words": "chưa ai được đọc"})
    db.session.rollback()
    assert "no_such_table" in str(failure.value)
    assert "chưa ai được đọc" not in str(failure.value)


def test_what_is_typed_for_a_name_is_not_written_down(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    browser = app.test_client()
    for name in ("mat-khau-go-nham-o", "soan.thuvien"):
        typed = {"username": name, "password": "x", "csrf_token": csrf_token(browser, "/dang-nhap")}
        assert browser.post("/dang-nhap", data=typed).status_code == 401
    assert "mat-khau-go-nham-o" not in caplog.text
    assert "soan.thuvien" in caplog.text
    counted = " ".join(db.session.scalars(select(SignInFailure.key)))
    assert "mat-khau-go-nham-o" not in counted
    assert "name:soan.thuvien" in counted


@pytest.mark.parametrize("proxies", [0, 1])
def test_waitress_leaves_what_our_proxies_say(proxies: int) -> None:
    assert waitress_options(Settings(proxies=proxies))["clear_untrusted_proxy_headers"] is not bool(proxies)
