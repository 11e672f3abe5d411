"""What giving holds on people. The ledger itself holds no name: an entry is never erased."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="donations.Donation",
        fields=("first_name", "last_name", "email", "company_name", "siren", "amount_cents", "user"),
        about="Donateurs",
        purpose="Recevoir le don, le suivre, le rendre quand il le faut, tenir les comptes",
        basis=LegalBasis.CONTRACT,
        keep="Dix ans après la fin de l’exercice (pièces comptables, code de commerce art. L123-22)",
    ),
    PersonalData(
        model="donations.Donation",
        fields=("first_name", "last_name", "email", "company_name", "siren", "address", "message"),
        about="Personnes qui ont commencé un don sans le payer",
        purpose="Leur permettre de reprendre où elles en étaient",
        basis=LegalBasis.CONTRACT,
        keep="Trente jours (paramètre giving.unpaid_keep_days), puis la ligne reste sans nom",
    ),
    PersonalData(
        model="donations.Donation",
        fields=("address", "postcode", "town", "country", "no_reward_declared"),
        about="Donateurs qui demandent un reçu fiscal",
        purpose="Établir le reçu fiscal",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Six ans (contrôle des reçus), dix quand le reçu est une pièce comptable",
    ),
    PersonalData(
        model="donations.Donation",
        fields=("named", "message"),
        about="Donateurs qui veulent être connus de la classe",
        purpose="Dire un prénom et un mot à la classe",
        basis=LegalBasis.CONSENT,
        keep="Jusqu’au retrait de l’accord, au plus trois ans après le don (paramètre giving.words_keep_days)",
    ),
    PersonalData(
        model="donations.DonationLog",
        fields=("actor_id", "actor_label", "reason"),
        about="Agents qui annulent un don",
        purpose="Prouver qui a décidé quoi, et pourquoi",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Autant que le don",
    ),
)
