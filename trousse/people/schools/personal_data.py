"""What the schools app holds on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="schools.School",
        fields=("mail", "phone"),
        about="Établissements scolaires",
        purpose="Joindre la direction d’un établissement à l’adresse publiée dans l’annuaire de l’éducation",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Tant que l’annuaire publie ces coordonnées ; elles sont mises à jour à chaque import",
    ),
)
