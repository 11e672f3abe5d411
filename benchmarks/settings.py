"""The product's settings with one page more: see ``benchmarks/urls.py``."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
