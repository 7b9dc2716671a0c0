"""What takes a paper in hand, and what is only said beside it."""

from workflow.domain.facts import Fact
from workflow.domain.hands import BESIDE

MENDS_THE_TEXT = Fact.SUGGESTION_ACCEPTED


def test_remarks_stand_beside_the_paper_until_one_changes_its_words() -> None:
    remarks = {one for one in Fact if one.value.startswith(("comment:", "suggestion:"))}
    assert remarks - {MENDS_THE_TEXT} | {Fact.DOCUMENT_SLOW} == BESIDE
