"""Passwords of real leaks are refused wherever one is set; so is what everybody knows of the person."""

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from workflow.actions.account import set_password
from workflow.actions.known_passwords import is_known
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import InvalidInput
from workflow.domain.passwords import SHORTEST


def test_the_three_thousand_commonest_that_are_long_enough_are_known() -> None:
    fitting = [one for one in FREQUENCY_LISTS["passwords"] if len(one) >= SHORTEST]
    assert len(fitting) > 3_000
    assert [one for one in fitting if not is_known(one)] == []


@pytest.mark.parametrize("password", ["Baseball", "trustno1", "1qaz2wsx3edc", "MICHAEL1987", "liverpoolfc"])
def test_leaked_passwords_are_known_in_whatever_case(password: str) -> None:
    assert is_known(password)


@pytest.mark.parametrize("password", [PASSWORD, "bốn con trâu xanh", "mật khẩu mới 9", "k7p9x2vq", "vq-hjn8-xkt2-mm"])
def test_others_are_not(password: str) -> None:
    assert not is_known(password)


@pytest.mark.parametrize("password", ["1qaz2wsx3edc", "{house} 2026", "{person}!", "Soan.ThuVien99"])
def test_none_of_them_is_set(world: World, password: str) -> None:
    own = {"house": world.organisations["thuvien"].short_name, "person": world.people["soan.thuvien"].name}
    password = password.format_map(own)
    with pytest.raises(InvalidInput) as refusal:
        set_password("soan.thuvien", password, "băm", actor=SYSTEM)
    assert "ai cũng đoán được" in refusal.value.reason
