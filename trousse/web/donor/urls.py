"""Addresses of donors, under ``/mon-don``."""

from django.urls import path

from trousse.web.donor import letters, views

app_name = "donor"

urlpatterns = [
    path("", views.find, name="find"),
    path("/mes-classes", letters.my_classes, name="my_classes"),
    path("/<str:token>", views.follow, name="follow"),
    path("/lettres/<str:token>", letters.letters, name="letters"),
]
