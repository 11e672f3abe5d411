"""What moderation holds on a person."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="moderation.Report",
        fields=("email", "text"),
        about="Personnes qui signalent quelque chose",
        purpose="Examiner le signalement et leur répondre (règlement (UE) 2022/2065, art. 16)",
        basis=LegalBasis.LEGAL_DUTY,
        keep="240 jours pour l’adresse, 5 ans pour le dossier",
    ),
    PersonalData(
        model="moderation.Case",
        fields=("title", "appeal_text"),
        about="Auteurs de ce qui est signalé, et personnes qui contestent une décision",
        purpose="Décider, dire pourquoi, permettre de contester (art. 17 et 20)",
        basis=LegalBasis.LEGAL_DUTY,
        keep="5 ans après la décision",
    ),
    PersonalData(
        model="moderation.Decision",
        fields=("by", "reason"),
        about="Membres de l’équipe qui décident",
        purpose="Répondre de chaque décision",
        basis=LegalBasis.LEGAL_DUTY,
        keep="5 ans après la décision",
    ),
)
