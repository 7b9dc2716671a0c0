"""Every row of the machine's table a second time (design §3): which trigger leads from where to where, what each waits
for, and which of two rows is meant. The truth table sees what papers may do; a wait that no paper of it meets is
missed only here."""

from collections.abc import Iterator

import pytest

from workflow.domain.document_machine import TABLE, Move
from workflow.domain.states import DocumentState, Trigger

NEW = "-"
# trigger: from, from … → to: guard, guard … ? which papers
ROWS = """
start: - → draft
start_consolidation: - → consolidating: has_received_sources
register: - → issued
copy: - → approved
submit: draft consolidating returned → in_appraisal: sources_handled sources_current has_text sections_finished
  ? has_office
submit: draft consolidating returned → in_approval: sources_handled sources_current has_text sections_finished
  format_in_order ? is_cell
appraise: in_appraisal → in_approval: sources_current format_in_order
return_for_revision: in_appraisal in_approval → returned: has_reason
return_to_appraisal: in_approval → in_appraisal: has_reason ? has_office
recall: in_appraisal in_approval → draft: is_submitter is_not_taken ? drafted
recall: in_appraisal in_approval → consolidating: is_submitter is_not_taken ? consolidates
recall: sent → issued: is_not_received is_not_passed_on has_reason
undo: in_approval → in_appraisal: has_reason took_the_step is_not_followed
undo: approved → in_approval: has_reason took_the_step is_not_followed one_decided is_not_numbered
approve: in_approval → approved: is_not_the_author the_body_decided sources_current
take_number: approved → approved: is_not_prepared decision_holds replaces_what_stands_alone
sign: approved → approved: is_prepared is_not_signed decision_holds replaces_what_stands_alone
seal: approved → approved: has_a_seal is_signed_by_the_person is_not_sealed decision_holds replaces_what_stands_alone
issue: approved → issued: is_fully_signed decision_holds replaces_what_stands_alone
send: issued → sent: has_addressee is_printed is_not_locked
hand_up: sent → sent: is_at_clearing_house says_why_not_waited_for
receive: sent → received: came_through
return_to_sender: sent → returned: has_reason is_not_received lies_here
consolidate: received → consolidated
cancel: draft consolidating returned approved issued → cancelled: has_reason is_not_in_the_works
hand_over: draft consolidating returned in_appraisal in_approval approved → draft: is_not_numbered ? drafted
hand_over: draft consolidating returned in_appraisal in_approval approved → consolidating: is_not_numbered
  ? consolidates
supersede: issued sent received → superseded: has_reason
"""
Row = tuple[str, str, str, tuple[str, ...], str]


def _written() -> Iterator[Row]:
    for line in ROWS.replace("\n  ", " ").strip().splitlines():
        row, _, when = line.partition(" ? ")
        trigger, way, *guards = row.split(": ")
        sources, target = way.split(" → ")
        for source in sources.split():
            yield trigger, source, target, tuple(sorted(" ".join(guards).split())), when


def _row(move: Move) -> Row:
    source = NEW if move.source is None else move.source.value
    guards = tuple(sorted(one.__name__ for one in move.guards))
    return move.trigger.value, source, move.target.value, guards, move.when.__name__.strip("_") if move.when else ""


WRITTEN = list(_written())


@pytest.mark.parametrize("trigger", Trigger)
def test_the_rows_of_a_trigger_are_those_written_here(trigger: Trigger) -> None:
    written = sorted(row for row in WRITTEN if row[0] == trigger.value)
    assert sorted(_row(move) for move in TABLE if move.trigger is trigger) == written


def test_nothing_is_written_that_no_machine_knows() -> None:
    assert {row[0] for row in WRITTEN} == {one.value for one in Trigger}
    assert {row[2] for row in WRITTEN} <= {one.value for one in DocumentState}
