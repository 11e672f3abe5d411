"""What documents hold on a person."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="documents.Document",
        fields=("name", "le fichier"),
        about="Directeurs, gestionnaires et personnes nommées dans les pièces déposées",
        purpose="Prouver les validations d’un projet et l’identité de la structure qui reçoit l’argent",
        basis=LegalBasis.LEGAL_DUTY,
        keep="5 ans après la fin de la collecte (art. L.561-12 du code monétaire et financier)",
    ),
)
