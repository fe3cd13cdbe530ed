"""The addresses of the module's own pages."""

from django.urls import path

from jiedui.modules.projects import notices
from jiedui.modules.projects.allotting.pages.urls import pages as allotting_pages
from jiedui.modules.projects.money.urls import pages as money_pages
from jiedui.modules.projects.review.pages.urls import pages as review_pages

app_name = "projects"
asset_pages = [
    path("assets/villages/", notices.villages, name="asset_villages"),
    path("assets/villages/<str:village_code>/", notices.notice, name="asset_notice"),
]
urlpatterns = [*money_pages, *review_pages, *allotting_pages, *asset_pages]
