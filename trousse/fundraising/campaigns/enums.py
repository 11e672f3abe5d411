"""Words of a campaign: its states, why it closed, what the catalogue can show."""

from enum import StrEnum


class CampaignState(StrEnum):
    """SUCCEEDED means ready to pay out; FAILED means that gifts are being returned; REFUNDED that all were."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    SUSPENDED = "suspended"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REFUNDED = "refunded"

    @property
    def label(self) -> str:
        return _STATE_LABELS[self]


_STATE_LABELS = {
    CampaignState.SCHEDULED: "Bientôt ouverte",
    CampaignState.OPEN: "En cours",
    CampaignState.SUSPENDED: "Suspendue",
    CampaignState.SUCCEEDED: "Réussie",
    CampaignState.FAILED: "Terminée sous le minimum",
    CampaignState.REFUNDED: "Dons rendus",
}


class CloseReason(StrEnum):
    """What ended the collection."""

    OPTIMUM = "optimum"
    DEADLINE = "deadline"

    @property
    def label(self) -> str:
        return "Optimum atteint" if self is CloseReason.OPTIMUM else "Date limite atteinte"


class CatalogueState(StrEnum):
    """Which campaigns the catalogue lists."""

    OPEN = "en-cours"
    SOON = "bientot"
    SUCCEEDED = "reussis"
    ALL = "tous"

    @property
    def label(self) -> str:
        return {
            CatalogueState.OPEN: "En cours",
            CatalogueState.SOON: "Bientôt",
            CatalogueState.SUCCEEDED: "Réussis",
            CatalogueState.ALL: "Tous",
        }[self]


class CatalogueSort(StrEnum):
    """In which order."""

    ENDING = "fin-proche"
    LEAST_HELPED = "moins-aides"
    NEWEST = "nouveaux"

    @property
    def label(self) -> str:
        return {
            CatalogueSort.ENDING: "Fin proche",
            CatalogueSort.LEAST_HELPED: "Les moins aidés",
            CatalogueSort.NEWEST: "Nouveaux",
        }[self]
