"""The addresses of the allotment aid."""

from django.urls import path

from jiedui.modules.projects.allotting.pages import views

ONE = "projects/allotting/<int:proposal_id>/"

pages = [
    path("projects/allotting/", views.proposals, name="allotting"),
    path("projects/allotting/new/", views.new, name="allotting_new"),
    path(ONE, views.proposal, name="allotting_proposal"),
    path(ONE + "change/", views.change, name="allotting_change"),
    path(ONE + "export/", views.export, name="allotting_export"),
]
