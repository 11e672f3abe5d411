"""What a moderator does: read the queue, decide with reasons, answer contestations."""

from django.urls import path

from trousse.web.moderator import views

app_name = "moderator"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("/<uuid:case_id>", views.case, name="case"),
    path("/<uuid:case_id>/autorisation", views.authorisation, name="authorisation"),
]
