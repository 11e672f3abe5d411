"""What payments hold on people. Card numbers never come here; what a provider says of a card is not kept."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="payments.Payment",
        fields=("payer_email", "amount_cents", "label"),
        about="Payeurs",
        purpose="Recevoir un paiement, le retrouver chez le prestataire, le rendre quand il le faut",
        basis=LegalBasis.CONTRACT,
        keep="Courriel : treize mois ; montant : dix ans (pièces comptables, code de commerce art. L123-22)",
    ),
    PersonalData(
        model="payments.InboxNotice",
        fields=("payload",),
        about="Payeurs",
        purpose="Prouver ce que le prestataire a dit d’un paiement",
        basis=LegalBasis.CONTRACT,
        keep="Treize mois après le paiement (délai de contestation, code monétaire et financier art. L133-24)",
    ),
)
