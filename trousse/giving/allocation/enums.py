"""Words of solidarity rounds."""

from trousse.people.schools.enums import Labelled


class RoundState(Labelled):
    """POSTED is the only state in which money has moved."""

    PROPOSED = "proposed", "À signer"
    SIGNED_ONCE = "signed_once", "Une signature sur deux"
    POSTED = "posted", "Versée aux projets"
    SUPERSEDED = "superseded", "Remplacée par une plus récente"
    DROPPED = "dropped", "Abandonnée"


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
