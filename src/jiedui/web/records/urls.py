"""The addresses of records: one row, its form, its proof, its files."""

from django.urls import path

from jiedui.web.records import checking, correcting, forming, views

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
    path("ledgers/<slug:ledger_id>/events/<int:event_id>/undo/", correcting.take_back, name="event_undo"),
]
