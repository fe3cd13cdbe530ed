"""The addresses of the money pages."""

from django.urls import path

from jiedui.modules.projects.money import closing, split_page, views

pages = [
    path("money/", views.money, name="money"),
    path("money/projects/", views.projects, name="money_projects"),
    path("money/entries/", views.entries, name="money_entries"),
    path("money/splits/", split_page.splits, name="money_splits"),
    path("money/books/", views.books, name="money_books"),
    path("money/books/<int:year>/close/", closing.close, name="money_close"),
    path("money/books/<int:year>/reopen/", closing.reopen, name="money_reopen"),
    path("money/accounts/<int:account_id>/", views.account, name="money_account"),
]
