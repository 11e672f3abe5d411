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
