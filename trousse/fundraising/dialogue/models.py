"""News and their readers, thanks, questions, letters."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.dialogue import rules
from trousse.fundraising.dialogue.enums import Audience, Author, QuestionState, ThanksFor


class NewsItem(models.Model):
    """What the class tells. Once published it is corrected or withdrawn, never rewritten in silence.

    Without ``published_at`` it is a draft, which its class alone sees. ``told_at``: when every follower of that day had
    been told. ``hidden_at``: when moderators took it off the page.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="news", verbose_name="collecte")
    title = models.CharField("titre", max_length=rules.TITLE_MAX)
    text = models.TextField("texte")
    audience = models.CharField("pour", max_length=10, choices=Audience.choices(), default=Audience.PUBLIC.value)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)
    corrected_at = models.DateTimeField("corrigée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    hidden_at = models.DateTimeField("masquée le", null=True, blank=True)
    told_at = models.DateTimeField("annoncée le", null=True, blank=True)

    class Meta:
        verbose_name = "nouvelle"
        verbose_name_plural = "nouvelles"
        ordering = ("-published_at", "-pk")
        indexes = (
            models.Index(fields=["campaign", "-published_at"], name="dialogue_news_of_campaign"),
            models.Index(
                fields=["published_at"],
                name="dialogue_news_to_tell",
                condition=Q(told_at=None, published_at__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(name="dialogue_news_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(
                name="dialogue_news_audience_known", condition=Q(audience__in=[each.value for each in Audience])
            ),
            models.CheckConstraint(
                name="dialogue_news_draft_is_silent",
                condition=Q(published_at__isnull=False)
                | Q(corrected_at=None, withdrawn_at=None, hidden_at=None, told_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def is_for_donors(self) -> bool:
        return self.audience == Audience.DONORS

    @property
    def is_visible(self) -> bool:
        return not self.is_draft and self.withdrawn_at is None and self.hidden_at is None


class NewsReader(models.Model):
    """Somebody who was told of a piece of news: nobody is told twice, whatever happens between two batches."""

    news = models.ForeignKey(NewsItem, models.CASCADE, related_name="readers", verbose_name="nouvelle")
    email = models.EmailField("courriel")

    class Meta:
        verbose_name = "lecteur d’une nouvelle"
        verbose_name_plural = "lecteurs des nouvelles"
        constraints = (models.UniqueConstraint(name="dialogue_reader_once", fields=["news", "email"]),)

    def __str__(self) -> str:
        return f"Lecteur de la nouvelle {self.news_id}"


class Thanks(models.Model):
    """Three lines and a drawing or a photo, from the class to those who gave. Never who gave how much.

    Without ``sent_at`` it is a draft. ``told_at``: when the donors of that day had been written to.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="thanks", verbose_name="collecte")
    text = models.TextField("texte", max_length=rules.THANKS_MAX)
    audience = models.CharField("pour", max_length=10, choices=ThanksFor.choices(), default=ThanksFor.ALL.value)
    created_at = models.DateTimeField("écrit le", default=clock.now)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    told_at = models.DateTimeField("annoncé le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    hidden_at = models.DateTimeField("masqué le", null=True, blank=True)

    class Meta:
        verbose_name = "merci"
        verbose_name_plural = "mercis"
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=["campaign", "-sent_at"], name="dialogue_thanks_of_campaign"),
            models.Index(
                fields=["sent_at"], name="dialogue_thanks_to_tell", condition=Q(told_at=None, sent_at__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(name="dialogue_thanks_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="dialogue_thanks_audience_known", condition=Q(audience__in=[each.value for each in ThanksFor])
            ),
            models.CheckConstraint(
                name="dialogue_thanks_draft_is_silent",
                condition=Q(sent_at__isnull=False) | Q(told_at=None, withdrawn_at=None, hidden_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"Merci {self.pk} de la collecte {self.campaign_id}"

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    @property
    def is_visible(self) -> bool:
        return not self.is_draft and self.withdrawn_at is None and self.hidden_at is None


class Follower(models.Model):
    """Somebody who follows a campaign without having given, or a donor who no longer wants to.

    Donors follow by themselves (``campaigns.Supporter``): a row here with ``left_at`` says that one has left.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="followers", verbose_name="collecte")
    email = models.EmailField("courriel")
    asked_at = models.DateTimeField("demandé le", default=clock.now)
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    left_at = models.DateTimeField("quitté le", null=True, blank=True)
    opening_told_at = models.DateTimeField("prévenu de l’ouverture le", null=True, blank=True)

    class Meta:
        verbose_name = "abonné"
        verbose_name_plural = "abonnés"
        ordering = ("campaign", "email")
        indexes = (
            models.Index(
                fields=["campaign"],
                name="dialogue_follower_waiting",
                condition=Q(opening_told_at=None, left_at=None, confirmed_at__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(name="dialogue_follower_once", fields=["campaign", "email"]),
            models.CheckConstraint(name="dialogue_follower_email_lower", condition=Q(email=Lower("email"))),
        )

    def __str__(self) -> str:
        return f"Abonné de la collecte {self.campaign_id}"


class Question(models.Model):
    """What somebody asks the class; read by everybody once it is answered. Its author's address is never shown."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="questions", verbose_name="collecte")
    first_name = models.CharField("prénom", max_length=60)
    email = models.EmailField("courriel")
    text = models.TextField("question")
    asked_at = models.DateTimeField("posée le", default=clock.now)
    state = models.CharField(
        "état", max_length=10, choices=QuestionState.choices(), default=QuestionState.WAITING.value
    )
    answer = models.TextField("réponse", blank=True)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)
    hidden_at = models.DateTimeField("masquée le", null=True, blank=True)

    class Meta:
        verbose_name = "question"
        verbose_name_plural = "questions"
        ordering = ("asked_at", "pk")
        indexes = (models.Index(fields=["campaign", "state"], name="dialogue_question_state"),)
        constraints = (
            models.CheckConstraint(
                name="dialogue_question_answer_fits_state",
                condition=Q(state=QuestionState.WAITING.value, answer="", answered_at=None)
                | Q(state__in=[QuestionState.ANSWERED.value, QuestionState.DECLINED.value], answered_at__isnull=False)
                & ~Q(answer=""),
            ),
        )

    def __str__(self) -> str:
        return f"Question {self.pk} à la collecte {self.campaign_id}"


class Letter(models.Model):
    """A private letter between a donor and the class. Neither ever sees the address of the other.

    A thread holds all letters between one address and one class, whatever gift (``supporter``) each was written from.
    ``key`` names it to moderation: only the two who write to each other know it.
    """

    key = models.UUIDField("clé", default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    supporter = models.ForeignKey(Supporter, models.PROTECT, related_name="letters", verbose_name="soutien")
    author = models.CharField("auteur", max_length=10, choices=Author.choices())
    text = models.TextField("texte")
    at = models.DateTimeField("écrite le", default=clock.now)
    read_at = models.DateTimeField("lue le", null=True, blank=True)
    hidden_at = models.DateTimeField("masquée le", null=True, blank=True)

    class Meta:
        verbose_name = "lettre"
        verbose_name_plural = "lettres"
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["supporter", "at"], name="dialogue_letter_thread"),)
        constraints = (
            models.CheckConstraint(name="dialogue_letter_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="dialogue_letter_author_known", condition=Q(author__in=[each.value for each in Author])
            ),
        )

    def __str__(self) -> str:
        return f"Lettre {self.pk}"


class Block(models.Model):
    """One of the two no longer wants letters from the other; nobody writes in this thread while it stands."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="blocks", verbose_name="collecte")
    email = models.EmailField("courriel du donateur")
    by = models.CharField("par", max_length=10, choices=Author.choices())
    at = models.DateTimeField("depuis le", default=clock.now)

    class Meta:
        verbose_name = "échange fermé"
        verbose_name_plural = "échanges fermés"
        constraints = (
            models.UniqueConstraint(name="dialogue_block_once", fields=["campaign", "email", "by"]),
            models.CheckConstraint(
                name="dialogue_block_author_known", condition=Q(by__in=[each.value for each in Author])
            ),
        )

    def __str__(self) -> str:
        return f"Échange fermé {self.pk}"
