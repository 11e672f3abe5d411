"""The page of the head of school: attest, or say why not."""

from django.urls import path

from trousse.web.head import views

app_name = "head"

urlpatterns = [
    path("<str:token>", views.attest, name="attest"),
    path("<str:token>/deleguer", views.delegate, name="delegate"),
    path("<str:token>/nouveau-lien", views.renew, name="renew"),
]
