"""Reporting something, and contesting a decision: open to anybody, without an account."""

from django.urls import path

from trousse.web.moderator import reporting

app_name = "reporting"

urlpatterns = [
    path("/merci", reporting.thanks, name="thanks"),
    path("/contester/<str:token>", reporting.appeal, name="appeal"),
    path("/<slug:kind>/<str:subject_id>", reporting.report, name="report"),
]
