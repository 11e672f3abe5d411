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
)
