"""Which test does which act: while it runs, the database fails that act (tests/faults/trial.py). A new act: one line
here with a test without cases of its own that does it, by itself and not by a stage that is only laid back."""

import os
from collections.abc import Mapping

SCENARIOS: Mapping[str, str] = {
    "actions.access.note_access": "tests/integration/test_record_only_grows.py::"
    "test_the_applications_account_is_refused_every_change",
    "actions.account.end_role": "tests/integration/web/test_seats.py::"
    "test_a_change_by_somebody_else_ends_every_sign_in",
    "actions.account.grant_role": "tests/integration/actions/test_opinions.py::"
    "test_a_member_who_wrote_the_text_is_counted_and_has_no_slip",
    "actions.account.open_account": "tests/integration/actions/test_clearing_houses.py::"
    "test_it_is_handed_up_once_and_by_the_body_alone",
    "actions.account.set_password": "tests/integration/web/test_seats.py::"
    "test_a_change_by_somebody_else_ends_every_sign_in",
    "actions.anchor.anchor": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.appraise.appraise_document": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.appraise.return_document": "tests/integration/web/test_form_check.py::"
    "test_a_waiver_is_a_record_and_falls_with_the_text_it_was_given_for",
    "actions.approve.approve_document": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.browser_session.begin_session": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.campaign.close_campaign": "tests/integration/actions/test_successors.py::"
    "test_who_took_over_reads_the_closed_rounds_and_the_reports_that_came_in_them",
    "actions.campaign.open_campaign": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.certificates.bind_seal": "tests/integration/web/test_signing.py::"
    "test_a_certificate_put_away_signs_no_more",
    "actions.certificates.choose_seal_way": "tests/integration/jobs/test_seal_by_itself.py::"
    "test_a_key_that_others_can_read_is_not_used_and_the_persons_signature_stays",
    "actions.certificates.end_certificate": "tests/integration/web/test_signing.py::"
    "test_a_certificate_put_away_signs_no_more",
    "actions.clearing_house.hand_up": "tests/integration/actions/test_clearing_houses.py::"
    "test_it_is_handed_up_once_and_by_the_body_alone",
    "actions.consolidate.drop_source": "tests/integration/actions/test_gather.py::"
    "test_a_source_that_went_is_flagged_and_nothing_changes_before_the_press",
    "actions.consolidate.mark_consolidated": "tests/integration/jobs/test_seal_by_itself.py::"
    "test_a_key_that_others_can_read_is_not_used_and_the_persons_signature_stays",
    "actions.consolidate.mend_section": "tests/integration/actions/test_weave.py::"
    "test_a_returned_section_is_called_mended_once",
    "actions.consolidate.start_consolidation": "tests/integration/web/test_form_check.py::"
    "test_a_waiver_is_a_record_and_falls_with_the_text_it_was_given_for",
    "actions.consolidate.take_in": "tests/integration/actions/test_gather.py::"
    "test_a_source_that_went_is_flagged_and_nothing_changes_before_the_press",
    "actions.day_off.set_day": "tests/integration/actions/test_schedules.py::test_a_day_declared_off_later_counts",
    "actions.difficulty.ask_further": "tests/integration/actions/test_difficulties.py::"
    "test_an_answer_in_part_leaves_the_matter_open_and_a_question_climbs_to_whoever_gave_it",
    "actions.difficulty.clarify_difficulty": "tests/integration/actions/test_difficulties.py::"
    "test_sent_back_for_clarification_it_is_explained_and_stands_before_the_superior_again",
    "actions.difficulty.raise_difficulty": "tests/integration/actions/test_difficulties.py::"
    "test_a_clearing_house_receives_joins_and_passes_on_and_answers_only_when_charged",
    "actions.difficulty.reopen_difficulty": "tests/integration/actions/test_difficulties.py::"
    "test_an_answer_that_is_not_enough_opens_the_matter_again_up_to_whoever_answered",
    "actions.difficulty.urge_difficulty": "tests/integration/actions/test_difficulties.py::"
    "test_a_reminder_is_given_once_a_day",
    "actions.difficulty_answer.answer_difficulty": "tests/integration/actions/test_difficulties.py::"
    "test_a_clearing_house_receives_joins_and_passes_on_and_answers_only_when_charged",
    "actions.difficulty_handling.charge_body": "tests/integration/actions/test_difficulties.py::"
    "test_a_clearing_house_receives_joins_and_passes_on_and_answers_only_when_charged",
    "actions.difficulty_handling.join_difficulties": "tests/integration/actions/test_difficulties.py::"
    "test_a_wrong_join_is_taken_apart_and_no_record_joins_itself",
    "actions.difficulty_handling.pass_up": "tests/integration/actions/test_difficulties.py::"
    "test_a_clearing_house_receives_joins_and_passes_on_and_answers_only_when_charged",
    "actions.difficulty_handling.receive_difficulty": "tests/integration/actions/test_difficulties.py::"
    "test_a_clearing_house_receives_joins_and_passes_on_and_answers_only_when_charged",
    "actions.difficulty_handling.return_difficulty": "tests/integration/actions/test_difficulties.py::"
    "test_sent_back_for_clarification_it_is_explained_and_stands_before_the_superior_again",
    "actions.difficulty_handling.unjoin_difficulty": "tests/integration/actions/test_difficulties.py::"
    "test_a_wrong_join_is_taken_apart_and_no_record_joins_itself",
    "actions.difficulty_reports.follow_report": "tests/integration/jobs/test_seal_by_itself.py::"
    "test_a_key_that_others_can_read_is_not_used_and_the_persons_signature_stays",
    "actions.digest.choose_notices": "tests/integration/jobs/test_digest.py::"
    "test_the_letter_goes_once_and_says_everything_in_both_forms",
    "actions.digest.keep_digest": "tests/integration/jobs/test_digest.py::"
    "test_the_letter_goes_once_and_says_everything_in_both_forms",
    "actions.digest.mark_digests_read": "tests/integration/web/test_notices.py::"
    "test_notices_stand_day_by_day_are_counted_and_put_away",
    "actions.digest.take_to_post": "tests/integration/jobs/test_digest.py::"
    "test_the_letter_goes_once_and_says_everything_in_both_forms",
    "actions.draft.save_figures": "tests/integration/web/test_optional_parts.py::"
    "test_the_signed_paper_carries_them_and_is_no_draft",
    "actions.draft.save_heading": "tests/integration/web/test_optional_parts.py::"
    "test_the_signed_paper_carries_them_and_is_no_draft",
    "actions.draft.save_section": "tests/integration/web/test_optional_parts.py::"
    "test_the_signed_paper_carries_them_and_is_no_draft",
    "actions.draft.start_report": "tests/integration/web/test_optional_parts.py::"
    "test_the_signed_paper_carries_them_and_is_no_draft",
    "actions.export.ask_for_book": "tests/integration/jobs/test_export.py::"
    "test_a_filtered_book_is_made_by_the_job_and_read_back_cell_by_cell",
    "actions.export.keep_book": "tests/integration/jobs/test_export.py::"
    "test_a_filtered_book_is_made_by_the_job_and_read_back_cell_by_cell",
    "actions.extension.extend_target": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.form_check.mend_form": "tests/integration/web/test_form_check.py::"
    "test_a_waiver_is_a_record_and_falls_with_the_text_it_was_given_for",
    "actions.form_check.waive_finding": "tests/integration/web/test_form_check.py::"
    "test_a_waiver_is_a_record_and_falls_with_the_text_it_was_given_for",
    "actions.gather.gather_table": "tests/integration/actions/test_gather.py::"
    "test_a_source_that_went_is_flagged_and_nothing_changes_before_the_press",
    "actions.issue.keep_prepared": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.issue.note_failure": "tests/integration/jobs/test_seal_by_itself.py::"
    "test_a_key_that_others_can_read_is_not_used_and_the_persons_signature_stays",
    "actions.issue.retry_step": "tests/integration/jobs/test_seal_by_itself.py::"
    "test_a_key_that_others_can_read_is_not_used_and_the_persons_signature_stays",
    "actions.issue.sign_document": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.issue.take_number": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.meeting.record_meeting": "tests/integration/actions/test_opinions.py::"
    "test_a_meeting_decides_by_quorum_and_majority_and_ends_the_round",
    "actions.notification.tell": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.opinion_replies.answer_opinions": "tests/integration/actions/test_opinions.py::"
    "test_a_meeting_decides_by_quorum_and_majority_and_ends_the_round",
    "actions.left_alone.note_left_alone": "tests/past_mistakes/test_a_paper_waited_for_a_job_that_had_ended.py::"
    "test_a_paper_whose_job_was_given_up_says_so_once_and_is_tried_again",
    "actions.opinions.ask_opinions": "tests/integration/actions/test_opinions.py::"
    "test_a_member_who_wrote_the_text_is_counted_and_has_no_slip",
    "actions.opinions.close_round": "tests/integration/actions/test_opinions.py::"
    "test_the_office_ends_a_round_early_only_with_a_result_and_a_reason",
    "actions.opinions.give_slip": "tests/integration/actions/test_opinions.py::"
    "test_a_meeting_decides_by_quorum_and_majority_and_ends_the_round",
    "actions.organisation.found_organisation": "tests/integration/actions/test_clearing_houses.py::"
    "test_it_is_handed_up_once_and_by_the_body_alone",
    "actions.organisation.open_term": "tests/integration/actions/test_series.py::"
    "test_a_term_with_numbers_stays_and_an_empty_one_goes",
    "actions.organisation.remove_term": "tests/integration/actions/test_series.py::"
    "test_a_term_with_numbers_stays_and_an_empty_one_goes",
    "actions.organisation.set_file_code": "tests/integration/jobs/test_export.py::"
    "test_a_filtered_book_is_made_by_the_job_and_read_back_cell_by_cell",
    "actions.plan.register_paper": "tests/integration/web/test_cascade.py::"
    "test_a_task_takes_up_those_of_the_plan_above",
    "actions.plan_link.add_link": "tests/integration/web/test_cascade.py::"
    "test_a_superior_plan_outside_the_system_is_known_by_its_symbol",
    "actions.plan_link.adopt_tasks": "tests/integration/web/test_cascade.py::"
    "test_a_task_takes_up_those_of_the_plan_above",
    "actions.plan_link.pick_plan": "tests/integration/web/test_cascade.py::"
    "test_a_plan_without_a_number_is_picked_beside_what_the_text_cites",
    "actions.plan_link.settle_link": "tests/integration/web/test_cascade.py::"
    "test_a_task_takes_up_those_of_the_plan_above",
    "actions.register.note_outgoing": "tests/integration/actions/test_series.py::"
    "test_the_columns_kept_by_hand_are_the_clerks_and_recorded",
    "actions.register.reserve": "tests/integration/jobs/test_export.py::"
    "test_a_filtered_book_is_made_by_the_job_and_read_back_cell_by_cell",
    "actions.reorganise.confirm": "tests/integration/actions/test_successors.py::"
    "test_who_took_over_reads_the_closed_rounds_and_the_reports_that_came_in_them",
    "actions.reorganise.prepare": "tests/integration/actions/test_successors.py::"
    "test_who_took_over_reads_the_closed_rounds_and_the_reports_that_came_in_them",
    "actions.schedule.make_schedule": "tests/integration/actions/test_schedules.py::"
    "test_a_day_declared_off_later_counts",
    "actions.schedule.open_due": "tests/integration/actions/test_schedules.py::test_a_day_declared_off_later_counts",
    "actions.send.send_document": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.sign.keep_own_signature": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.sign.keep_signature": "tests/integration/jobs/test_seal_by_itself.py::"
    "test_a_key_that_others_can_read_is_not_used_and_the_persons_signature_stays",
    "actions.submit.submit_document": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.sweep.forget_jobs": "tests/integration/actions/test_sweep.py::"
    "test_the_worker_forgets_all_of_it_and_the_record_stays",
    "actions.sweep.forget_tokens": "tests/integration/actions/test_sweep.py::"
    "test_the_worker_forgets_all_of_it_and_the_record_stays",
    "actions.tally.fold": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.reseal.reseal": "tests/integration/web/test_second_factor.py::"
    "test_a_new_secret_of_the_installation_takes_over_what_the_old_one_sealed",
    "actions.tally.recount": "tests/integration/actions/test_tallies.py::"
    "test_a_count_from_the_beginning_mends_whatever_was_bent",
    "actions.task.confirm_tasks": "tests/integration/web/test_cascade.py::test_a_task_takes_up_those_of_the_plan_above",
    "actions.task.drop_task": "tests/integration/actions/test_tasks.py::"
    "test_what_was_set_aside_comes_back_as_a_proposal",
    "actions.task.join_tasks": "tests/integration/actions/test_tasks.py::"
    "test_joining_keeps_the_words_and_the_bodies_of_all",
    "actions.task.read_tasks": "tests/integration/actions/test_tasks.py::test_a_plan_is_read_once",
    "actions.task.restore_task": "tests/integration/actions/test_tasks.py::"
    "test_what_was_set_aside_comes_back_as_a_proposal",
    "actions.task.save_task": "tests/integration/actions/test_tasks.py::"
    "test_joining_keeps_the_words_and_the_bodies_of_all",
    "actions.task.split_task": "tests/integration/actions/test_tasks.py::"
    "test_splitting_keeps_every_word_deadline_and_body",
    "actions.urge.reply_to_urge": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.urge.urge_units": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.weave.use_blocks": "tests/integration/web/test_form_check.py::"
    "test_a_waiver_is_a_record_and_falls_with_the_text_it_was_given_for",
    "actions.withdraw.begin_replacement": "tests/integration/web/test_optional_parts.py::"
    "test_the_signed_paper_carries_them_and_is_no_draft",
    "actions.withdraw.cancel_document": "tests/past_mistakes/test_a_failed_step_held_the_paper_or_was_forgotten.py::"
    "test_a_paper_whose_step_failed_can_be_cancelled",
    "auth.throttle.count_try": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "auth.throttle.take_back": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
}
REPEATED: Mapping[str, str] = {
    "actions.access.note_access": "each opening is written down",
    "actions.certificates.bind_seal": "a key file brought again takes the place of the one before",
    "actions.account.set_password": "a password set is one that was set again: every sign-in ends",
    "actions.digest.take_to_post": "each time it is taken to the post is one more try",
    "actions.reseal.reseal": "what is sealed again lies under another chance number, and opens to the same",
    "actions.task.read_tasks": "a reading is written down, whatever it found",
    "auth.throttle.count_try": "every try counts",
}
"""Acts that are meant to be done again when they are asked for again, and why."""

