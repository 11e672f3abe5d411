"""``/compte/``. The names are django-allauth's own, which its flows look up; the paths are ours, in French."""

from django.urls import path

from trousse.web.account import views

urlpatterns = [
    path("", views.home, name="account_home"),
    path("connexion", views.sign_in, name="account_login"),
    path("connexion", views.sign_in, name="account_request_login_code"),
    path("connexion/code", views.sign_in_code, name="account_confirm_login_code"),
    path("connexion/verification", views.second_factor, name="mfa_authenticate"),
    path("inscription", views.sign_up, name="account_signup"),
    path("bienvenue", views.welcome, name="account_welcome"),
    path("deconnexion", views.sign_out, name="account_logout"),
    path("ferme", views.closed, name="account_inactive"),
    path("securite/", views.security, name="mfa_index"),
    path("securite/confirmer", views.confirm_identity, name="mfa_reauthenticate"),
    path("securite/application", views.link_application, name="mfa_activate_totp"),
    path("securite/application/retirer", views.unlink_application, name="mfa_deactivate_totp"),
    path("securite/codes", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("securite/codes/nouveaux", views.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("securite/codes/fichier", views.recovery_codes_file, name="mfa_download_recovery_codes"),
]
