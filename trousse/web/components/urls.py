"""``/_composants``, never in production."""

from django.urls import path

from trousse.web.components import views

app_name = "components"

urlpatterns = [path("", views.show, name="gallery")]
