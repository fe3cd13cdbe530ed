"""The addresses of the pages that are derived from the declarations: ledgers, records, imports, trail, figures, dictionary."""

from django.urls import path

from jiedui.web.dictionary import views as dictionary
from jiedui.web.downloads import views as downloads
from jiedui.web.imports.urls import pages as import_pages
from jiedui.web.indicatorpages import views as indicators
from jiedui.web.ledgers import books, bulk, directory, keeping
from jiedui.web.ledgers import views as ledgers
from jiedui.web.records.urls import pages as record_pages
from jiedui.web.trailpages import views as trail

pages = [
    path("ledgers/", directory.directory, name="ledgers"),
    path("ledgers/<slug:ledger_id>/", ledgers.ledger_list, name="ledger"),
    path("ledgers/<slug:ledger_id>/find/", ledgers.find_number, name="ledger_find"),
    path("ledgers/<slug:ledger_id>/totals/", ledgers.ledger_totals, name="ledger_totals"),
    path("ledgers/<slug:ledger_id>/columns/", keeping.list_columns, name="ledger_columns"),
    path("ledgers/<slug:ledger_id>/widths/", keeping.widths, name="ledger_widths"),
    path("ledgers/<slug:ledger_id>/views/", keeping.views, name="ledger_views"),
    path("ledgers/<slug:ledger_id>/views/<int:view_id>/", keeping.view, name="ledger_view"),
    path("ledgers/<slug:ledger_id>/views/<int:view_id>/default/", keeping.view_default, name="ledger_view_default"),
    path("ledgers/<slug:ledger_id>/template.xlsx", books.template, name="ledger_template"),
    path("ledgers/<slug:ledger_id>/export/", books.export, name="ledger_export"),
    path("ledgers/<slug:ledger_id>/bulk/", bulk.bulk_change, name="ledger_bulk"),
    *record_pages,
    *import_pages,
    path("downloads/", downloads.centre, name="downloads"),
    path("downloads/<int:export_id>/file/", downloads.fetch, name="download_file"),
    path("downloads/<int:export_id>/again/", downloads.again, name="download_again"),
    path("downloads/<int:export_id>/remove/", downloads.remove, name="download_remove"),
    path("trail/", trail.trail, name="trail"),
    path("trail/<int:event_id>/", trail.event, name="event"),
    path("trail/verification/", trail.verification, name="verification"),
    path("trail/verification/start/", trail.verify, name="verify"),
    path("dictionary/", dictionary.dictionary, name="dictionary"),
    path("dictionary/codes/<slug:list_id>/", dictionary.code_list, name="code_list"),
    path("dictionary/<slug:ledger_id>/", dictionary.ledger, name="dictionary_ledger"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/<slug:indicator_id>/", indicators.indicator, name="indicator"),
    path("indicators/<slug:indicator_id>/rows/", indicators.rows, name="indicator_rows"),
]
