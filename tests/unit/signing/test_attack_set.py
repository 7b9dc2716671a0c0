"""The attack set: forged papers are never accepted, honest ones never refused, and the set itself can fail.

`TRINHKY_ATTACKS=long` (make attacks) asks the second opinion on every file and turns over ten times as many bytes.
"""

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from tests.factories.attacks.catalogue import Files, families, merged
from tests.factories.attacks.honest import honest
from tests.factories.attacks.rasters import looks_the_same
from tests.factories.attacks.raw import CONTENTS
from tests.factories.attacks.second_opinion import Opinion, opinion
from tests.factories.attacks.workbench import EXPECTED, Workbench, workbench
from workflow.signing import contents, judgement, one_signature, timestamps
from workflow.signing.api import Verdict
from workflow.signing.expectation import missing
from workflow.signing.verify import verify

LONG = os.environ.get("TRINHKY_ATTACKS") == "long"
FLIPS = 10_000 if LONG else 1_000
SEED = 43

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    return workbench(tmp_path_factory.mktemp("attacks"))


@pytest.fixture(scope="module")
def by_family(bench: Workbench) -> dict[str, Files]:
    return families(bench)


@pytest.fixture(scope="module")
def forged(by_family: dict[str, Files]) -> Files:
    return merged(by_family)


@pytest.fixture(scope="module")
def true(bench: Workbench) -> Files:
    return honest(bench)


@pytest.fixture(scope="module")
def verdicts(bench: Workbench, forged: Files) -> dict[str, Verdict]:
    """Without a list of who must have signed."""
    return {name: verify(pdf, bench.roots) for name, pdf in forged.items()}


WITH_A_LIST = {
    "second_signature_cut_off",
    "only_the_organisation",
    "right_person_of_another_body",
    "another_person_of_the_body",
    "seal_of_another_body",
    "person_in_place_of_the_body",
    "body_in_place_of_the_person",
    "between_signature_taken_off",
    "between_field_dropped",
    "within_signature_taken_off",
    "within_field_dropped",
}
"""Whole and true signatures, of the wrong people: only a record that knows who must have signed can tell."""


def test_no_attack_is_accepted(verdicts: dict[str, Verdict]) -> None:
    assert len(verdicts) >= 60
    assert {name for name, verdict in verdicts.items() if verdict.valid} == WITH_A_LIST
    assert [name for name in WITH_A_LIST if not list(missing(verdicts[name].signatures, EXPECTED))] == []
    assert all(verdict.reasons for name, verdict in verdicts.items() if name not in WITH_A_LIST)


def test_no_honest_paper_is_refused(bench: Workbench, true: Files) -> None:
    assert len(true) >= 30
    refused = {name: verify(pdf, bench.roots).reasons for name, pdf in true.items()}
    assert {name: reasons for name, reasons in refused.items() if reasons} == {}


REASONS = {
    "after_": "Sau lần ký cuối cùng",
    "between_": "Giữa hai lần ký|thay đổi khác ngoài chữ ký",
    "within_": "thay đổi khác ngoài chữ ký",
    "stamp_over_": "che phần nội dung đã ký trước đó",
    "shadow_": "Sau lần ký cuối cùng",
    "certified_then_": "Sau lần ký cuối cùng",
    "proofs_then_": "Sau lần ký cuối cùng",
    "revoked": "đã bị thu hồi trước lúc ký",
    "stamp_much_": "lệch hơn một ngày",
    "stamp_of_": "Dấu thời gian .* không do nơi được tin cậy cấp",
    "expired": "đã hết hạn",
    "not_yet_valid": "chưa có hiệu lực",
    "authority_signs": "chứng thư của nơi cấp",
    "name_from_a_foreign": "không do nơi được tin cậy cấp",
    "self_made": "không do nơi được tin cậy cấp",
    "signature_with_": "thuật toán băm yếu",
    "both_signatures_cut_off": "không có chữ ký số nào",
    "both_from_another_paper": "đã bị sửa sau khi Nguyễn Văn A ký",
    "signatures_exchanged": "đã bị sửa sau khi",
}
"""By the beginning of an attack's name, what the refusal must say: refused for its own reason, not for an accident."""


@pytest.mark.parametrize("family", REASONS)
def test_attacks_are_refused_for_what_they_are(family: str, verdicts: dict[str, Verdict]) -> None:
    found = {name: verdict.reasons for name, verdict in verdicts.items() if name.startswith(family)}
    astray = {name: reasons for name, reasons in found.items() if not re.search(REASONS[family], "\n".join(reasons))}
    # a changed page tree can be so broken that the second signer's program cannot be followed any more
    assert found
    assert len(astray) <= len(found) // 10, astray


