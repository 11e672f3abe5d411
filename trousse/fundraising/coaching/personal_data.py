"""What coaching holds on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

KEEP = "Trois ans après la fin de la collecte"

HELD = (
    PersonalData(
        model="coaching.CoachMessage",
        fields=("text",),
        about="Porteurs de projet et accompagnateurs",
        purpose="Leur permettre de s’écrire autour d’une collecte",
        basis=LegalBasis.PUBLIC_TASK,
        keep=KEEP,
    ),
    PersonalData(
        model="coaching.CoachNote",
        fields=("text",),
        about="Accompagnateurs ; il peut y être question du porteur de projet",
        purpose="Se passer le relais entre accompagnateurs",
        basis=LegalBasis.PUBLIC_TASK,
        keep=KEEP,
    ),
    PersonalData(
        model="coaching.MessageTemplate",
        fields=("text",),
        about="Accompagnateurs",
        purpose="Retrouver leurs messages tout prêts",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Jusqu’à la fermeture du compte",
    ),
)
