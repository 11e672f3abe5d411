"""``/mecene``: for those whom an agreement names."""

from django.urls import path

from trousse.web.patron import views

app_name = "patron"

urlpatterns = [
    path("", views.funds, name="funds"),
    path("/<slug:slug>", views.fund, name="fund"),
    path("/<slug:slug>/logo", views.logo, name="logo"),
    path("/<slug:slug>/aides.csv", views.helps_csv, name="helps_csv"),
    path("/<slug:slug>/rapport", views.report_make, name="report_make"),
    path("/<slug:slug>/rapport/<uuid:pk>", views.report, name="report"),
]
