"""What a reviewer does: read the queue, decide, follow the files, check bank details."""

from django.urls import path

from trousse.web.reviewer import views

app_name = "reviewer"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("/comptes", views.accounts, name="accounts"),
    path("/comptes/<int:pk>", views.account_decide, name="account_decide"),
    path("/comptes/<int:pk>/piece", views.account_document, name="account_document"),
    path("/bilans", views.reports_late, name="reports_late"),
    path("/bilans/publies", views.reports_published, name="reports"),
    path("/bilans/<int:pk>", views.report, name="report"),
    path("/bilans/<int:pk>/pieces/<int:receipt_pk>", views.report_receipt, name="report_receipt"),
    path("/rapport-annuel", views.annual, name="annual"),
    path("/<int:pk>", views.project, name="project"),
    path("/<int:pk>/liens", views.link_resend, name="link_resend"),
    path("/<int:pk>/delegation", views.delegation_confirm, name="delegation_confirm"),
    path("/<int:pk>/piece/<slug:whose>", views.project_document, name="project_document"),
]
