"""What cannot be done with the rules of solidarity, and why."""

from collections.abc import Mapping

from trousse.core.errors import BusinessError, Forbidden, Invalid, Missing


class VersionMissing(Missing):
    """There is no such version, or nobody may know that there is."""

    def __init__(self) -> None:
        super().__init__("Cette version des règles n’existe pas. La page des règles les montre toutes.")


class ContentRefused(Invalid):
    """These rules are no rules. ``problems``: by the name of the field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class VersionMoved(BusinessError):
    """Somebody changed the draft meanwhile: nobody writes over, publishes or votes what they have not seen."""

    def __init__(self) -> None:
        super().__init__(
            "Quelqu’un d’autre a changé cette version entre-temps. Rien n’est enregistré. Ce que vous avez écrit est "
            "encore là : comparez, puis enregistrez de nouveau si vous le voulez vraiment."
        )


class NotADraft(BusinessError):
    """What is published is no longer edited."""

    def __init__(self) -> None:
        super().__init__("Cette version est déjà publiée. Reprenez-la d’abord en brouillon : les avis restent.")


class DatesRefused(Invalid):
    """The calendar of a publication. ``problems``: by the name of the field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class CommentsClosed(BusinessError):
    """The time for comments is over."""

    def __init__(self) -> None:
        super().__init__("Les avis sur cette version sont clos. La page dit ce que le comité décide.")


class CommentMissing(Missing):
    """There is no such comment."""

    def __init__(self) -> None:
        super().__init__("Cet avis n’est plus en ligne.")


class VoteClosed(BusinessError):
    """Too early, too late, or not simulated."""

    def __init__(self) -> None:
        super().__init__(
            "On ne vote pas en ce moment : le vote s’ouvre quand les avis sont clos et que la simulation est faite, et "
            "se ferme après son dernier jour."
        )


class VotedAlready(BusinessError):
    """Each member votes once."""

    def __init__(self) -> None:
        super().__init__("Vous avez déjà voté. Votre première réponse compte.")


class NotOfTheCommittee(Forbidden):
    """Rules are written and voted by the committee."""

    def __init__(self) -> None:
        super().__init__("Seuls les membres du comité de solidarité écrivent et votent les règles.")
