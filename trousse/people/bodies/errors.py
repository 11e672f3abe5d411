"""Refusals of the bodies app. Each names the field it is about in ``code``, so that a form can show it there."""

from trousse.core.errors import Forbidden, Invalid


class BodyRefused(Invalid):
    """The receiving body cannot be declared as typed."""


class BodyNotEligible(BodyRefused):
    """This kind of body cannot receive money for this school."""

    def __init__(self, allowed: str) -> None:
        advice = f"Pour cet établissement, ce peut être : {allowed}." if allowed else "Écrivez-nous."
        super().__init__(f"Cette structure ne peut pas recevoir les dons de cet établissement. {advice}", code="kind")


class SirenRefused(BodyRefused):
    def __init__(self) -> None:
        super().__init__(
            "Ce numéro SIREN n’est pas juste : il a neuf chiffres, écrits sur l’avis de situation Sirene.", code="siren"
        )


class IbanRefused(BodyRefused):
    def __init__(self) -> None:
        super().__init__(
            "Cet IBAN n’est pas juste : recopiez-le tel qu’il est écrit sur le RIB de la structure. "
            "Il commence par FR76.",
            code="iban",
        )


class BicRefused(BodyRefused):
    def __init__(self) -> None:
        super().__init__("Ce BIC n’est pas juste : huit ou onze caractères, écrits sur le RIB.", code="bic")


class SomethingMissing(BodyRefused):
    """A name left empty."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(f"Il manque {what}.", code=field)


class SecondPersonNeeded(Forbidden):
    """Whoever typed bank details may not approve them."""

    def __init__(self) -> None:
        super().__init__(
            "Vous avez vous-même proposé ces coordonnées bancaires : une autre personne doit les vérifier."
        )
