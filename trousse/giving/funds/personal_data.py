"""What funds hold on people: those who follow them for a patron."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="funds.AgreementContact",
        fields=("email", "name"),
        about="Personnes qui suivent le fonds d’un mécène",
        purpose="Leur ouvrir l’espace de leur fonds, et leur écrire quand la convention finit",
        basis=LegalBasis.CONTRACT,
        keep="Jusqu’à ce que le mécène les retire, au plus un an après la fin de la convention",
    ),
    PersonalData(
        model="funds.Agreement",
        fields=("signed_document",),
        about="Signataires d’une convention de mécénat",
        purpose="Prouver les conditions acceptées",
        basis=LegalBasis.CONTRACT,
        keep="Dix ans après la fin de l’exercice (pièces comptables, code de commerce art. L123-22)",
    ),
)
