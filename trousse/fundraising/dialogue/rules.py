"""Pure rules of the dialogue: lengths, who may hear what, contact details that slip into a text."""

import re

from trousse.fundraising.campaigns.enums import CampaignState

TITLE_MAX = 90
NEWS_MAX = 4_000
QUESTION_MAX = 600
ANSWER_MAX = 2_000
LETTER_MAX = 2_000
THANKS_MAX = 400
"""Three lines: a drawing says the rest."""

TELLING = frozenset(CampaignState) - {CampaignState.SUSPENDED}
"""States of a campaign whose class may publish news: also after the end, when the money becomes a project."""
ASKING = frozenset({CampaignState.SCHEDULED, CampaignState.OPEN, CampaignState.SUCCEEDED})
"""States in which anybody may ask the class a question."""

_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\sarobase\s)\s?[\w-]+(?:\.|\spoint\s)\w{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+33|0033|0)\s?[1-9](?:[\s.-]?\d{2}){4}(?!\d)")
_NETWORK = re.compile(r"\b(?:whatsapp|telegram|instagram|snapchat|facebook|tiktok)\b", re.IGNORECASE)


def holds_contact_details(text: str) -> bool:
    """Whether ``text`` seems to give an e-mail address, a French telephone number or an account of a network."""
    return any(pattern.search(text) for pattern in (_EMAIL, _PHONE, _NETWORK))


def may_tell(state: str) -> bool:
    """Whether a class may publish news now."""
    return state in TELLING


def may_ask(state: str) -> bool:
    """Whether questions to the class are open now."""
    return state in ASKING
