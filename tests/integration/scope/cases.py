"""Every address of the product, in the two kinds that the matrix treats differently.

Whoever adds an address adds its name here, and so has said whether it leads to a thing that belongs to somebody.
"""

THINGS = {
    "api:LEDGER_file", "api:LEDGER_row", "api:change_row", "api:import", "api:import_report", "api:import_undo",
    "api:submission", "api:submission_compare", "api:submission_withdraw",
    "web:activate_user", "web:add_alias", "web:alert", "web:alert_reply", "web:confirm_pairing", "projects:asset_notice", "web:decision", "web:decision_return", "web:decision_sheet", "web:decision_sign", "web:decision_withdraw", "web:delegation_end", "web:deactivate_user", "web:download_again",
    "web:download_file", "web:download_remove", "web:end_own_session", "web:end_pairing", "web:end_session",
    "web:event", "web:event_undo", "web:import", "web:import_answer", "web:import_apply", "web:import_check",
    "web:import_forget", "web:import_give_up", "web:import_move", "web:import_preview", "web:import_raw",
    "web:import_returned", "web:import_undo", "web:ledger_view", "web:ledger_view_default", "web:organisation", "web:plan_answer", "web:plan_task", "web:plan_task_attach", "web:plan_task_done", "web:plan_task_edit",
    "web:plan_task_file", "web:plan_task_reopen",
    "web:record", "web:record_attach", "web:record_check", "web:record_detach", "web:record_edit", "web:record_file",
    "web:place", "web:record_key", "web:record_proof", "web:record_proof_facts", "web:record_proof_file", "web:record_remove",
    "projects:allotting_change", "projects:allotting_export", "projects:allotting_proposal",
    "projects:money_account", "projects:review_answer", "projects:review_candidate", "projects:review_candidate_remove", "projects:review_candidates",
    "projects:review_declare", "projects:review_edit", "projects:review_excuse", "projects:review_notice", "projects:review_object",
    "projects:review_reviewer_remove", "projects:review_reviewers", "projects:review_round", "projects:review_score",
    "projects:review_sheet", "projects:review_step", "projects:review_tie", "projects:review_veto",
    "web:record_reveal", "web:record_sheet", "web:record_suggest", "web:remove_alias", "web:reset_password",
    "web:reset_second_factor", "web:revoke_token", "web:see_as", "web:submission", "web:submission_withdraw", "web:unlock_user", "web:user",
}  # fmt: skip
"""Lead to a row, file, import, account ... of somebody: one of a foreign county must answer 404."""

REST = {
    "account_change_password", "account_inactive", "account_login", "account_logout", "account_reauthenticate",
    "api-nothing", "api:LEDGER_find", "api:LEDGER_imports", "api:LEDGER_rows", "api:api-root", "api:codes",
    "api:create_row", "api:files", "api:imports", "api:indicator", "api:indicator_rows", "api:indicator_values",
    "api:indicators", "api:submissions", "api:submissions_due", "api:ledgers", "api:openapi-json", "mfa_activate_totp", "mfa_authenticate",
    "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_generate_recovery_codes", "mfa_index",
    "mfa_reauthenticate", "mfa_view_recovery_codes", "set_language", "web:account", "web:alerts", "web:code_list", "projects:asset_villages", "web:decisions", "web:decisions_read", "web:decisions_sign", "web:delegations", "web:flow", "web:flow_step", "web:gates", "web:hand_in", "web:hand_in_matrix", "web:hand_in_new", "web:dictionary",
    "web:dictionary_ledger", "web:downloads", "web:home", "web:import_new", "web:import_open", "web:imports",
    "web:indicator", "web:indicator_rows", "web:indicators", "web:ledger", "web:ledger_bulk", "web:ledger_columns",
    "web:ledger_export", "web:ledger_find", "web:ledger_import", "web:ledger_template", "web:ledger_totals",
    "web:ledger_views", "web:ledgers", "web:ledger_widths", "web:new_pairing", "web:new_user", "web:operation_log",
    "web:operation_log_export", "web:organisations", "web:pairings", "web:record_new", "web:record_new_check",
    "web:plan", "web:plan_changes", "web:plan_comment", "web:plan_comments", "web:plan_copy", "web:plan_issue",
    "web:plan_measure", "web:plan_measure_edit", "web:plan_send", "web:plan_task_new", "web:plan_tasks", "web:roles", "web:scopes", "web:screen", "web:search", "web:see_as_leave", "web:setup", "web:sign_in_log",
    "web:sign_in_log_export", "web:system", "web:target", "web:targets", "web:tokens", "web:trail", "web:users",
    "web:verification", "web:verify", "projects:money", "projects:money_books", "projects:money_close", "projects:money_entries", "projects:money_projects",
    "projects:money_reopen", "projects:money_splits", "projects:allotting", "projects:allotting_new", "projects:review_new", "projects:review_rounds",
}  # fmt: skip
"""Lists, forms, figures and what belongs to oneself: must hold no word of a foreign county."""
