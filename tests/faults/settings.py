"""The product as installed, with the toy module of docs/how-to: it has a bank card and attachments."""

from jiedui.settings import *  # noqa: F403
from jiedui.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.toy"]
# Static files need not have been collected for a page to be drawn.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
