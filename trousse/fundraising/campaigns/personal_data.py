"""What campaigns hold on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="campaigns.Supporter",
        fields=("first_name", "email", "message"),
        about="Donateurs",
        purpose="Dire ce que devient la collecte, et laisser la classe remercier ceux qui l’acceptent",
        basis=LegalBasis.CONTRACT,
        keep="Trois ans après la fin de la collecte",
    ),
)
