"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from jiedui.starting import start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")
start()
application = get_wsgi_application()
