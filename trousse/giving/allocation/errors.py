"""Refusals of the solidarity engine, in the words of the person who meets them."""

from trousse.core.errors import BusinessError, Invalid, Missing


class RoundMissing(Missing):
    """There is no such round."""

    def __init__(self) -> None:
        super().__init__("Cette répartition n’existe pas. La page du comité montre celle qui attend.")


class RoundMoved(BusinessError):
    """Somebody changed the plan while it was being read: nobody signs what they have not seen."""

    def __init__(self) -> None:
        super().__init__(
            "Cette répartition a changé pendant que vous la lisiez. Rien n’a été signé : relisez-la, puis signez."
        )


class RoundNoLongerFits(BusinessError):
    """A fund holds less than when the round was proposed."""

    def __init__(self) -> None:
        super().__init__(
            "Un fonds n’a plus ce qu’il faut : un don a été rendu, ou une convention a pris fin. Rien n’a été versé. "
            "Demandez une nouvelle proposition, puis signez-la."
        )


class ConflictNotDeclared(Invalid):
    """A signature without a word on interests."""

    def __init__(self) -> None:
        super().__init__("Dites d’abord si vous avez un lien avec un des projets aidés.")


class ChangeRefused(Invalid):
    """What the committee asked for cannot be."""
