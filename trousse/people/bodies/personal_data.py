"""What the bodies app holds on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="bodies.ReceivingBody",
        fields=("manager_name", "manager_email"),
        about="Gestionnaires des structures réceptrices",
        purpose="Joindre la personne qui tient les comptes de la structure",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Dix ans après le dernier versement, avec les pièces comptables",
    ),
    PersonalData(
        model="bodies.BankAccount",
        fields=("iban", "bic", "holder_name", "proposed_by_label"),
        about="Titulaires des comptes qui reçoivent les dons",
        purpose="Verser l’argent d’une collecte à la bonne structure, après la vérification d’une seconde personne",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Dix ans après le dernier versement (code de commerce, art. L. 123-22)",
    ),
)
