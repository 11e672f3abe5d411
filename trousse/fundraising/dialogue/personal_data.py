"""What the dialogue holds on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="dialogue.Follower",
        fields=("email",),
        about="Personnes qui suivent un projet",
        purpose="Les prévenir de son ouverture et de ses nouvelles",
        basis=LegalBasis.CONSENT,
        keep="Trois ans après la fin de la collecte ; trente jours sans confirmation (paramètres dialogue.*). "
        "Qui ne veut plus être prévenu : tant que l’adresse est celle d’un soutien, sans quoi la classe lui écrirait",
    ),
    PersonalData(
        model="dialogue.NewsReader",
        fields=("email",),
        about="Donateurs et personnes qui suivent un projet",
        purpose="N’annoncer chaque nouvelle qu’une fois",
        basis=LegalBasis.LEGITIMATE_INTEREST,
        keep="Trois mois après l’annonce (paramètre dialogue.keep_readers_days)",
    ),
    PersonalData(
        model="dialogue.Question",
        fields=("first_name", "email", "text"),
        about="Personnes qui posent une question à une classe",
        purpose="Répondre, et publier la réponse avec le prénom seul",
        basis=LegalBasis.CONSENT,
        keep="Trois ans après la fin de la collecte (paramètre dialogue.keep_days)",
    ),
    PersonalData(
        model="dialogue.Block",
        fields=("email",),
        about="Donateurs et porteurs de projet qui ne veulent plus s’écrire",
        purpose="Ne plus transmettre de lettres entre eux",
        basis=LegalBasis.LEGITIMATE_INTEREST,
        keep="Trois ans après la fin de la collecte (paramètre dialogue.keep_days), "
        "et tant que l’adresse est celle d’un soutien",
    ),
    PersonalData(
        model="dialogue.Letter",
        fields=("text",),
        about="Donateurs et porteurs de projet",
        purpose="Leur permettre de s’écrire sans échanger leurs adresses",
        basis=LegalBasis.CONTRACT,
        keep="Trois ans après la fin de la collecte (paramètre dialogue.keep_days)",
    ),
)
