"""The addresses of handing in."""

from django.urls import path

from jiedui.web.submissionpages import views

pages = [
    path("hand-in/", views.hand_in, name="hand_in"),
    path("hand-in/new/", views.new, name="hand_in_new"),
    path("hand-in/matrix/", views.matrix, name="hand_in_matrix"),
    path("hand-in/<int:submission_id>/", views.submission, name="submission"),
    path("hand-in/<int:submission_id>/withdraw/", views.withdraw, name="submission_withdraw"),
]
