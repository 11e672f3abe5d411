"""Words of a campaign: its states, why it closed, what the catalogue can show."""

from trousse.people.schools.enums import Labelled


class CampaignState(Labelled):
    """SUCCEEDED means ready to pay out; FAILED means that gifts are being returned; REFUNDED that all were."""

    SCHEDULED = "scheduled", "Bientôt ouverte"
    OPEN = "open", "En cours"
    SUSPENDED = "suspended", "Suspendue"
    SUCCEEDED = "succeeded", "Réussie"
    FAILED = "failed", "Terminée sous le minimum"
    REFUNDED = "refunded", "Dons rendus"


class CloseReason(Labelled):
    """What ended the collection."""

    OPTIMUM = "optimum", "Optimum atteint"
    DEADLINE = "deadline", "Date limite atteinte"


class CatalogueState(Labelled):
    """Which campaigns the catalogue lists; the value is what its address says."""

    OPEN = "en-cours", "En cours"
    SOON = "bientot", "Bientôt"
    SUCCEEDED = "reussis", "Réussis"
    ALL = "tous", "Tous"


class CatalogueSort(Labelled):
    """In which order; the value is what its address says."""

    ENDING = "fin-proche", "Fin proche"
    LEAST_HELPED = "moins-aides", "Les moins aidés"
    NEWEST = "nouveaux", "Nouveaux"
