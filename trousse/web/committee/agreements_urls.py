"""``/comite/conventions``: agreements with patrons."""

from django.urls import path

from trousse.web.committee import agreements as views
from trousse.web.committee.agreements_deposits import deposit

urlpatterns = [
    path("/conventions", views.agreement_list, name="agreements"),
    path("/conventions/nouvelle", views.agreement_write, name="agreement_write"),
    path("/conventions/<int:pk>", views.agreement, name="agreement"),
    path("/conventions/<int:pk>/prolonger", views.agreement_extend, name="agreement_extend"),
    path("/conventions/<int:pk>/arreter", views.agreement_stop, name="agreement_stop"),
    path("/conventions/<int:pk>/contacts", views.agreement_contact, name="agreement_contact"),
    path("/conventions/<int:pk>/nom", views.agreement_name, name="agreement_name"),
    path("/conventions/<int:pk>/logo", views.agreement_logo, name="agreement_logo"),
    path("/conventions/<int:pk>/signer", views.agreement_sign, name="agreement_sign"),
    path("/conventions/<int:pk>/signee", views.agreement_signed, name="agreement_signed"),
    path("/conventions/<int:pk>/versement", deposit, name="agreement_deposit"),
]
