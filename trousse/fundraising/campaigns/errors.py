"""Refusals of campaigns, in the words of the person who meets them."""

from trousse.core.errors import BusinessError, Missing
from trousse.core.money import Euro


class CampaignMissing(Missing):
    """There is no such campaign."""

    def __init__(self) -> None:
        super().__init__("Cette collecte n’existe pas, ou plus. Le catalogue montre celles qui sont en cours.")


class CampaignNotOpen(BusinessError):
    """Nothing can be given: not open yet, suspended, past its deadline or closed."""

    def __init__(self) -> None:
        super().__init__(
            "Cette collecte ne reçoit pas de don en ce moment. Rien n’a été payé. "
            "Sa page dit pourquoi, et d’autres classes vous attendent dans le catalogue."
        )


class NoRoomLeft(BusinessError):
    """More than what the campaign can still take; ``room`` is what it can, others' payments under way set aside."""

    def __init__(self, room: Euro) -> None:
        super().__init__(
            f"Il ne reste que {room.format()} avant l’optimum : choisissez un montant jusqu’à {room.format()}."
            if room
            else "D’autres personnes sont en train de donner ce qui manquait. Rien n’a été payé. "
            "Si l’une renonce, la place se libère dans une vingtaine de minutes."
        )
        self.room = room
