"""Addresses of the developers' mailbox."""

from django.urls import path

from trousse.web.mailbox import views

app_name = "mailbox"

urlpatterns = [
    path("", views.message_list, name="list"),
    path("/galerie", views.gallery, name="gallery"),
    path("/galerie/<str:kind>", views.sample, name="sample"),
    path("/galerie/<str:kind>/html", views.sample_html, name="sample_html"),
    path("/<int:pk>", views.message, name="message"),
    path("/<int:pk>/html", views.message_html, name="message_html"),
]
