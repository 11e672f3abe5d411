"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from trousse.web.hooks.door import beside

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = beside(get_wsgi_application())
