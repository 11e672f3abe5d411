"""``/pilotage``: for the platform team, and for reviewers in their académie."""

from django.urls import path

from trousse.web.cockpit import views

app_name = "cockpit"

urlpatterns = [
    path("", views.academies, name="academies"),
    path("/academies.csv", views.academies_csv, name="academies_csv"),
    path("/phases", views.phases, name="phases"),
    path("/phases/modele", views.presets, name="presets"),
    path("/phases/nouvelle", views.phase_new, name="phase_new"),
    path("/phases/<int:pk>", views.phase_edit, name="phase_edit"),
]
