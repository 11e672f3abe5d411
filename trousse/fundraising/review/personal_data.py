"""What the review circuit holds on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="review.HeadFile",
        fields=("recipient", "delegate_name", "delegate_email", "attested_name", "attested_role", "document"),
        about="Direction de l’établissement",
        purpose="Prouver que le projet a été validé par l’institution",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Dix ans après la fin de la collecte, avec ses comptes",
    ),
    PersonalData(
        model="review.ManagerFile",
        fields=("recipient", "document"),
        about="Gestionnaire de la structure réceptrice",
        purpose="Verser la collecte à la bonne structure",
        basis=LegalBasis.CONTRACT,
        keep="Dix ans après la fin de la collecte, avec ses comptes",
    ),
    PersonalData(
        model="review.AccessLink",
        fields=("email",),
        about="Direction et gestionnaire",
        purpose="Donner accès à une page sans compte, et pouvoir retirer cet accès",
        basis=LegalBasis.LEGITIMATE_INTEREST,
        keep="Un an après l’expiration du lien",
    ),
    PersonalData(
        model="review.Decision",
        fields=("reviewer", "text"),
        about="Instructeurs",
        purpose="Rapport annuel : projets reçus, retenus, refusés et pourquoi",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Dix ans",
    ),
    PersonalData(
        model="review.CriterionAnswer",
        fields=("note",),
        about="Instructeurs",
        purpose="Publier comment chaque projet répond aux critères de sélection",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Dix ans",
    ),
)
