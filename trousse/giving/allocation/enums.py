"""Words of solidarity rounds and mandates."""

from trousse.people.schools.enums import Labelled


class RoundState(Labelled):
    """POSTED is the only state in which money has moved."""

    PROPOSED = "proposed", "À signer"
    SIGNED_ONCE = "signed_once", "Une signature sur deux"
    POSTED = "posted", "Versée aux projets"
    SUPERSEDED = "superseded", "Remplacée par une plus récente"
    DROPPED = "dropped", "Abandonnée"


class MandateState(Labelled):
    """IN_FORCE is the only state in which it gives."""

    PROPOSED = "proposed", "À signer"
    SIGNED_ONCE = "signed_once", "Une signature sur deux"
    IN_FORCE = "in_force", "En vigueur"
    EXHAUSTED = "exhausted", "Épuisé"
    ENDED = "ended", "Terminé"
    REVOKED = "revoked", "Révoqué"


class TurnMoment(Labelled):
    """When the house looks at the whole season: to start collections, then to complete those that end."""

    MORNING = "morning", "Le matin"
    EVENING = "evening", "Le soir"


class GrantKind(Labelled):
    """What a grant is for."""

    SEED = "seed", "Amorçage"
    TOP_UP = "top_up", "Abondement"
    MATCH = "match", "Doublement"


class Verdict(Labelled):
    """What a proposal says of one campaign."""

    HELPED = "helped", "Aidé"
    ALONE = "alone", "Peut y arriver seul"
    EARLY = "early", "A encore le temps"
    NO_FUND = "no_fund", "Aucun fonds possible"
    NOT_THIS_TIME = "not_this_time", "Pas cette fois"
    SET_ASIDE = "set_aside", "Écarté par le comité"
    BEYOND_RULES = "beyond_rules", "Au-delà des règles"
