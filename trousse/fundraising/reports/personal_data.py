"""What reports hold on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="reports.Receipt",
        fields=("document",),
        about="Personnes dont le nom figure sur une facture",
        purpose="Justifier l’usage de l’argent reçu",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Dix ans après leur dépôt, comme les pièces comptables (paramètre reports.keep_receipts_days)",
    ),
)
