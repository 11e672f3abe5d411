"""Dated parameters of coaching: after how long a word is worth saying."""

from trousse.platform.parameters.registry import Parameter, declare

SOURCE = "Choix de la plateforme"


def _days(key: str, default: int, label: str, *, unit: str = "jours", at_most: int = 120) -> None:
    declare(
        Parameter(
            key=f"coaching.{key}",
            default=default,
            unit=unit,
            label=label,
            source=SOURCE,
            at_least=1,
            at_most=at_most,
        )
    )


_days("files_days", 14, "Dossier accepté qui attend l’école : conseil après")
_days("first_gift_hours", 48, "Collecte ouverte sans premier don : conseil après", unit="heures", at_most=720)
_days("gift_days", 7, "Collecte sans nouveau don : conseil après, puis à chaque fois autant")
_days("news_days", 10, "Collecte sans nouvelle de la classe : conseil après")
_days("near_percent", 15, "Minimum tout proche : part qui manque encore, au plus", unit="%", at_most=50)
_days("last_days", 5, "Derniers jours sous le minimum : conseil quand il reste")
_days("thanks_days", 7, "Donateurs à remercier : conseil après")
_days("congratulate_days", 14, "Optimum atteint : conseil pendant")
_days("follow_days", 240, "Durée de l’accompagnement après une collecte réussie, bilan compris", at_most=1_000)
_days("follow_failed_days", 30, "Durée de l’accompagnement après une collecte sous le minimum", at_most=730)
_days("outlook_days", 3, "Prévision montrée à l’accompagnateur à partir de l’ouverture et de")
