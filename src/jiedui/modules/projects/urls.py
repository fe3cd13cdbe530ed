"""The addresses of the module's own pages."""

from jiedui.modules.projects.allotting.pages.urls import pages as allotting_pages
from jiedui.modules.projects.review.pages.urls import pages as review_pages

app_name = "projects"
urlpatterns = [*review_pages, *allotting_pages]
