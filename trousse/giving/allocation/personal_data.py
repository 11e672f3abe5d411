"""What the solidarity engine holds on people: the committee, never a pupil, a family or a donor by name."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="allocation.Signature",
        fields=("user", "no_conflict", "at"),
        about="Membres du comité de solidarité",
        purpose="Prouver que deux personnes sans intérêt ont décidé de chaque aide",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Dix ans après la fin de l’exercice (pièces comptables, code de commerce art. L123-22)",
    ),
    PersonalData(
        model="allocation.Interest",
        fields=("user", "campaign", "at"),
        about="Membres du comité qui déclarent un lien avec un projet",
        purpose="Ne pas les faire signer une aide à ce projet",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Autant que la répartition ou le mandat",
    ),
    PersonalData(
        model="allocation.Round",
        fields=("changes",),
        about="Membres du comité de solidarité",
        purpose="Savoir qui a demandé une autre somme pour un projet, et pourquoi",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Autant que les comptes (dix ans après la fin de l’exercice)",
    ),
    PersonalData(
        model="allocation.RoundLog",
        fields=("actor_id", "actor_label", "reason"),
        about="Membres du comité de solidarité",
        purpose="Savoir qui a changé, signé ou abandonné une répartition",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Autant que la répartition",
    ),
    PersonalData(
        model="allocation.MandateSignature",
        fields=("user", "no_conflict", "at"),
        about="Membres du comité de solidarité",
        purpose="Prouver que deux personnes sans intérêt ont signé chaque mandat",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Dix ans après la fin de l’exercice (pièces comptables, code de commerce art. L123-22)",
    ),
    PersonalData(
        model="allocation.MandateLog",
        fields=("actor_id", "actor_label", "reason"),
        about="Membres du comité de solidarité",
        purpose="Savoir qui a signé ou arrêté un mandat, et pourquoi",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Autant que le mandat",
    ),
    PersonalData(
        model="allocation.Grant",
        fields=("matched_gift",),
        about="Donateurs dont un fonds a doublé le don",
        purpose="Doubler chaque don une seule fois ; le montant n’est jamais publié don par don",
        basis=LegalBasis.CONTRACT,
        keep="Autant que le don",
    ),
    PersonalData(
        model="allocation.GrantPart",
        fields=("donation", "amount_cents"),
        about="Donateurs qui ont laissé choisir le projet",
        purpose="Leur dire ce que leur don est devenu, au centime près",
        basis=LegalBasis.CONTRACT,
        keep="Autant que le don",
    ),
)
