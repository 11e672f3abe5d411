"""What a coach does: see who needs help, answer, note, pass on."""

from django.urls import path

from trousse.web.coach import views

app_name = "coach"

urlpatterns = [
    path("", views.projects, name="projects"),
    path("/modeles", views.templates, name="templates"),
    path("/<int:pk>", views.project, name="project"),
    path("/<int:pk>/lu", views.project_read, name="project_read"),
    path("/<int:pk>/liste", views.project_tick, name="project_tick"),
    path("/<int:pk>/confier", views.project_hand_over, name="project_hand_over"),
]
