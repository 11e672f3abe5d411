"""What reports tell people. Templates: ``templates/emails/<kind>/``."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from trousse.platform.notifications.base import DigestLine, Notification, register


@dataclass(frozen=True, kw_only=True)
class AboutReport(Notification):
    """``url``: where it is written or read."""

    title: str
    school: str
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            title="Un potager pour l’école",
            school="École Jean-Giono, Saint-Avre",
            url="/projet/12",
            **cls.sample_extra(),
        )

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        """The other fields of a believable one."""
        return {}

    def digest_line(self) -> DigestLine:
        return DigestLine(text=f"{self.title}, {self.school}", url=self.url)


@register
@dataclass(frozen=True, kw_only=True)
class ReportExpected(AboutReport):
    """To the holder, before the day and after it."""

    kind = "reports.expected"
    label = "Bilan attendu"
    topic = "conseils"

    first_name: str
    due_on: date
    is_late: bool

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"first_name": "Nadia", "due_on": date(2027, 6, 20), "is_late": False}


@register
@dataclass(frozen=True, kw_only=True)
class ReportPublished(AboutReport):
    """To each donor: what became of their gift."""

    kind = "reports.published"
    label = "Bilan d’un projet soutenu"
    topic = "bilans"

    first_name: str
    signature: str
    excerpt: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "first_name": "Jeanne",
            "signature": "La classe de CM1-CM2 de Nadia",
            "excerpt": "Depuis avril, les vingt-six élèves récoltent, pèsent et cuisinent leurs légumes.",
        }
