"""Dated parameters of payments."""

from trousse.platform.parameters.registry import Parameter, declare

declare(
    Parameter(
        key="payments.session_minutes",
        default=15,
        unit="minutes",
        label="Durée laissée pour payer ; au-delà, le paiement est tenu pour expiré",
        source="La page de la banque vit dix minutes (documentation Systempay)",
        at_least=11,
        at_most=120,
    )
)

declare(
    Parameter(
        key="payments.keep_days",
        default=400,
        unit="jours",
        label="Conservation des messages des prestataires et du courriel des payeurs",
        source="Délai de contestation d’un paiement : treize mois (code monétaire et financier, art. L133-24)",
        at_least=30,
    )
)
declare(
    Parameter(
        key="payments.first_check_seconds",
        default=180,
        unit="secondes",
        label="Silence au bout duquel le prestataire est interrogé sur un paiement",
        source="Choix de la plateforme : une notification arrive d’ordinaire en quelques secondes",
        at_least=5,
        at_most=900,
    )
)
