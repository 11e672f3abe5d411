"""Words of the rules of solidarity."""

from trousse.people.schools.enums import Labelled


class RuleState(Labelled):
    """ADOPTED is the only state in which rules count, from their first day on."""

    DRAFT = "draft", "Brouillon"
    PUBLISHED = "published", "En discussion"
    ADOPTED = "adopted", "Adoptée"
    REJECTED = "rejected", "Non adoptée"
    WITHDRAWN = "withdrawn", "Retirée"


class Ballot(Labelled):
    """What a member of the committee votes."""

    FOR = "for", "Pour"
    AGAINST = "against", "Contre"
    ABSTAIN = "abstain", "Abstention"
