"""The page of whoever keeps the accounts of the receiving body."""

from django.urls import path

from trousse.web.manager import views

app_name = "manager"

urlpatterns = [
    path("<str:token>", views.complete, name="complete"),
    path("<str:token>/nouveau-lien", views.renew, name="renew"),
]
