"""The clock of the dialogue."""

from trousse.core.jobs import job, periodic
from trousse.fundraising.dialogue import forgetting, telling


@periodic("*/5 * * * *")
@job(name="dialogue.tell_news", queue="mail")
def tell_news() -> None:
    """After each publication, and every five minutes for what a dead worker left: tell the followers."""
    telling.news_tell_due()


@periodic("*/5 * * * *")
@job(name="dialogue.tell_thanks", queue="mail")
def tell_thanks() -> None:
    """After each thank-you, and every five minutes for what a dead worker left: tell the donors."""
    telling.thanks_tell_due()


@periodic("*/5 * * * *")
@job(name="dialogue.tell_openings", queue="mail")
def tell_openings() -> None:
    """Every five minutes: tell those who wait for a campaign that it is open."""
    telling.followers_tell_openings()


@periodic("41 2 * * *")
@job(name="dialogue.forget")
def forget() -> None:
    """Each night: forget who was told of old news, who never confirmed, and those around campaigns long ended."""
    forgetting.readers_forget()
    forgetting.unconfirmed_forget()
    forgetting.people_forget()
