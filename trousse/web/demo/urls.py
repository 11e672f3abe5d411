"""The way into the demonstration: become one of its people, try the main story."""

from django.urls import path

from trousse.web.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.people, name="people"),
    path("/entrer", views.enter, name="enter"),
]
