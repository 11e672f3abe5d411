"""Refusals of the solidarity engine, in the words of the person who meets them."""

from trousse.core.errors import BusinessError, Forbidden, Invalid, Missing


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


class MandateMissing(Missing):
    """There is no such mandate."""

    def __init__(self) -> None:
        super().__init__("Ce mandat n’existe pas. La page des mandats les montre tous.")


class MandateRefused(Invalid):
    """The terms of a mandate contradict themselves."""


class MandateMoved(BusinessError):
    """What was read is not what would be signed."""

    def __init__(self) -> None:
        super().__init__("Ce n’est pas ce mandat que vous avez lu. Rien n’a été signé : relisez-le, puis signez.")


class NotOfTheCommittee(Forbidden):
    """Only its members write mandates."""

    def __init__(self) -> None:
        super().__init__("Seuls les membres du comité de solidarité écrivent des mandats.")


class InterestUnknown(Invalid):
    """An interest in nothing that collects."""

    def __init__(self) -> None:
        super().__init__("Nous ne trouvons pas ce projet. Recopiez l’adresse de sa page, ou son numéro.")