UNTRIED = frozenset(
    {
        "actions.annex.add_annex",
        "actions.annex.drop_annex",
        "actions.annex.lift_annex",
        "actions.annex.restore_annex",
        "actions.annex.save_annex",
        "actions.attachment.add_attachment",
        "actions.attachment.drop_attachment",
        "actions.begin.begin_paper",
        "actions.browser_session.confirm_session",
        "actions.browser_session.end_other_sessions",
        "actions.browser_session.end_session",
        "actions.browser_session.leave_session",
        "actions.browser_session.see_session",
        "actions.certificates.bind_own",
        "actions.certificates.confirm_certificate",
        "actions.certificates.keep_picture",
        "actions.citation.add_citation",
        "actions.citation.correct_citation",
        "actions.comment.close_comment",
        "actions.comment.make_comment",
        "actions.comment.reopen_comment",
        "actions.comment.reply_to_comment",
        "actions.consolidate.add_up_figures",
        "actions.copy.copy_paper",
        "actions.day_off.unset_day",
        "actions.delegation.delegate",
        "actions.delegation.end_delegation",
        "actions.difficulty.withdraw_difficulty",
        "actions.digest.begin_round",
        "actions.digest.go_on",
        "actions.digest.note_mailed",
        "actions.digest.note_not_mailed",
        "actions.digest.put_off",
        "actions.digest.renew_feed",
        "actions.entry_code.close_sign_ins",
        "actions.entry_code.forget_devices",
        "actions.entry_code.make_entry_code",
        "actions.entry_code.use_entry_code",
        "actions.export.note_failed_book",
        "actions.extension.answer_extension",
        "actions.extension.ask_extension",
        "actions.hand_on.hand_on",
        "actions.imports.begin_draft_import",
        "actions.imports.begin_import",
        "actions.imports.drop_import",
        "actions.imports.enter_import",
        "actions.imports.keep_reading",
        "actions.imports.mend_blocks",
        "actions.imports.mend_frame",
        "actions.imports.note_unreadable",
        "actions.imports.settle_remark",
        "actions.incoming.enter_by_hand",
        "actions.incoming.note_incoming",
        "actions.incoming.strike_incoming",
        "actions.late_report.note_late_report",
        "actions.laying.lay_paper",
        "actions.laying.lift_paper",
        "actions.long_term.keep_proofs",
        "actions.notification.mark_read",
        "actions.organisation.set_rules",
        "actions.organisation.set_step_days",
        "actions.origins_annex.choose_origins",
        "actions.outline.begin_outline",
        "actions.outline.change_outline",
        "actions.outline.fix_outline",
        "actions.outside_identity.bind",
        "actions.outside_identity.unbind",
        "actions.outside_identity.use_bound",
        "actions.passkey.add_passkey",
        "actions.passkey.remove_passkey",
        "actions.passkey.use_passkey",
        "actions.preview.keep_preview",
        "actions.preview.note_preview_failure",
        "actions.preview.want_preview",
        "actions.register.give_up",
        "actions.reorganise.carry_out_on_its_day",
        "actions.reorganise.drop",
        "actions.reorganise.note_not_carried_out",
        "actions.reorganise.share_out",
        "actions.roll_forward.take_from_previous",
        "actions.schedule.change_schedule",
        "actions.schedule.switch_schedule",
        "actions.second_factor.begin_second_factor",
        "actions.second_factor.pass_by_code",
        "actions.second_factor.pass_by_recovery",
        "actions.second_factor.renew_recovery_codes",
        "actions.second_factor.switch_off",
        "actions.second_factor.switch_on",
        "actions.send.receive_document",
        "actions.send.send_back",
        "actions.slow_step.note_slow",
        "actions.submit.recall_document",
        "actions.suggestion.accept_suggestion",
        "actions.suggestion.reject_suggestion",
        "actions.table.answer_nothing",
        "actions.table.save_table",
        "actions.task.add_task",
        "actions.task_clearing.clear_task",
        "actions.task_clearing.reopen_task",
        "actions.task_results.choose_progress",
        "actions.task_results.save_results",
        "actions.tree_import.bring_tree",
        "actions.tree_import.confirm_tree",
        "actions.tree_import.drop_tree",
        "actions.tree_import.found_tree",
        "actions.tree_import.keep_cells",
        "actions.tree_import.note_progress",
        "actions.tree_import.note_tree_failed",
        "actions.tree_import.take_passwords",
        "actions.undo.undo_step",
        "actions.urge.urge_with_task",
        "actions.weave.add_result",
        "actions.weave.leave_out",
        "actions.weave.merge_alike",
        "actions.weave.merge_blocks",
        "actions.weave.move_result",
        "actions.weave.remove_result",
        "actions.weave.reopen_block",
        "actions.weave.save_result",
        "auth.turnstile._note",
    }
)
"""Acts that no scenario tries yet; the set only becomes smaller."""


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
