"""The addresses of imports."""

from django.urls import path

from jiedui.web.imports import arriving, steps, views

pages = [
    path("ledgers/<slug:ledger_id>/import/", arriving.hand_in, name="ledger_import"),
    path("imports/", views.imports, name="imports"),
    path("imports/new/", arriving.new, name="import_new"),
    path("imports/open/", arriving.open_imports, name="import_open"),
    path("imports/<int:import_id>/", views.one, name="import"),
    path("imports/<int:import_id>/preview/", views.preview, name="import_preview"),
    path("imports/<int:import_id>/answers/", steps.answer, name="import_answer"),
    path("imports/<int:import_id>/check/", steps.check_again, name="import_check"),
    path("imports/<int:import_id>/apply/", steps.let_in, name="import_apply"),
    path("imports/<int:import_id>/ledger/", steps.move, name="import_move"),
    path("imports/<int:import_id>/forget/", steps.forget, name="import_forget"),
    path("imports/<int:import_id>/give-up/", steps.give_up, name="import_give_up"),
    path("imports/<int:import_id>/undo/", steps.undo, name="import_undo"),
    path("imports/<int:import_id>/returned.xlsx", steps.returned, name="import_returned"),
    path("imports/<int:import_id>/raw/", steps.raw, name="import_raw"),
]
