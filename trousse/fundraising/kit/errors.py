"""Refusals of the kit, in the words of the person who meets them."""

from trousse.core.errors import BusinessError, Missing


class KitClosed(BusinessError):
    """Nothing new is printed for a campaign that no longer collects, or is suspended."""

    def __init__(self) -> None:
        super().__init__(
            "Cette collecte ne reçoit plus de dons : on n’imprime plus d’affiche qui en demande. "
            "Ce que vous avez déjà imprimé reste à télécharger."
        )


class PieceMissing(Missing):
    """There is no such piece, or it is not this person's."""

    def __init__(self) -> None:
        super().__init__("Ce document n’existe pas. La page « Votre kit » montre tous ceux que l’on peut imprimer.")
