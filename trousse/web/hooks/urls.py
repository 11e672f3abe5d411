"""Addresses known to payment providers: change them there as well."""

from django.urls import path

from trousse.web.hooks import views

app_name = "hooks"

urlpatterns = [
    path("crochets/<slug:provider>/notification", views.notification, name="notification"),
    path("paiement/retour/<slug:reference>", views.payment_return, name="return"),
]
