"""Texts to copy: the message to a group of parents, the letter, the article. French, short, without pressure."""

from dataclasses import dataclass

from trousse.core import formats
from trousse.core.money import HARD_SPACE
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.kit.facts import Facts
from trousse.fundraising.kit.printing import euros, french


@dataclass(frozen=True)
class ShareText:
    """``key`` is also the id of its field; ``subject`` is that of a letter, or ""."""

    key: str
    label: str
    hint: str
    text: str
    subject: str = ""

    @property
    def rows(self) -> int:
        """Of its field, about as high as what it holds."""
        return sum(1 + len(line) // 62 for line in self.text.splitlines()) + 1


def share_texts(facts: Facts) -> list[ShareText]:
    """Four, from the shortest to the longest; each stands alone, with the address and the last day."""
    until = formats.day(facts.last_day).replace(" ", HARD_SPACE)
    minimum, title, where = euros(facts.minimum), french(facts.title), _where(facts)
    opening = "La collecte ouvre bientôt" if facts.state is CampaignState.SCHEDULED else "La collecte est ouverte"
    signature = facts.signature or "La classe"
    goals = f"À partir de {minimum}, le projet se fait"
    goals += f" ; avec {euros(facts.optimum)}, il se fait dans les meilleures conditions." if _two(facts) else "."
    return [
        ShareText(
            key="message",
            label="Message court",
            hint="SMS, WhatsApp, groupe de parents : à envoyer par quelqu’un qui connaît la classe.",
            text=french(f"Notre classe prépare « {title} ». Il faut {minimum} avant le {until}. ")
            + f"Un coup d’œil, un partage ou un petit don aide vraiment. Merci ! {facts.address}",
        ),
        ShareText(
            key="courriel",
            label="Courriel aux familles",
            hint="Par l’espace numérique de l’école ou les parents délégués.",
            subject=f"Un projet de la classe : {title}",
            text=french(
                f"Bonjour,\n\nNotre classe prépare un projet : « {title} ».\n\n{facts.summary}\n\n"
                f"{goals} {opening}, jusqu’au {until}.\n\n"
                "Le plus utile est d’en parler autour de vous : grands-parents, voisins, collègues, commerçants. "
                "Rien n’est obligatoire, tous les élèves participent de la même façon, et personne dans la classe "
                "ne voit combien chacun a donné.\n\n"
                f"Pour voir le projet : "
            )
            + f"{facts.address}\n\nMerci à vous,\n{signature}",
        ),
        ShareText(
            key="association",
            label="Lettre d’une association",
            hint="Parents d’élèves, mairie, amicale, entreprise du quartier.",
            subject=f"{title} : {where}",
            text=french(
                f"À {where}, {_lower_class(signature)} prépare « {title} ». {facts.summary}\n\n"
                f"La classe cherche {minimum} d’ici le {until}, sur La Trousse à Projets, la plateforme solidaire des "
                "projets de l’École. Le projet a été relu par l’académie ; l’argent va à l’école, jamais à une "
                "personne. Si le minimum n’est pas atteint, chaque donateur peut être remboursé.\n\n"
                "Découvrir le projet : "
            )
            + facts.address,
        ),
        ShareText(
            key="site",
            label="Site de l’école",
            hint="Trois phrases et une adresse ; le bloc à intégrer plus bas montre aussi la jauge.",
            text=french(f"{title}\n\n{facts.summary}\n\n{goals} {opening}, jusqu’au {until} : ") + facts.address,
        ),
    ]


def _two(facts: Facts) -> bool:
    return facts.optimum > facts.minimum


def _where(facts: Facts) -> str:
    return ", ".join(filter(None, (facts.school, facts.town)))


def _lower_class(signature: str) -> str:
    """« La classe de Nadia » in the middle of a sentence."""
    return f"l{signature[1:]}" if signature.startswith("La ") else signature
