"""Dated parameters of giving."""

from trousse.platform.parameters.registry import Parameter, declare

PLATFORM = "Règles de la plateforme, « La réalisation d’un don »"
PRODUCT = "Choix de la plateforme"
TAX_LAW = "Code général des impôts, art. 200 et 238 bis"

declare(
    Parameter(
        key="giving.minimum_gift",
        default=500,
        unit="centimes",
        label="Don minimum, sauf s’il manque moins que cela au projet",
        source=PLATFORM,
        at_least=1,
    )
)
declare(
    Parameter(
        key="giving.maximum_card_gift",
        default=1_000_000,
        unit="centimes",
        label="Don le plus élevé par carte",
        source="Choix de la plateforme : une faute de frappe ne doit pas coûter une fortune",
        at_least=500,
    )
)
declare(
    Parameter(
        key="giving.suggestions",
        default=[2_000, 5_000, 10_000],
        unit="centimes",
        label="Montants proposés",
        source=PRODUCT,
        at_least=1,
    )
)
declare(
    Parameter(
        key="giving.reservation_minutes",
        default=20,
        unit="minutes",
        label="Durée pendant laquelle le montant d’un don est réservé ; plus longue que celle du paiement",
        source=PRODUCT,
        at_least=5,
        at_most=120,
    )
)
declare(
    Parameter(
        key="giving.fund_issues_receipts",
        default=False,
        unit="oui ou non",
        label="Un don à un fonds ouvre droit à un reçu fiscal",
        source="À confirmer par l’organisme qui porte les fonds (CGI art. 200)",
    )
)
declare(
    Parameter(
        key="tax.individual_rate",
        default=66,
        unit="pour cent",
        label="Réduction d’impôt d’un particulier",
        source=TAX_LAW,
        at_least=0,
        at_most=100,
    )
)
declare(
    Parameter(
        key="tax.company_rate",
        default=60,
        unit="pour cent",
        label="Réduction d’impôt d’une entreprise",
        source=TAX_LAW,
        at_least=0,
        at_most=100,
    )
)
declare(
    Parameter(
        key="fees.percent",
        default=0,
        unit="pour cent",
        label="Part de chaque don gardée par la plateforme",
        source="À fixer par la convention constitutive ; publiée en pourcentage et en euros (art. R.548-7 2° CMF)",
        at_least=0,
        at_most=20,
    )
)
declare(
    Parameter(
        key="giving.unpaid_keep_days",
        default=30,
        unit="jours",
        label="Durée pendant laquelle on garde le nom de qui n’a pas payé",
        source="Minimisation (RGPD art. 5 §1 c) : le temps de recommencer ou de nous écrire",
        at_least=1,
    )
)
declare(
    Parameter(
        key="giving.words_keep_days",
        default=1_095,
        unit="jours",
        label="Durée pendant laquelle la classe lit les prénoms et les mots des donateurs",
        source="CNIL : trois ans après le dernier contact",
        at_least=30,
    )
)
