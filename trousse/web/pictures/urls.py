"""Addresses of the pictures people send."""

from django.urls import path

from trousse.web.pictures import views

app_name = "pictures"

urlpatterns = [
    path("<uuid:picture_id>/<int:width>.<slug:ending>", views.file, name="file"),
]
