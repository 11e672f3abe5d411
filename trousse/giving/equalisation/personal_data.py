"""What the rules of solidarity hold on people: who gave an opinion, who voted."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="equalisation.RuleComment",
        fields=("first_name", "email", "text"),
        about="Personnes qui donnent leur avis sur un projet de règles de solidarité",
        purpose="Publier leur avis avec le prénom seul, et leur dire ce qui a été décidé",
        basis=LegalBasis.CONSENT,
        keep="Trois ans après l’avis : il reste, le prénom et l’adresse partent. Trente jours sans confirmation "
        "(paramètres equalisation.*)",
    ),
    PersonalData(
        model="equalisation.RuleVote",
        fields=("user", "ballot", "reason", "at"),
        about="Membres du comité de solidarité",
        purpose="Prouver que chaque membre a voté une fois, et publier le compte des voix et les raisons sans les noms",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Autant que la version des règles, qui dit comment l’argent des fonds est réparti",
    ),
    PersonalData(
        model="equalisation.RuleLog",
        fields=("actor_id", "actor_label", "reason"),
        about="Membres du comité de solidarité",
        purpose="Savoir qui a publié, repris, fait adopter ou retiré une version des règles",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Autant que la version des règles",
    ),
)
