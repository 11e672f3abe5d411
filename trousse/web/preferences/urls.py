"""Preferences, by signed link for anybody, and in one's account."""

from django.urls import path

from trousse.web.preferences import views

app_name = "preferences"

urlpatterns = [
    path("compte/preferences", views.mine, name="mine"),
    path("preferences", views.ask, name="ask"),
    path("preferences/quitter/<str:token>", views.leave, name="leave"),
    path("preferences/<str:token>", views.choose, name="choose"),
]
