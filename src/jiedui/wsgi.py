"""The WSGI application that gunicorn serves."""

import os

from django.core.handlers.wsgi import WSGIHandler

from jiedui.starting import start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")
start()
application = WSGIHandler()
