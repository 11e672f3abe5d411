"""What a holder does: choose a school, write a project, submit it, follow it."""

from django.urls import path

from trousse.web.teacher import views

app_name = "teacher"

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("/ecoles", views.school_search, name="school_search"),
    path("/projet/nouveau", views.project_new, name="project_new"),
    path("/projet/<int:pk>", views.project_edit, name="project_edit"),
    path("/projet/<int:pk>/ecole", views.project_school, name="project_school"),
    path("/projet/<int:pk>/ecole/ajouter", views.project_school_add, name="project_school_add"),
    path("/projet/<int:pk>/etape/<slug:slug>", views.step, name="step"),
    path("/projet/<int:pk>/apercu", views.project_preview, name="project_preview"),
    path("/projet/<int:pk>/soumettre", views.project_submit, name="project_submit"),
    path("/projet/<int:pk>/attendre", views.project_wait, name="project_wait"),
    path("/projet/<int:pk>/images", views.step_images, name="project_pictures"),
    path("/projet/<int:pk>/images/<uuid:picture_id>", views.picture_change, name="picture_change"),
    path(
        "/projet/<int:pk>/images/<uuid:picture_id>/attestation", views.picture_attestation, name="picture_attestation"
    ),
    path("/projet/<int:pk>/nouvelles", views.news, name="news"),
    path("/projet/<int:pk>/nouvelles/<int:news_pk>", views.news_edit, name="news_edit"),
    path("/projet/<int:pk>/merci", views.thanks, name="thanks"),
    path("/projet/<int:pk>/merci/cartes.pdf", views.thanks_cards, name="thanks_cards"),
    path("/projet/<int:pk>/merci/<int:thanks_pk>", views.thanks_edit, name="thanks_edit"),
    path("/images/<uuid:picture_id>", views.told_picture, name="told_picture"),
    path("/projet/<int:pk>/questions", views.questions, name="questions"),
    path("/projet/<int:pk>/lettres", views.letters_list, name="letters_list"),
    path("/projet/<int:pk>/lettres/<int:supporter_pk>", views.letters, name="letters"),
    path("/projet/<int:pk>/bilan", views.report, name="report"),
    path("/projet/<int:pk>/bilan/pieces/<int:receipt_pk>", views.receipt_show, name="receipt"),
    path("/projet/<int:pk>/bilan/pieces/<int:receipt_pk>/retirer", views.receipt_drop, name="receipt_drop"),
    path("/projet/<int:pk>/accompagnement", views.coaching, name="coaching"),
    path("/projet/<int:pk>/kit", views.kit, name="kit"),
    path("/projet/<int:pk>/kit/imprimer", views.kit_print, name="kit_print"),
    path("/projet/<int:pk>/kit/<uuid:piece_pk>", views.kit_piece, name="kit_piece"),
    path("/projet/<int:pk>/relancer", views.link_resend, name="link_resend"),
]
