"""What the outbox holds on a person."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="notifications.Message",
        fields=("to", "params", "subject", "text", "html"),
        about="Toute personne à qui la plateforme écrit",
        purpose="Envoyer les courriels du service, prouver ce qui a été dit, répondre à une réclamation",
        basis=LegalBasis.CONTRACT,
        keep="400 jours après l’envoi (paramètre notifications.keep_days), puis suppression",
    ),
    PersonalData(
        model="notifications.Preference",
        fields=("address", "topic", "rhythm"),
        about="Toute personne qui a réglé ses courriels",
        purpose="N’envoyer que ce qu’elle veut lire, au rythme qu’elle a choisi",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Tant que la personne ne change pas d’avis : l’oublier serait lui écrire de nouveau",
    ),
)
