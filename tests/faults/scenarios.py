"""Which test does which act: while it runs, the database fails that act (tests/faults/trial.py). A new act: one line
here with a test (of several cases: one) that does it, by itself and not by a stage that is only laid back."""

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
    "actions.annex.add_annex": "tests/past_mistakes/test_a_wording_was_called_accepted_that_never_entered.py::"
    "test_one_that_did_not_enter_is_refused",
    "actions.annex.drop_annex": "tests/integration/rights/test_rights.py::"
    "test_nobody_reads_or_is_refused_against_the_table",
    "actions.annex.lift_annex": "tests/integration/rights/test_rights.py::"
    "test_nobody_reads_or_is_refused_against_the_table",
    "actions.annex.restore_annex": "tests/integration/rights/test_rights.py::"
    "test_nobody_reads_or_is_refused_against_the_table",
    "actions.annex.save_annex": "tests/past_mistakes/test_a_wording_was_called_accepted_that_never_entered.py::"
    "test_one_that_did_not_enter_is_refused",
    "actions.appraise.appraise_document": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.appraise.return_document": "tests/integration/web/test_form_check.py::"
    "test_a_waiver_is_a_record_and_falls_with_the_text_it_was_given_for",
    "actions.approve.approve_document": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.attachment.add_attachment": "tests/integration/web/test_attachments.py::"
    "test_a_file_is_left_behind_and_the_same_press_adds_it_once",
    "actions.attachment.drop_attachment": "tests/integration/web/test_attachments.py::"
    "test_a_file_is_left_behind_and_the_same_press_adds_it_once",
    "actions.begin.begin_paper": "tests/past_mistakes/test_a_second_press_led_elsewhere.py::"
    "test_begun_twice_leads_to_the_paper_twice",
    "actions.browser_session.begin_session": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.browser_session.confirm_session": "tests/integration/web/test_confirming.py::"
    "test_what_was_typed_goes_along_and_the_act_is_done_in_one_step",
    "actions.browser_session.end_other_sessions": "tests/integration/web/test_seats.py::"
    "test_ends_all_the_others_and_writes_it_down",
    "actions.browser_session.end_session": "tests/integration/web/test_seats.py::"
    "test_ends_the_one_and_leaves_the_other",
    "actions.browser_session.leave_session": "tests/integration/web/test_account.py::"
    "test_offers_what_was_typed_again_after_the_sign_in_and_sends_nothing_by_itself",
    "actions.browser_session.see_session": "tests/integration/web/test_seats.py::"
    "test_the_last_visit_is_noted_and_the_others_are_left",
    "actions.campaign.close_campaign": "tests/integration/actions/test_successors.py::"
    "test_who_took_over_reads_the_closed_rounds_and_the_reports_that_came_in_them",
    "actions.campaign.open_campaign": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.certificates.bind_own": "tests/integration/web/test_signatures.py::"
    "test_a_key_file_counts_at_once_where_the_names_agree_and_lies_locked",
    "actions.certificates.bind_seal": "tests/integration/web/test_signing.py::"
    "test_a_certificate_put_away_signs_no_more",
    "actions.certificates.choose_seal_way": "tests/integration/jobs/test_seal_by_itself.py::"
    "test_a_key_that_others_can_read_is_not_used_and_the_persons_signature_stays",
    "actions.certificates.confirm_certificate": "tests/integration/rights/test_rights.py::"
    "test_nobody_reads_or_is_refused_against_the_table",
    "actions.certificates.end_certificate": "tests/integration/web/test_signing.py::"
    "test_a_certificate_put_away_signs_no_more",
    "actions.certificates.keep_picture": "tests/integration/web/test_signatures.py::"
    "test_a_picture_is_taken_shown_and_put_away",
    "actions.citation.add_citation": "tests/integration/web/test_citations.py::"
    "test_it_is_searched_by_number_and_by_words_without_marks",
    "actions.citation.correct_citation": "tests/integration/web/test_citations.py::"
    "test_an_entry_is_put_in_order_and_its_history_kept",
    "actions.clearing_house.hand_up": "tests/integration/actions/test_clearing_houses.py::"
    "test_it_is_handed_up_once_and_by_the_body_alone",
    "actions.comment.close_comment": "tests/past_mistakes/test_a_comment_stood_in_the_way.py::"
    "test_an_open_page_is_not_old_by_a_comment_and_a_second_press_is_known",
    "actions.comment.make_comment": "tests/past_mistakes/test_a_wording_was_called_accepted_that_never_entered.py::"
    "test_one_that_did_not_enter_is_refused",
    "actions.comment.reopen_comment": "tests/integration/web/test_comments.py::"
    "test_a_comment_is_told_answered_settled_and_opened_again",
    "actions.comment.reply_to_comment": "tests/past_mistakes/test_a_comment_stood_in_the_way.py::"
    "test_an_open_page_is_not_old_by_a_comment_and_a_second_press_is_known",
    "actions.consolidate.add_up_figures": "tests/integration/actions/test_weave.py::"
    "test_figures_stay_as_added_until_a_person_adds_up",
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
    "actions.copy.copy_paper": "tests/integration/web/test_copies.py::test_a_whole_copy_has_every_word_of_its_original",
    "actions.day_off.set_day": "tests/integration/actions/test_schedules.py::test_a_day_declared_off_later_counts",
    "actions.day_off.unset_day": "tests/integration/web/test_days.py::test_a_day_is_said_for_the_unit_and_all_below_it",
    "actions.delegation.delegate": "tests/integration/actions/test_delegations.py::"
    "test_it_counts_in_that_organisation_alone",
    "actions.delegation.end_delegation": "tests/integration/actions/test_delegations.py::"
    "test_a_substitute_acts_under_both_names_until_it_ends",
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
    "actions.difficulty.withdraw_difficulty": "tests/integration/actions/test_difficulties.py::"
    "test_it_is_withdrawn_only_until_the_superior_has_it_in_hand",
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
    "actions.digest.begin_round": "tests/integration/jobs/test_digest.py::test_a_round_is_begun_once_after_its_hour",
    "actions.digest.choose_notices": "tests/integration/jobs/test_digest.py::"
    "test_the_letter_goes_once_and_says_everything_in_both_forms",
    "actions.digest.go_on": "tests/integration/jobs/test_digest.py::test_a_round_of_many_people_is_made_in_parts",
    "actions.digest.keep_digest": "tests/integration/jobs/test_digest.py::"
    "test_the_letter_goes_once_and_says_everything_in_both_forms",
    "actions.digest.mark_digests_read": "tests/integration/web/test_notices.py::"
    "test_notices_stand_day_by_day_are_counted_and_put_away",
    "actions.digest.note_mailed": "tests/integration/jobs/test_digest.py::"
    "test_the_letter_goes_once_and_says_everything_in_both_forms",
    "actions.digest.note_not_mailed": "tests/integration/jobs/test_digest.py::"
    "test_a_refused_letter_is_tried_until_it_is_taken",
    "actions.digest.put_off": "tests/integration/jobs/test_digest.py::"
    "test_a_notice_that_fails_holds_up_no_other_and_is_tried_again",
    "actions.digest.renew_feed": "tests/integration/rights/test_rights.py::"
    "test_nobody_reads_or_is_refused_against_the_table",
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
    "actions.entry_code.close_sign_ins": "tests/integration/rights/test_rights.py::"
    "test_nobody_reads_or_is_refused_against_the_table",
    "actions.entry_code.forget_devices": "tests/integration/web/test_passkeys.py::"
    "test_the_office_forgets_the_devices_of_somebody",
    "actions.entry_code.make_entry_code": "tests/integration/web/test_helping.py::"
    "test_a_code_that_ran_out_or_was_followed_by_another_opens_nothing",
    "actions.entry_code.use_entry_code": "tests/integration/web/test_helping.py::"
    "test_making_and_using_are_written_down_and_the_code_is_not",
    "actions.export.ask_for_book": "tests/integration/jobs/test_export.py::"
    "test_a_filtered_book_is_made_by_the_job_and_read_back_cell_by_cell",
    "actions.export.keep_book": "tests/integration/jobs/test_export.py::"
    "test_a_filtered_book_is_made_by_the_job_and_read_back_cell_by_cell",
    "actions.export.note_failed_book": "tests/integration/rights/test_planted_faults.py::"
    "test_a_job_that_asks_no_more_is_found",
    "actions.extension.answer_extension": "tests/integration/web/test_late.py::"
    "test_a_refusal_says_why_and_moves_no_day",
    "actions.extension.ask_extension": "tests/integration/web/test_late.py::test_a_refusal_says_why_and_moves_no_day",
    "actions.extension.extend_target": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.form_check.mend_form": "tests/integration/web/test_form_check.py::"
    "test_a_waiver_is_a_record_and_falls_with_the_text_it_was_given_for",
    "actions.form_check.waive_finding": "tests/integration/web/test_form_check.py::"
    "test_a_waiver_is_a_record_and_falls_with_the_text_it_was_given_for",
    "actions.gather.gather_table": "tests/integration/actions/test_gather.py::"
    "test_a_source_that_went_is_flagged_and_nothing_changes_before_the_press",
    "actions.hand_on.hand_on": "tests/integration/actions/test_handing_on.py::"
    "test_whoever_handed_in_does_not_recall_what_was_handed_on",
    "actions.imports.begin_draft_import": "tests/integration/web/test_laying.py::"
    "test_typed_words_are_kept_before_what_is_laid_and_notes_do_not_meet",
    "actions.imports.begin_import": "tests/past_mistakes/test_a_file_that_broke_its_reader_was_being_read_for_ever.py::"
    "test_the_last_attempt_is_told",
    "actions.imports.drop_import": "tests/integration/web/test_imports.py::"
    "test_put_aside_it_is_neither_mended_nor_entered",
    "actions.imports.enter_import": "tests/integration/web/test_imports.py::test_every_act_is_written_down_in_a_chain",
    "actions.imports.keep_reading": "tests/past_mistakes/test_rights_outlived_their_reason.py::"
    "test_what_was_brought_for_a_house_stays_with_the_house",
    "actions.imports.mend_blocks": "tests/integration/web/test_imports.py::"
    "test_a_block_is_retyped_changed_in_kind_and_taken_out",
    "actions.imports.mend_frame": "tests/integration/web/test_imports.py::"
    "test_head_and_end_are_mended_and_refusals_keep_what_was_typed",
    "actions.imports.note_unreadable": "tests/past_mistakes/"
    "test_a_file_that_broke_its_reader_was_being_read_for_ever.py::"
    "test_the_last_attempt_is_told",
    "actions.imports.settle_remark": "tests/integration/web/test_imports.py::"
    "test_what_was_noticed_is_mended_or_let_stand_with_one_press",
    "actions.incoming.enter_by_hand": "tests/integration/web/test_books.py::"
    "test_a_paper_on_paper_is_entered_by_hand_and_only_its_way_is_noted_later",
    "actions.incoming.note_incoming": "tests/integration/web/test_books.py::"
    "test_a_paper_on_paper_is_entered_by_hand_and_only_its_way_is_noted_later",
    "actions.incoming.strike_incoming": "tests/integration/web/test_books.py::"
    "test_a_paper_on_paper_is_entered_by_hand_and_only_its_way_is_noted_later",
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
    "actions.late_report.note_late_report": "tests/integration/actions/test_late_reports.py::"
    "test_office_and_leader_are_told_once_of_each_day",
    "actions.laying.lay_paper": "tests/integration/web/test_laying.py::"
    "test_typed_words_are_kept_before_what_is_laid_and_notes_do_not_meet",
    "actions.laying.lift_paper": "tests/integration/web/test_laying.py::"
    "test_replaced_words_stay_at_the_end_of_the_section_and_the_laying_is_undone",
    "actions.left_alone.note_left_alone": "tests/past_mistakes/test_a_paper_waited_for_a_job_that_had_ended.py::"
    "test_a_paper_whose_job_was_given_up_says_so_once_and_is_tried_again",
    "actions.long_term.keep_proofs": "tests/integration/jobs/test_long_term.py::"
    "test_nobody_answers_and_the_paper_is_issued_all_the_same",
    "actions.meeting.record_meeting": "tests/integration/actions/test_opinions.py::"
    "test_a_meeting_decides_by_quorum_and_majority_and_ends_the_round",
    "actions.notification.mark_read": "tests/integration/web/test_home.py::test_puts_away_what_was_told",
    "actions.notification.tell": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.opinion_replies.answer_opinions": "tests/integration/actions/test_opinions.py::"
    "test_a_meeting_decides_by_quorum_and_majority_and_ends_the_round",
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
    "actions.organisation.set_rules": "tests/integration/actions/test_handing_on.py::"
    "test_the_same_choice_again_leaves_no_entry",
    "actions.organisation.set_step_days": "tests/integration/actions/test_handing_on.py::"
    "test_the_same_choice_again_leaves_no_entry",
    "actions.origins_annex.choose_origins": "tests/integration/web/test_origins_annex.py::"
    "test_it_names_unit_paper_words_and_how_for_each_block_in_printed_order",
    "actions.outline.begin_outline": "tests/integration/web/test_outlines.py::"
    "test_two_people_do_not_write_over_one_another",
    "actions.outline.change_outline": "tests/integration/web/test_outlines.py::"
    "test_two_people_do_not_write_over_one_another",
    "actions.outline.fix_outline": "tests/integration/web/test_outlines.py::"
    "test_a_version_is_never_changed_and_a_round_keeps_the_one_it_was_opened_with",
    "actions.outside_identity.bind": "tests/integration/web/test_outside.py::"
    "test_another_name_takes_the_place_of_the_one_before",
    "actions.outside_identity.unbind": "tests/integration/web/test_outside.py::"
    "test_a_closed_account_and_an_unbound_one_stay_shut",
    "actions.outside_identity.use_bound": "tests/integration/web/test_outside.py::"
    "test_a_closed_account_and_an_unbound_one_stay_shut",
    "actions.passkey.add_passkey": "tests/past_mistakes/test_the_answer_of_a_device_broke_the_door.py::"
    "test_another_key_proves_the_person_on_the_way_to_a_new_one",
    "actions.passkey.remove_passkey": "tests/integration/web/test_passkeys.py::"
    "test_it_stands_for_the_password_before_something_weighty",
    "actions.passkey.use_passkey": "tests/integration/web/test_passkeys.py::"
    "test_the_passkey_of_a_closed_account_opens_nothing",
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
    "actions.preview.keep_preview": "tests/integration/web/test_preview.py::test_the_same_words_are_not_drawn_again",
    "actions.preview.note_preview_failure": "tests/integration/web/test_imports.py::"
    "test_pages_that_cannot_be_drawn_are_said_and_the_words_stay",
    "actions.preview.want_preview": "tests/integration/web/test_preview.py::test_the_same_words_are_not_drawn_again",
    "actions.register.give_up": "tests/integration/actions/test_series.py::"
    "test_a_reserved_number_given_up_keeps_its_row",
    "actions.register.note_outgoing": "tests/integration/actions/test_series.py::"
    "test_the_columns_kept_by_hand_are_the_clerks_and_recorded",
    "actions.register.reserve": "tests/integration/jobs/test_export.py::"
    "test_a_filtered_book_is_made_by_the_job_and_read_back_cell_by_cell",
    "actions.reorganise.carry_out_on_its_day": "tests/integration/actions/test_reorganise.py::"
    "test_what_is_of_a_day_to_come_waits_for_it",
    "actions.reorganise.confirm": "tests/integration/actions/test_successors.py::"
    "test_who_took_over_reads_the_closed_rounds_and_the_reports_that_came_in_them",
    "actions.reorganise.drop": "tests/integration/actions/test_reorganise.py::"
    "test_what_was_given_up_is_never_carried_out",
    "actions.reorganise.note_not_carried_out": "tests/integration/actions/test_reorganise.py::"
    "test_what_cannot_be_done_on_its_day_says_why_once",
    "actions.reorganise.prepare": "tests/integration/actions/test_successors.py::"
    "test_who_took_over_reads_the_closed_rounds_and_the_reports_that_came_in_them",
    "actions.reorganise.share_out": "tests/integration/web/test_reorganising.py::"
    "test_an_act_of_a_day_to_come_is_done_by_the_worker",
    "actions.reseal.reseal": "tests/integration/web/test_second_factor.py::"
    "test_a_new_secret_of_the_installation_takes_over_what_the_old_one_sealed",
    "actions.roll_forward.take_from_previous": "tests/integration/web/test_roll_forward.py::"
    "test_empty_sections_take_the_words_and_typed_ones_stay",
    "actions.schedule.change_schedule": "tests/integration/actions/test_schedules.py::"
    "test_a_rule_changed_there_and_back_opens_no_period_twice",
    "actions.schedule.make_schedule": "tests/integration/actions/test_schedules.py::"
    "test_a_day_declared_off_later_counts",
    "actions.schedule.open_due": "tests/integration/actions/test_schedules.py::test_a_day_declared_off_later_counts",
    "actions.schedule.switch_schedule": "tests/integration/actions/test_schedules.py::"
    "test_switched_off_it_opens_nothing_and_switched_on_it_begins_anew",
    "actions.second_factor.begin_second_factor": "tests/integration/web/test_outside.py::"
    "test_the_second_factor_of_here_is_still_asked_for",
    "actions.second_factor.pass_by_code": "tests/integration/web/test_second_factor.py::"
    "test_a_code_opens_only_while_it_is_shown",
    "actions.second_factor.pass_by_recovery": "tests/integration/web/test_second_factor.py::"
    "test_each_recovery_code_opens_once",
    "actions.second_factor.renew_recovery_codes": "tests/integration/web/test_second_factor.py::"
    "test_new_recovery_codes_void_the_old",
    "actions.second_factor.switch_off": "tests/integration/web/test_second_factor.py::"
    "test_switching_on_and_off_ends_the_other_sign_ins",
    "actions.second_factor.switch_on": "tests/integration/web/test_outside.py::"
    "test_the_second_factor_of_here_is_still_asked_for",
    "actions.send.receive_document": "tests/integration/actions/test_clearing_houses.py::"
    "test_the_committee_fetches_what_the_body_leaves_lying_and_says_why",
    "actions.send.send_back": "tests/integration/actions/test_clearing_houses.py::"
    "test_the_body_sends_a_report_back_and_it_comes_by_way_of_it_again",
    "actions.send.send_document": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.sign.keep_own_signature": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.sign.keep_signature": "tests/integration/jobs/test_seal_by_itself.py::"
    "test_a_key_that_others_can_read_is_not_used_and_the_persons_signature_stays",
    "actions.slow_step.note_slow": "tests/integration/actions/test_handing_on.py::"
    "test_the_house_says_how_long_and_a_new_step_counts_anew",
    "actions.submit.recall_document": "tests/past_mistakes/test_sent_papers_were_taken_back_or_sent_again.py::"
    "test_a_sending_job_that_runs_again_does_not_send_what_was_recalled",
    "actions.submit.submit_document": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.suggestion.accept_suggestion": "tests/past_mistakes/"
    "test_a_wording_was_called_accepted_that_never_entered.py::"
    "test_a_wording_enters_an_annex",
    "actions.suggestion.reject_suggestion": "tests/past_mistakes/test_a_comment_stood_in_the_way.py::"
    "test_why_a_wording_is_not_taken_is_kept_when_another_decided_first",
    "actions.sweep.forget_jobs": "tests/integration/actions/test_sweep.py::"
    "test_the_worker_forgets_all_of_it_and_the_record_stays",
    "actions.sweep.forget_tokens": "tests/integration/actions/test_sweep.py::"
    "test_the_worker_forgets_all_of_it_and_the_record_stays",
    "actions.table.answer_nothing": "tests/integration/web/test_table_sections.py::"
    "test_nothing_is_an_answer_by_one_press[ket-qua]",
    "actions.table.save_table": "tests/integration/web/test_table_sections.py::"
    "test_saving_by_itself_leaves_pasted_lines_in_their_field",
    "actions.tally.fold": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.tally.recount": "tests/integration/actions/test_tallies.py::"
    "test_a_count_from_the_beginning_mends_whatever_was_bent",
    "actions.task.add_task": "tests/integration/web/test_tasks.py::"
    "test_a_task_is_added_once_and_set_aside_and_taken_back",
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
    "actions.task_clearing.clear_task": "tests/integration/web/test_task_clearing.py::"
    "test_a_person_whom_the_task_names_calls_it_done",
    "actions.task_clearing.reopen_task": "tests/integration/web/test_task_clearing.py::"
    "test_the_word_and_its_end_stand_in_the_record",
    "actions.task_results.choose_progress": "tests/integration/actions/test_task_rollup.py::"
    "test_a_person_may_choose_and_what_the_units_say_is_told_beside",
    "actions.task_results.save_results": "tests/integration/web/test_task_results.py::"
    "test_what_is_said_of_each_task_is_kept_and_printed",
    "actions.tree_import.bring_tree": "tests/integration/web/test_tree_imports.py::test_the_template_goes_round",
    "actions.tree_import.confirm_tree": "tests/integration/web/test_tree_imports.py::"
    "test_what_changed_while_it_waited_leaves_nothing_half_done",
    "actions.tree_import.drop_tree": "tests/integration/web/test_tree_imports.py::"
    "test_one_wrong_cell_and_nothing_is_done",
    "actions.tree_import.found_tree": "tests/integration/web/test_tree_imports.py::"
    "test_a_workbook_is_looked_over_and_carried_out_once",
    "actions.tree_import.keep_cells": "tests/integration/web/test_tree_imports.py::test_the_template_goes_round",
    "actions.tree_import.note_progress": "tests/integration/web/test_tree_imports.py::"
    "test_whoever_waits_reads_how_many_accounts_are_ready",
    "actions.tree_import.note_tree_failed": "tests/integration/web/test_tree_imports.py::"
    "test_a_workbook_of_another_shape_says_which_head_is_wrong",
    "actions.tree_import.take_passwords": "tests/integration/web/test_tree_imports.py::"
    "test_a_workbook_is_looked_over_and_carried_out_once",
    "actions.undo.undo_step": "tests/past_mistakes/test_an_undone_appraisal_was_told_to_the_clerk.py::"
    "test_an_undone_appraisal_concerns_those_who_were_told_of_it",
    "actions.urge.reply_to_urge": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.urge.urge_units": "tests/integration/web/test_urges.py::"
    "test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time",
    "actions.urge.urge_with_task": "tests/integration/web/test_urges.py::"
    "test_only_the_office_of_the_plan_urges_and_a_unit_once_a_day",
    "actions.weave.add_result": "tests/integration/actions/test_task_rollup.py::"
    "test_the_offices_own_words_stand_under_their_task",
    "actions.weave.leave_out": "tests/integration/actions/test_gather.py::"
    "test_one_that_was_left_out_stays_out_and_a_section_without_tables_is_refused",
    "actions.weave.merge_alike": "tests/integration/web/test_consolidation_alike.py::"
    "test_one_press_merges_the_group_under_the_words_of_its_first",
    "actions.weave.merge_blocks": "tests/integration/actions/test_weave.py::"
    "test_merging_joins_the_words_as_one_paragraph",
    "actions.weave.move_result": "tests/past_mistakes/test_weaving_lost_words.py::"
    "test_several_lines_become_blocks_in_their_order_each_time",
    "actions.weave.remove_result": "tests/integration/actions/test_gather.py::"
    "test_taking_the_table_away_opens_its_sources_again",
    "actions.weave.reopen_block": "tests/integration/web/test_consolidation.py::"
    "test_selected_blocks_are_left_out_with_one_reason_and_taken_back",
    "actions.weave.save_result": "tests/integration/actions/test_weave.py::"
    "test_the_words_of_another_clerk_are_not_overwritten",
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
    "auth.turnstile._note": "tests/integration/web/test_proofs.py::test_a_code_tells_nothing_of_the_text",
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
