"""Addresses that a supervisor asks."""

from django.urls import path

from trousse.web.health import views

app_name = "health"

urlpatterns = [
    path("healthz", views.live, name="live"),
    path("readyz", views.ready, name="ready"),
]
