"""Addresses of the public pages."""

from django.urls import path

from trousse.web.public import dialogue, funds, kit, opening, robots, rule_pages, settled, views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("projets", views.catalogue, name="catalogue"),
    path("projet/<int:pk>-<slug:slug>", views.project, name="project"),
    path("projet/<int:pk>/nouvelles", dialogue.news, name="news"),
    path("projet/<int:pk>/questions", dialogue.questions, name="questions"),
    path("projet/<int:pk>/suivre", dialogue.follow, name="follow"),
    path("projet/<int:pk>/question", dialogue.ask, name="ask"),
    path("suivre/<str:token>", dialogue.confirm, name="follow_confirm"),
    path("ne-plus-suivre/<str:token>", dialogue.leave, name="follow_leave"),
    path("academies/confirmer/<str:token>", opening.alert_confirmed, name="alert_confirm"),
    path("academies/<slug:slug>", opening.alert, name="academie"),
    path("fonds", funds.fund_list, name="fund_list"),
    path("fonds/<slug:slug>", funds.fund, name="fund"),
    path("fonds/<slug:slug>/aides.csv", funds.helps_csv, name="fund_helps_csv"),
    path("fonds/<slug:slug>/logo", funds.logo, name="fund_logo"),
    path("comment-ca-marche", settled.how, name="how"),
    path("criteres", settled.criteria, name="criteria"),
    *rule_pages.urlpatterns,
    path("conditions", settled.terms, name="terms"),
    path("mentions-legales", settled.legal, name="legal"),
    path("donnees-personnelles", settled.privacy, name="privacy"),
    path("accessibilite", settled.accessibility, name="accessibility"),
    path("p/<int:pk>", kit.short, name="short"),
    path("p/<int:pk>/carte-<slug:fingerprint>.png", kit.social_card, name="social_card"),
    path("widget/projet/<int:pk>", kit.widget, name="widget"),
    path("oembed", kit.oembed, name="oembed"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
]
