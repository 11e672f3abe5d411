"""The picture that social networks show with the address of a project: 1200 × 630, drawn for each.

It is drawn, never a photograph of the class: networks keep a copy that no expired authorisation would reach. Its gauge
moves by steps, so that it is made some twenty times in the life of a campaign, not at each gift.
"""

import hashlib
import io
import json
from dataclasses import dataclass
from typing import Any

from PIL import Image

from trousse.core import formats
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.kit import drawing, rules
from trousse.fundraising.kit.facts import Facts, facts_of
from trousse.fundraising.kit.printing import TEMPLATES, edition, euros, french
from trousse.platform.documents.storage import DocumentStorage
from trousse.platform.documents.typesetting import paint

WIDTH, HEIGHT = 1200, 630
FOLDER = "social-cards"
COLOURS = 128
"""A drawing in flat colours: a palette makes it three times lighter."""


@dataclass(frozen=True)
class SocialCard:
    """What it says, and its fingerprint: the same fingerprint, the same picture."""

    facts: Facts
    progress: rules.Progress
    fingerprint: str

    @property
    def alt(self) -> str:
        """The picture in words."""
        where = ", ".join(filter(None, (self.facts.school, self.facts.town)))
        return f"{self.facts.title}. {where}. {self.progress.sentence}."


def card_of(campaign: Campaign) -> SocialCard:
    """Reads nothing: of a campaign with its project, school and theme loaded."""
    facts = facts_of(campaign)
    progress = rules.progress(
        raised=campaign.raised.cents,
        granted=campaign.granted_cents,
        minimum=facts.minimum.cents,
        optimum=facts.optimum.cents,
    )
    said = [edition(), facts.theme, _words(facts, progress), progress.gifts, progress.funds]
    return SocialCard(facts, progress, hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16])


def card_png(card: SocialCard) -> bytes:
    """From the disk, or drawn and put there in place of the former one: a cache, which one may empty at any time."""
    storage, folder = DocumentStorage(FOLDER), str(card.facts.pk)
    name = f"{folder}/{card.fingerprint}.png"
    try:
        with storage.open(name) as kept:
            content: bytes = kept.read()
        return content
    except FileNotFoundError:
        made = _draw(card)
    storage.save(name, io.BytesIO(made))
    for file in storage.listdir(folder)[1]:
        if file.endswith(".png") and f"{folder}/{file}" != name:
            storage.delete(f"{folder}/{file}")
    return made


def _draw(card: SocialCard) -> bytes:
    image = Image.open(io.BytesIO(paint(TEMPLATES / "card.typ", _data(card)))).convert("RGB")
    target = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def _data(card: SocialCard) -> dict[str, Any]:
    facts, progress = card.facts, card.progress
    colours = drawing.palette(facts.theme)
    return {
        **_words(facts, progress),
        "document": facts.title,
        "scene": drawing.scene(facts.theme),
        "mark": drawing.mark(),
        "pencil": drawing.pencil(
            minimum=facts.minimum_share, colour=colours.vif, gifts=progress.gifts, funds=progress.funds, length=760
        ),
        "palette": {"vif": colours.vif, "clair": colours.clair, "fonce": colours.fonce},
        "grey": False,
    }


def _words(facts: Facts, progress: rules.Progress) -> dict[str, str]:
    return {
        "title": french(facts.title),
        "school": facts.school,
        "town": facts.town,
        "progress": progress.sentence,
        "invitation": _invitation(facts),
    }


def _invitation(facts: Facts) -> str:
    if facts.state is CampaignState.OPEN:
        return f"Aidez cette classe jusqu’au {formats.day(facts.last_day).rpartition(' ')[0]}"
    if facts.state is CampaignState.SCHEDULED:
        return f"Bientôt : {euros(facts.minimum)} à réunir"
    if facts.state is CampaignState.SUCCEEDED:
        return "Objectif atteint, merci !"
    return "La Trousse à Projets"