@pytest.mark.parametrize("quarter", range(4))
def test_a_thousand_turned_bytes_are_noticed(bench: Workbench, quarter: int) -> None:
    pdf, unnoticed = bench.other_twice, []
    for place, mask in list(turned(pdf))[quarter::4]:
        changed = bytearray(pdf)
        changed[place] ^= mask
        if verify(bytes(changed), bench.roots, expected=EXPECTED).valid:
            unnoticed.append((place, mask))
    assert unnoticed == []


def turned(pdf: bytes) -> Iterator[tuple[int, int]]:
    """Places all over the file; a third of them within the signatures' own bytes, which no digest covers."""
    choice = random.Random(SEED)
    inside = [place for hole in CONTENTS.finditer(pdf) for place in range(hole.start(1) - 1, hole.end(1) + 1)]
    for number in range(FLIPS):
        place = choice.choice(inside) if number % 3 == 0 else choice.randrange(len(pdf))
        yield place, 1 << choice.randrange(8)


def accepts_more(bench: Workbench, files: Files) -> Counter[bool]:
    """How many files of a family would be accepted by a judgement that lacks something."""
    return Counter(verify(pdf, bench.roots).valid for pdf in files.values())


def without_comparison(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(contents, "only_signed", lambda *_: True)


def without_file_rules(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judgement, "_file_faults", lambda *_: ())


def without_stamp_size(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(contents, "covers_too_much", lambda *_: False)


def without_revocation(patch: pytest.MonkeyPatch) -> None:
    bare = one_signature.Trust.of
    patch.setattr(one_signature.Trust, "of", lambda reader, roots: one_signature.Trust(bare(reader, roots).roots, None))


def without_clocks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(timestamps, "doubts", lambda *_: ())


@pytest.mark.parametrize(
    ("fault", "family"),
    [
        (without_comparison, "within_the_second"),
        (without_file_rules, "after_the_last"),
        (without_stamp_size, "large_stamps"),
        (without_revocation, "revocations"),
        (without_clocks, "clocks"),
    ],
    ids=["comparison", "file rules", "stamp size", "revocation", "clocks"],
)
def test_the_set_catches_a_judgement_that_lacks_something(
    bench: Workbench,
    by_family: dict[str, Files],
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[pytest.MonkeyPatch], None],
    family: str,
) -> None:
    fault(monkeypatch)
    assert accepts_more(bench, by_family[family])[True] > 0


EXPLAINED = {
    "between_": "pdfsig does not compare what lies between two signatures",
    "within_": "pdfsig does not compare what a signature's own update changed",
    "stamp_over_": "pdfsig does not look at the size of a stamp",
    "stamp_": "pdfsig does not read time stamps",
    "signature_in_small_letters": "both ways to write a byte in hexadecimal mean it; a signer uses one",
    "revoked": "asked without a store of certificates, pdfsig judges bytes, not people",
}
"""Differences between the two opinions, by the beginning of a file's name; those of `strangers` are all of people."""

LATER = ("proofs", "revoked_afterwards")
"""Honest files that pdfsig calls not wholly signed: an update of proofs came after the last signature (B-LT)."""


def test_every_difference_from_the_second_opinion_is_explained(
    by_family: dict[str, Files], forged: Files, true: Files, verdicts: dict[str, Verdict]
) -> None:
    people = by_family["strangers"].keys()
    differing = {name for name, found in asked(forged).items() if found.finds_nothing_wrong != verdicts[name].valid}
    unexplained = {name for name in differing - people if not name.startswith(tuple(EXPLAINED))}
    assert unexplained == set()
    refused = {name for name, found in asked(true).items() if not found.finds_nothing_wrong}
    assert {name for name in refused if not name.startswith(LATER)} == set()


def asked(files: Files) -> dict[str, Opinion]:
    """The second opinion on each file, or on a third of them in the short form."""
    return {name: opinion(pdf) for number, (name, pdf) in enumerate(files.items()) if LONG or number % 3 == 0}


def test_honest_papers_look_as_they_did_when_they_were_signed(by_family: dict[str, Files], true: Files) -> None:
    papers = {name: pdf for name, pdf in true.items() if name.startswith(("issued", "sheet_"))}
    assert len(papers) >= 15
    assert [name for name, pdf in papers.items() if not looks_the_same(pdf)] == []
    overwritten = [name for name, pdf in by_family["after_the_last"].items() if not _shown_alike(pdf)]
    assert len(overwritten) >= 10, "the comparison of pictures sees nothing"


def _shown_alike(pdf: bytes) -> bool:
    try:
        return looks_the_same(pdf)
    except Exception:  # noqa: BLE001  # whatever a bent file does to a reader of pictures, it is not the same picture
        return False
