"""Addresses of the three steps, under ``/don/``."""

from django.urls import path

from trousse.web.checkout import views

app_name = "checkout"

urlpatterns = [
    path("projet/<int:pk>", views.project_amount, name="amount"),
    path("projet/<int:pk>/vous", views.project_donor, name="project_donor"),
    path("fonds/<slug:slug>", views.fund_amount, name="fund_amount"),
    path("fonds/<slug:slug>/vous", views.fund_donor, name="fund_donor"),
    path("<uuid:key>/vous", views.donor, name="donor"),
    path("<uuid:key>/paiement", views.payment, name="payment"),
    path("<uuid:key>/merci", views.thanks, name="thanks"),
]
