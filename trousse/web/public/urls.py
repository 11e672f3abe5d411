"""Addresses of the public pages."""

from django.urls import path

from trousse.web.public import robots, views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("projets", views.catalogue, name="catalogue"),
    path("projet/<int:pk>-<slug:slug>", views.project, name="project"),
    path("fonds", views.fund_list, name="fund_list"),
    path("fonds/<slug:slug>", views.fund, name="fund"),
    path("comment-ca-marche", views.how, name="how"),
    path("conditions", views.terms, name="terms"),
    path("mentions-legales", views.legal, name="legal"),
    path("donnees-personnelles", views.privacy, name="privacy"),
    path("accessibilite", views.accessibility, name="accessibility"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
]
