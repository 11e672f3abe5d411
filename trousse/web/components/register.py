"""What the platform holds on people, as the page « Données personnelles » tells it.

Durations: CNIL digest for accounts and contacts, ten years for accounting documents (code de commerce, L.123-22),
five years for the files of the review, chosen by the platform.
"""

from trousse.web.components.cards import Cell, Column, Table

_ROWS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Votre compte",
        "Nom, courriel, écoles, connexions",
        "Vous reconnaître (contrat)",
        "2 ans après la dernière visite ; journaux 12 mois",
    ),
    (
        "Vos dons",
        "Nom, courriel, montant, projet, référence de paiement ; jamais de numéro de carte",
        "Recevoir, verser ou rembourser (contrat, comptabilité)",
        "10 ans",
    ),
    (
        "Votre adresse",
        "Seulement si vous demandez un reçu fiscal",
        "Établir le reçu (obligation légale)",
        "10 ans, avec la comptabilité",
    ),
    (
        "Les nouvelles d’une classe",
        "Courriel, accord pour montrer votre prénom",
        "Vous écrire, vous remercier (votre accord)",
        "3 ans après le dernier contact",
    ),
    (
        "Les projets",
        "Porteur, textes, remarques, décisions",
        "Choisir et suivre les projets (mission d’intérêt public)",
        "Fin du projet, puis 5 ans",
    ),
    (
        "Les attestations",
        "Directeur ou chef d’établissement, gestionnaire, compte bancaire de la structure",
        "Prouver les validations, verser (obligation légale)",
        "Fin du projet, puis 5 ans",
    ),
    (
        "Les images d’élèves",
        "L’image, sans lieu ni date ; qui a recueilli l’accord des parents, pour quel usage, jusqu’à quand",
        "Montrer le projet (accord des parents)",
        "Jusqu’à la fin de l’accord, puis 60 jours sans être montrée",
    ),
    (
        "Les signalements",
        "Ce qui est signalé, votre courriel si vous le donnez, les décisions et leurs raisons",
        "Examiner, décider, vous répondre (obligation légale)",
        "Votre courriel 240 jours ; le dossier 5 ans",
    ),
    (
        "Les règles de solidarité",
        "Votre avis, votre prénom, votre courriel si vous n’avez pas de compte ; les votes du comité",
        "Publier l’avis et vous dire ce qui est décidé (votre accord) ; prouver le vote (mission d’intérêt public)",
        "Prénom et courriel 3 ans ; 30 jours sans confirmation",
    ),
    (
        "La sécurité",
        "Traces des actions, adresse du réseau pour limiter les abus",
        "Protéger les comptes et l’argent (intérêt légitime)",
        "12 mois",
    ),
)

REGISTER = Table(
    caption="Données détenues, usage et durée",
    columns=(Column("Pourquoi vous y êtes"), Column("Ce que c’est"), Column("Ce que nous en faisons"), Column("Durée")),
    rows=[[Cell(text) for text in row] for row in _ROWS],
    stacks=True,
)
