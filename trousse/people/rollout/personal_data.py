"""What the rollout holds on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="rollout.Waiting",
        fields=("user",),
        about="Porteurs de projet",
        purpose="Les prévenir, dans l’ordre, qu’une place s’ouvre",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Un an après les avoir prévenus",
    ),
    PersonalData(
        model="rollout.Alert",
        fields=("email",),
        about="Personnes qui attendent l’ouverture d’une académie",
        purpose="Les prévenir de cette ouverture",
        basis=LegalBasis.CONSENT,
        keep="Trois mois après l’avoir dit ; trente jours si l’adresse n’est pas confirmée",
    ),
)
