"""The addresses of records: one row, its form, its proof, its files."""

from django.urls import path

from jiedui.web.records import checking, correcting, files, forming, proofs, views

ROW = "ledgers/<slug:ledger_id>/<int:row_id>/"

pages = [
    path("ledgers/<slug:ledger_id>/new/", forming.new, name="record_new"),
    path("ledgers/<slug:ledger_id>/new/check/", checking.check, name="record_new_check"),
    path("ledgers/<slug:ledger_id>/new/suggest/<slug:field>/", checking.suggest, name="record_suggest"),
    path(ROW, views.record, name="record"),
    path(ROW + "edit/", forming.edit, name="record_edit"),
    path(ROW + "check/", checking.check, name="record_check"),
    path(ROW + "key/", correcting.key, name="record_key"),
    path(ROW + "remove/", correcting.remove, name="record_remove"),
    path(ROW + "reveal/", views.reveal, name="record_reveal"),
    path(ROW + "print/", views.sheet, name="record_sheet"),
    path(ROW + "proof/", proofs.proof, name="record_proof"),
    path(ROW + "proof.json", proofs.proof_file, name="record_proof_file"),
    path(ROW + "proof/facts.json", proofs.proof_with_facts, name="record_proof_facts"),
    path(ROW + "files/<slug:field>/", files.attach, name="record_attach"),
    path(ROW + "files/<slug:field>/<slug:digest>/", files.open_file, name="record_file"),
    path(ROW + "files/<slug:field>/<slug:digest>/remove/", files.detach, name="record_detach"),
    path("ledgers/<slug:ledger_id>/events/<int:event_id>/undo/", correcting.take_back, name="event_undo"),
]
