"""Every address of the site, one folder of ``trousse.web`` per audience."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("trousse.web.public.urls")),
    path("don/", include("trousse.web.checkout.urls")),
    path("mon-don", include("trousse.web.donor.urls")),
    path("enseignant", include("trousse.web.teacher.urls")),
    path("instruction", include("trousse.web.reviewer.urls")),
    path("mecene", include("trousse.web.patron.urls")),
    path("accompagnement", include("trousse.web.coach.urls")),
    path("comite", include("trousse.web.committee.urls")),
    path("pilotage", include("trousse.web.cockpit.urls")),
    path("direction/", include("trousse.web.head.urls")),
    path("gestionnaire/", include("trousse.web.manager.urls")),
    path("", include("trousse.web.preferences.urls")),
    path("compte/", include("trousse.web.account.urls")),
    path("", include("trousse.web.hooks.urls")),
    path("", include("trousse.web.health.urls")),
    path("images/", include("trousse.web.pictures.urls")),
    path("signaler", include("trousse.web.moderator.reporting_urls")),
    path("moderation", include("trousse.web.moderator.urls")),
    path("administration/", admin.site.urls),
]

if not settings.PRODUCTION:
    urlpatterns += [
        path("_courriels", include("trousse.web.mailbox.urls")),
        path("_composants", include("trousse.web.components.urls")),
    ]

if settings.DEMO or settings.TESTING:
    urlpatterns += [path("demo", include("trousse.web.demo.urls"))]

handler400 = "trousse.web.errors.bad_request"
handler403 = "trousse.web.errors.forbidden"
handler404 = "trousse.web.errors.not_found"
handler500 = "trousse.web.errors.server_error"
