"""Which test does which act: while it runs, the database fails that act (tests/faults/trial.py). A new act: one line
of scenarios.csv with a test (of several cases: one) that does it, by itself and not by a stage that is only laid back.
"""

import csv
import os
from collections.abc import Mapping
from pathlib import Path

_TABLE = Path(__file__).with_suffix(".csv")
SCENARIOS: Mapping[str, str] = {
    row["act"]: f"tests/{row['test']}" for row in csv.DictReader(_TABLE.read_text(encoding="utf-8").splitlines())
}
REPEATED: Mapping[str, str] = {
    "actions.access.note_access": "each opening is written down",
    "actions.account.set_password": "a password set is one that was set again: every sign-in ends",
    "actions.browser_session.confirm_session": "the later moment counts",
    "actions.browser_session.see_session": "the later moment counts",
    "actions.certificates.bind_own": "a key file brought again takes the place of the one before",
    "actions.certificates.bind_seal": "a key file brought again takes the place of the one before",
    "actions.certificates.keep_picture": "a picture brought again takes the place of the one before",
    "actions.consolidate.add_up_figures": "each adding up is written down",
    "actions.digest.go_on": "a part promised twice is made once",
    "actions.digest.note_not_mailed": "each try that does not count is taken back",
    "actions.digest.put_off": "a notice promised twice is kept once",
    "actions.digest.renew_feed": "an address asked again takes the place of the one before",
    "actions.digest.take_to_post": "each time it is taken to the post is one more try",
    "actions.entry_code.close_sign_ins": "whatever was signed in since is closed too",
    "actions.entry_code.make_entry_code": "a code made again takes the place of the one before",
    "actions.outside_identity.bind": "a name bound again takes the place of the one before",
    "actions.preview.want_preview": "the later wish counts",
    "actions.reseal.reseal": "what is sealed again lies under another chance number, and opens to the same",
    "actions.second_factor.renew_recovery_codes": "codes made again take the place of those before",
    "actions.task.read_tasks": "a reading is written down, whatever it found",
    "auth.throttle.count_try": "every try counts",
    "auth.turnstile._note": "every passing counts",
}
"""Acts that are meant to be done again when they are asked for again, and why."""

IS_LONG = os.environ.get("TRINHKY_FAULTS") == "long"
SHORT = frozenset(
    {
        "tests/integration/web/test_urges.py::"
        "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
        "tests/integration/actions/test_difficulties.py::"
        "test_a_clearing_house_receives_joins_and_passes_on_and_answers_only_when_charged",
    }
)
"""The scenarios that are played whenever the tests run; the others by `make faults`."""


def acts_of(node: str) -> tuple[str, ...]:
    """The acts that are tried while this test runs."""
    return _BY_TEST.get(node, ()) if IS_LONG or node in SHORT else ()


_BY_TEST: dict[str, tuple[str, ...]] = {}
for _act, _test in SCENARIOS.items():
    _BY_TEST[_test] = (*_BY_TEST.get(_test, ()), _act)
