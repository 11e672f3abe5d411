"""Where a report stands."""

from trousse.people.schools.enums import Labelled


class ReportState(Labelled):
    """A draft is its holder's alone."""

    DRAFT = "draft", "Brouillon"
    PUBLISHED = "published", "Publié"
