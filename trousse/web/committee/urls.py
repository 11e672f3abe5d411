"""What a member of the committee does: read, change, sign."""

from django.urls import path

from trousse.web.committee import mandates, rule_pages, views
from trousse.web.committee.agreements_urls import urlpatterns as agreements
from trousse.web.committee.round_csv import round_csv

app_name = "committee"

urlpatterns = [
    *agreements,
    path("", views.home, name="home"),
    path("/nouvelle", views.propose, name="propose"),
    path("/<int:pk>", views.round_page, name="round"),
    path("/<int:pk>.csv", round_csv, name="round_csv"),
    path("/<int:pk>/changer", views.change, name="change"),
    path("/<int:pk>/signer", views.sign, name="sign"),
    path("/<int:pk>/lien", views.interest, name="interest"),
    path("/<int:pk>/abandonner", views.drop, name="drop"),
    *mandates.urlpatterns,
    *rule_pages.urlpatterns,
]
