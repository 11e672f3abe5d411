"""News are told once; questions are published once answered; letters hide addresses."""

from datetime import timedelta
from typing import Any

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.jobs import run_pending
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.campaigns.services import (
    campaign_close,
    campaign_resume,
    campaign_suspend,
    contribution_remove,
    contributions_add,
)
from trousse.fundraising.dialogue import forgetting, selectors, services, telling
from trousse.fundraising.dialogue.enums import Audience, Author, ThanksFor
from trousse.fundraising.dialogue.errors import (
    LetterMissing,
    NewsMissing,
    NobodyToThank,
    NotNow,
    NotYourClass,
    QuestionMissing,
    ThreadClosed,
)
from trousse.fundraising.dialogue.links import read_letters_token
from trousse.fundraising.dialogue.models import Follower, Letter, NewsItem, NewsReader, Question, Thanks
from trousse.fundraising.dialogue.notifications import (
    FollowConfirm,
    NewsPublished,
    OpenedToFollowers,
    ThanksFromClass,
)
from trousse.people.accounts.models import User
from trousse.platform.moderation.reportables import reportables
from trousse.platform.notifications import delivery
from trousse.platform.notifications.digests import digests_write
from trousse.platform.notifications.enums import Rhythm, Standing
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.preferences import preferences_choose
from trousse.platform.notifications.standing import standings
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.services import picture_add

pytestmark = pytest.mark.django_db

MODERATORS = Actor.system("moderation")


@pytest.fixture
def campaign() -> Campaign:
    return make.campaign()


def donor(campaign: Campaign, email: str, **fields: Any) -> Supporter:
    contributions_add([make.gift(campaign, Euro.of(10), f"gift:{email}", email=email, **fields)])
    return Supporter.objects.get(donation_key=f"gift:{email}")


def publish(campaign: Campaign, audience: Audience = Audience.PUBLIC, **said: str) -> NewsItem:
    told = {"title": "Les radis sont là", "text": "Ils piquent.", **said}
    holder = campaign.project.holder
    draft = services.news_draft(campaign=campaign, by=holder, audience=audience, **told)
    return services.news_publish(news=draft, by=holder)


def hang(kind: str, subject_id: int, by: User) -> Picture:
    return picture_add(
        subject_kind=kind,
        subject_id=subject_id,
        content=b"a drawing",
        alt="Un radis dessiné au crayon de couleur",
        minors=False,
        attestation=None,
        actor=Actor.of_user(by),
    )


def told(kind: str = NewsPublished.kind) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("to", flat=True))


class TestNews:
    def test_each_reader_is_told_once(self, campaign: Campaign) -> None:
        donor(campaign, "jeanne@exemple.fr")
        donor(campaign, "paul@exemple.fr")
        services.follow_confirm(campaign_id=campaign.pk, email="voisine@exemple.fr")
        services.follow_confirm(campaign_id=campaign.pk, email="jeanne@exemple.fr")
        services.follow_leave(campaign_id=campaign.pk, email="paul@exemple.fr")
        publish(campaign)
        run_pending()
        assert told() == ["jeanne@exemple.fr", "voisine@exemple.fr"]
        assert telling.news_tell_due() == 0

    def test_news_for_donors_are_for_donors(self, campaign: Campaign) -> None:
        donor(campaign, "jeanne@exemple.fr")
        services.follow_confirm(campaign_id=campaign.pk, email="voisine@exemple.fr")
        publish(campaign, Audience.DONORS)
        run_pending()
        assert told() == ["jeanne@exemple.fr"]
        assert not selectors.news_public(campaign)
        assert selectors.news_for_donors(campaign).count() == 1

    def test_a_process_that_dies_between_two_batches_tells_nobody_twice(
        self, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(telling, "BATCH", 2)
        for number in range(5):
            services.follow_confirm(campaign_id=campaign.pk, email=f"{number}@exemple.fr")
        news = publish(campaign)
        assert telling._tell_batch(news.pk) == 2
        assert telling.news_tell_due() == 3
        assert told() == [f"{number}@exemple.fr" for number in range(5)]
        news.refresh_from_db()
        assert news.told_at is not None

    def test_thousands_cost_a_fixed_number_of_statements(
        self, campaign: Campaign, django_assert_max_num_queries: Any
    ) -> None:
        Follower.objects.bulk_create(
            Follower(campaign=campaign, email=f"{number}@exemple.fr", confirmed_at=clock.now()) for number in range(900)
        )
        publish(campaign)
        with django_assert_max_num_queries(50):  # two batches and the last look
            assert telling.news_tell_due() == 900

    def test_what_was_withdrawn_before_it_was_told_is_told_to_nobody(self, campaign: Campaign) -> None:
        donor(campaign, "jeanne@exemple.fr")
        services.news_withdraw(news=publish(campaign), by=campaign.project.holder)
        run_pending()
        assert told() == []
        assert not selectors.news_public(campaign)

    def test_a_draft_is_seen_and_told_by_nobody(self, campaign: Campaign) -> None:
        donor(campaign, "jeanne@exemple.fr")
        holder = campaign.project.holder
        draft = services.news_draft(
            campaign=campaign, by=holder, title="Bientôt", text="Chut.", audience=Audience.DONORS
        )
        assert telling.news_tell_due() == 0
        assert not selectors.news_for_donors(campaign)
        assert selectors.last_news_at([campaign.pk]) == {}
        changed = services.news_correct(news=draft, by=holder, title="Bientôt", text="Voilà.", audience=Audience.PUBLIC)
        assert (changed.corrected_at, changed.audience) == (None, Audience.PUBLIC)
        first = services.news_publish(news=draft, by=holder).published_at
        assert services.news_publish(news=draft, by=holder).published_at == first
        assert telling.news_tell_due() == 1

    def test_a_draft_given_up_leaves_nothing(self, campaign: Campaign, quick_studio: None) -> None:
        holder = campaign.project.holder
        draft = services.news_draft(campaign=campaign, by=holder, title="Non", text="Rien.", audience=Audience.PUBLIC)
        hang("news_item", draft.pk, holder)
        services.news_withdraw(news=draft, by=holder)
        assert not NewsItem.objects.exists()
        assert not Picture.objects.exists()
        with pytest.raises(NewsMissing):
            services.news_publish(news=draft, by=holder)

    def test_news_for_donors_are_read_on_their_own_page(self, campaign: Campaign) -> None:
        jeanne = donor(campaign, "jeanne@exemple.fr")
        news = publish(campaign, Audience.DONORS)
        telling.news_tell_due()
        [letter] = Message.objects.filter(kind=NewsPublished.kind)
        assert read_letters_token(letter.params["url"].split("/lettres/")[1].split("#")[0]) == jeanne.pk
        assert letter.params["url"].endswith(f"#nouvelle-{news.pk}")

    def test_a_correction_is_told_on_the_page_and_nowhere_else(self, campaign: Campaign) -> None:
        news = publish(campaign)
        same = services.news_correct(news=news, by=campaign.project.holder, title=news.title, text=news.text)
        assert same.corrected_at is None
        corrected = services.news_correct(news=news, by=campaign.project.holder, title=news.title, text="Doux !")
        assert corrected.corrected_at is not None

    def test_only_the_class_speaks(self, campaign: Campaign) -> None:
        stranger = make.person("Basile")
        with pytest.raises(NotYourClass):
            services.news_draft(campaign=campaign, by=stranger, title="x", text="y", audience=Audience.PUBLIC)
        with pytest.raises(NotYourClass):
            services.news_withdraw(news=publish(campaign), by=stranger)

    def test_not_while_suspended(self, campaign: Campaign) -> None:
        suspended = campaign_suspend(campaign=campaign, by=make.reviewer(), reason="Une photo à vérifier.")
        with pytest.raises(NotNow):
            publish(suspended)

    def test_told_once_the_campaign_resumes(self, campaign: Campaign) -> None:
        """Suspended between the publication and the job: the class is not spoken of meanwhile, and is not forgotten."""
        donor(campaign, "jeanne@exemple.fr")
        publish(campaign)
        reviewer = make.reviewer()
        campaign_suspend(campaign=campaign, by=reviewer, reason="Une photo à vérifier.")
        assert telling.news_tell_due() == 0
        assert told() == []
        campaign_resume(campaign=campaign, by=reviewer, reason="Tout va bien.")
        assert telling.news_tell_due() == 1

    def test_suspended_after_the_letter_was_written(self, campaign: Campaign) -> None:
        """The letter waits in the outbox, or for its summary: it leaves once the campaign resumes."""
        donor(campaign, "jeanne@exemple.fr")
        donor(campaign, "paul@exemple.fr")
        preferences_choose(address="paul@exemple.fr", rhythms={"nouvelles": Rhythm.DAILY})
        publish(campaign)
        telling.news_tell_due()
        reviewer = make.reviewer()
        campaign_suspend(campaign=campaign, by=reviewer, reason="Une photo à vérifier.")
        with clock.frozen(clock.now() + timedelta(days=2)):
            assert digests_write() == 0
            delivery.send_due()
            waiting = dict(Message.objects.filter(kind=NewsPublished.kind).values_list("state", "attempts"))
            assert waiting == {"waiting": 0, "held": 0}, "waiting is no failed attempt"
        campaign_resume(campaign=campaign, by=reviewer, reason="Tout va bien.")
        with clock.frozen(clock.now() + timedelta(days=3)):
            assert digests_write() == 1
            delivery.send_due()
        left = set(Message.objects.filter(sent_at__isnull=False).values_list("to", "kind"))
        assert left >= {("jeanne@exemple.fr", NewsPublished.kind), ("paul@exemple.fr", "notifications.digest")}

    def test_withdrawn_after_the_letter_was_written(self, campaign: Campaign) -> None:
        donor(campaign, "jeanne@exemple.fr")
        news = publish(campaign)
        telling.news_tell_due()
        services.news_hide(news_id=news.pk, actor=MODERATORS, reason="Un nom d’élève.")
        delivery.send_due()
        assert told() == ["jeanne@exemple.fr"], "what is hidden may be shown again"
        services.news_withdraw(news=news, by=campaign.project.holder)
        with clock.frozen(clock.now() + delivery.LOOK_AGAIN):
            delivery.send_due()
        assert told() == []

    def test_letters_are_looked_at_together(self, campaign: Campaign, django_assert_num_queries: Any) -> None:
        for number in range(9):
            services.follow_confirm(campaign_id=campaign.pk, email=f"{number}@exemple.fr")
        publish(campaign)
        telling.news_tell_due()
        letters = list(Message.objects.filter(kind=NewsPublished.kind))
        with django_assert_num_queries(1):
            assert set(standings(letters).values()) == {Standing.STANDS}

    def test_a_moderator_hides_and_shows(self, campaign: Campaign) -> None:
        news = publish(campaign)
        services.news_hide(news_id=news.pk, actor=MODERATORS, reason="Un nom d’élève.")
        assert not selectors.news_public(campaign)
        services.news_show(news_id=news.pk, actor=MODERATORS, reason="Corrigée.")
        assert selectors.news_public(campaign).count() == 1
        services.news_withdraw(news=news, by=campaign.project.holder)
        with pytest.raises(NewsMissing):
            selectors.news_of_class_get(campaign, news.pk)

    def test_who_was_told_is_forgotten(self, campaign: Campaign) -> None:
        donor(campaign, "jeanne@exemple.fr")
        publish(campaign)
        telling.news_tell_due()
        assert forgetting.readers_forget() == 0
        with clock.frozen(clock.now() + timedelta(days=91)):
            assert forgetting.readers_forget() == 1
        assert not NewsReader.objects.exists()


class TestThanks:
    def draft(self, campaign: Campaign, audience: ThanksFor = ThanksFor.ALL) -> Thanks:
        said = {"text": "Grâce à vous, la terre est arrivée."}
        return services.thanks_draft(campaign=campaign, by=campaign.project.holder, audience=audience, **said)

    def test_sent_once_to_every_donor_who_still_follows(self, campaign: Campaign) -> None:
        holder = campaign.project.holder
        jeanne = donor(campaign, "jeanne@exemple.fr", first_name="Jeanne", named=False)
        donor(campaign, "paul@exemple.fr")
        services.follow_leave(campaign_id=campaign.pk, email="paul@exemple.fr")
        thanks = self.draft(campaign)
        assert telling.thanks_tell_due() == 0
        assert not selectors.thanks_for(jeanne)
        for _ in range(2):
            services.thanks_send(thanks=thanks, by=holder)
        run_pending()
        assert telling.thanks_tell_due() == 0
        [letter] = Message.objects.filter(kind=ThanksFromClass.kind)
        assert (letter.to, letter.params["first_name"]) == ("jeanne@exemple.fr", "Jeanne")
        assert "Grâce à vous" in letter.text
        assert holder.email not in str(letter.params)
        assert list(selectors.thanks_for(jeanne)) == [thanks]

    def test_only_those_who_left_a_word(self, campaign: Campaign) -> None:
        silent, paul = donor(campaign, "jeanne@exemple.fr"), donor(campaign, "paul@exemple.fr", message="Bravo")
        services.thanks_send(thanks=self.draft(campaign, ThanksFor.WORDS), by=campaign.project.holder)
        telling.thanks_tell_due()
        assert told(ThanksFromClass.kind) == ["paul@exemple.fr"]
        assert selectors.thanks_for(paul).count() == 1
        assert not selectors.thanks_for(silent)

    def test_nobody_to_thank(self, campaign: Campaign) -> None:
        with pytest.raises(NobodyToThank):
            services.thanks_send(thanks=self.draft(campaign), by=campaign.project.holder)

    def test_thousands_cost_as_many_statements_as_one(
        self, campaign: Campaign, django_assert_max_num_queries: Any
    ) -> None:
        Supporter.objects.bulk_create(
            Supporter(campaign=campaign, donation_key=f"k{number}", email=f"{number}@exemple.fr", at=clock.now())
            for number in range(800)
        )
        services.thanks_send(thanks=self.draft(campaign), by=campaign.project.holder)
        with django_assert_max_num_queries(20):
            assert telling.thanks_tell_due() == 800

    def test_changed_while_a_draft_and_withdrawn_later(self, campaign: Campaign) -> None:
        holder, jeanne = campaign.project.holder, donor(campaign, "jeanne@exemple.fr", message="Bravo")
        thanks = self.draft(campaign)
        services.thanks_change(thanks=thanks, by=holder, text="Merci !", audience=ThanksFor.WORDS)
        services.thanks_send(thanks=thanks, by=holder)
        with pytest.raises(NotNow):
            services.thanks_change(thanks=thanks, by=holder, text="Non", audience=ThanksFor.ALL)
        assert selectors.last_thanks_at([campaign.pk]).keys() == {campaign.pk}
        services.thanks_withdraw(thanks=thanks, by=holder)
        assert not selectors.thanks_for(jeanne)
        run_pending()
        assert told(ThanksFromClass.kind) == []

    def test_hidden_by_a_moderator(self, campaign: Campaign) -> None:
        jeanne = donor(campaign, "jeanne@exemple.fr")
        thanks = services.thanks_send(thanks=self.draft(campaign), by=campaign.project.holder)
        reportable = reportables.get("thanks")
        reportable.hide(str(thanks.pk), MODERATORS, "Un nom d’élève.")
        assert not selectors.thanks_for(jeanne)
        reportable.show(str(thanks.pk), MODERATORS, "Corrigé.")
        assert selectors.thanks_for(jeanne).count() == 1

    def test_told_once_the_campaign_resumes(self, campaign: Campaign) -> None:
        donor(campaign, "jeanne@exemple.fr")
        services.thanks_send(thanks=self.draft(campaign), by=campaign.project.holder)
        reviewer = make.reviewer()
        campaign_suspend(campaign=campaign, by=reviewer, reason="Une photo à vérifier.")
        assert telling.thanks_tell_due() == 0
        campaign_resume(campaign=campaign, by=reviewer, reason="Tout va bien.")
        assert telling.thanks_tell_due() == 1
        campaign_suspend(campaign=campaign, by=reviewer, reason="Encore un doute.")
        delivery.send_due()
        assert not Message.objects.filter(kind=ThanksFromClass.kind, sent_at__isnull=False).exists()

    def test_only_the_class_thanks(self, campaign: Campaign) -> None:
        stranger, thanks = make.person("Basile"), self.draft(campaign)
        for attempt in (
            lambda: services.thanks_draft(campaign=campaign, by=stranger, text="x", audience=ThanksFor.ALL),
            lambda: services.thanks_change(thanks=thanks, by=stranger, text="x", audience=ThanksFor.ALL),
            lambda: services.thanks_send(thanks=thanks, by=stranger),
            lambda: services.thanks_withdraw(thanks=thanks, by=stranger),
        ):
            with pytest.raises(NotYourClass):
                attempt()


class TestFollowing:
    def test_an_address_is_confirmed_first(self, campaign: Campaign) -> None:
        for _ in range(2):
            services.follow_ask(campaign=campaign, email="Voisine@Exemple.fr")
        assert told(FollowConfirm.kind) == ["voisine@exemple.fr"] * 2
        assert selectors.followers_count(campaign) == 0
        services.follow_confirm(campaign_id=campaign.pk, email="voisine@exemple.fr")
        services.follow_ask(campaign=campaign, email="voisine@exemple.fr")
        assert len(told(FollowConfirm.kind)) == 2, "whoever follows already is written nothing"
        assert selectors.followers_count(campaign) == 1

    def test_an_address_that_nobody_confirms_is_forgotten(self, campaign: Campaign) -> None:
        services.follow_ask(campaign=campaign, email="voisine@exemple.fr")
        services.follow_confirm(campaign_id=campaign.pk, email="odile@exemple.fr")
        services.follow_leave(campaign_id=campaign.pk, email="donatrice@exemple.fr")
        assert forgetting.unconfirmed_forget() == 0
        with clock.frozen(clock.now() + timedelta(days=31)):
            assert forgetting.unconfirmed_forget() == 1
        assert Follower.objects.count() == 2, "who left must stay known as such"

    def test_leaving_and_coming_back(self, campaign: Campaign) -> None:
        services.follow_confirm(campaign_id=campaign.pk, email="voisine@exemple.fr")
        services.follow_leave(campaign_id=campaign.pk, email="voisine@exemple.fr")
        assert selectors.followers_count(campaign) == 0
        services.follow_confirm(campaign_id=campaign.pk, email="voisine@exemple.fr")
        assert selectors.followers_count(campaign) == 1

    def test_those_who_waited_hear_of_the_opening_once(self, campaign: Campaign) -> None:
        opened = campaign.opened_at
        assert opened is not None
        with clock.frozen(opened - timedelta(days=3)):
            services.follow_confirm(campaign_id=campaign.pk, email="avant@exemple.fr")
        with clock.frozen(opened + timedelta(days=1)):
            services.follow_confirm(campaign_id=campaign.pk, email="apres@exemple.fr")
        assert telling.followers_tell_openings() == 1
        assert telling.followers_tell_openings() == 0
        assert told(OpenedToFollowers.kind) == ["avant@exemple.fr"]
        campaign_suspend(campaign=campaign, by=make.reviewer(), reason="Une photo à vérifier.")
        delivery.send_due()
        assert not Message.objects.filter(kind=OpenedToFollowers.kind, sent_at__isnull=False).exists()


class TestQuestions:
    def ask(self, campaign: Campaign) -> Question:
        return services.question_ask(
            campaign=campaign, first_name="Jeanne", email="jeanne@exemple.fr", text="Et la cantine ?"
        )

    def test_published_once_answered(self, campaign: Campaign) -> None:
        question = self.ask(campaign)
        assert told("dialogue.question") == [campaign.project.holder.email]
        assert not selectors.questions_public(campaign)
        services.question_answer(question=question, by=campaign.project.holder, answer="Oui !")
        assert [found.answer for found in selectors.questions_public(campaign)] == ["Oui !"]
        assert told("dialogue.answered") == ["jeanne@exemple.fr"]
        with pytest.raises(QuestionMissing):
            services.question_answer(question=question, by=campaign.project.holder, answer="Encore")

    def test_answered_without_publishing(self, campaign: Campaign) -> None:
        services.question_decline(question=self.ask(campaign), by=campaign.project.holder, answer="C’est trop tôt.")
        assert not selectors.questions_public(campaign)
        assert not selectors.questions_waiting(campaign)
        [answer] = Message.objects.filter(kind="dialogue.answered")
        assert answer.params["is_public"] is False

    def test_hidden_by_a_moderator(self, campaign: Campaign) -> None:
        question = self.ask(campaign)
        services.question_answer(question=question, by=campaign.project.holder, answer="Oui !")
        services.question_hide(question_id=question.pk, actor=MODERATORS, reason="Un nom.")
        assert not selectors.questions_public(campaign)
        services.question_show(question_id=question.pk, actor=MODERATORS, reason="Faux.")
        assert selectors.questions_public(campaign)

    def test_only_the_class_answers(self, campaign: Campaign) -> None:
        with pytest.raises(NotYourClass):
            services.question_answer(question=self.ask(campaign), by=make.person("Basile"), answer="Non")


class TestLetters:
    def test_both_ways_without_any_address(self, campaign: Campaign) -> None:
        holder = campaign.project.holder
        jeanne = donor(campaign, "jeanne@exemple.fr", first_name="Jeanne", named=False)
        services.letter_from_donor(supporter=jeanne, text="Bravo !")
        [to_class] = Message.objects.filter(kind="dialogue.letter_to_class")
        assert to_class.to == holder.email
        assert "jeanne" not in str(to_class.params).lower(), "she did not agree to be named"
        assert selectors.waiting_for_class([campaign.pk]) == {campaign.pk: (0, 1)}

        services.letter_from_class(supporter=jeanne, by=holder, text="Merci !")
        [to_donor] = Message.objects.filter(kind="dialogue.letter_to_donor")
        assert to_donor.to == "jeanne@exemple.fr"
        assert holder.email not in str(to_donor.params)
        assert [letter.author for letter in selectors.letters_of(jeanne)] == [Author.DONOR, Author.CLASS]

    def test_read(self, campaign: Campaign) -> None:
        jeanne = donor(campaign, "jeanne@exemple.fr", first_name="Jeanne", named=True)
        services.letter_from_donor(supporter=jeanne, text="Bravo !")
        [thread] = selectors.threads_named(campaign, selectors.threads_of(campaign))
        assert (thread.pk, thread.unread, thread.name) == (jeanne.pk, 1, "Jeanne")
        assert services.letters_read(supporter=jeanne, by=Author.CLASS) == 1
        assert services.letters_read(supporter=jeanne, by=Author.CLASS) == 0
        assert services.letters_read(supporter=jeanne, by=Author.DONOR) == 0

    def test_two_gifts_make_one_thread(self, campaign: Campaign) -> None:
        first, second = (self.gift(campaign, key, named=key == "a") for key in "ab")
        services.letter_from_donor(supporter=first, text="Bravo !")
        services.letter_from_donor(supporter=second, text="Encore bravo !")
        [thread] = selectors.threads_named(campaign, selectors.threads_of(campaign))
        assert (thread.unread, thread.name) == (2, "Jeanne")
        assert selectors.letters_of(first).count() == selectors.letters_of(second).count() == 2
        contribution_remove(key="a")
        assert selectors.donor_by_pk(first.pk) is not None, "the other gift is still there"
        contribution_remove(key="b")
        assert selectors.donor_by_pk(first.pk) is None

    def gift(self, campaign: Campaign, key: str, **fields: Any) -> Supporter:
        contributions_add([make.gift(campaign, Euro.of(10), key, email="jeanne@exemple.fr", **fields)])
        return Supporter.objects.get(donation_key=key)

    @pytest.mark.parametrize("by", list(Author))
    def test_either_closes_the_thread_and_opens_it_again(self, campaign: Campaign, by: Author) -> None:
        jeanne = donor(campaign, "jeanne@exemple.fr")
        for _ in range(2):
            services.thread_close(supporter=jeanne, by=by)
        with pytest.raises(ThreadClosed):
            services.letter_from_donor(supporter=jeanne, text="Bonjour")
        with pytest.raises(ThreadClosed):
            services.letter_from_class(supporter=jeanne, by=campaign.project.holder, text="Bonjour")
        services.thread_reopen(supporter=jeanne, by=Author.CLASS if by is Author.DONOR else Author.DONOR)
        assert selectors.blocks_of(jeanne) == {by}
        services.thread_reopen(supporter=jeanne, by=by)
        services.letter_from_donor(supporter=jeanne, text="Bonjour")

    def test_reported_by_one_of_the_two(self, campaign: Campaign) -> None:
        jeanne = donor(campaign, "jeanne@exemple.fr")
        letter = services.letter_from_donor(supporter=jeanne, text="Méchant mot")
        reportable, key = reportables.get("message"), str(letter.key)
        assert "Méchant" not in reportable.title(key)
        assert reportable.author_emails(key) == ["jeanne@exemple.fr"]
        with pytest.raises(LetterMissing):
            reportable.title(str(letter.pk))
        reportable.hide(key, MODERATORS, "Insulte.")
        assert not selectors.letters_of(jeanne)
        reportable.show(key, MODERATORS, "Faux.")
        assert selectors.letters_of(jeanne).count() == 1

    def test_whom_the_class_may_write_to(self, campaign: Campaign) -> None:
        silent, paul = donor(campaign, "jeanne@exemple.fr"), donor(campaign, "paul@exemple.fr", message="Bravo")
        assert selectors.correspondent(campaign, silent.pk) is None
        assert selectors.correspondent(campaign, paul.pk) == paul
        services.letter_from_donor(supporter=silent, text="Bonjour")
        assert selectors.correspondent(campaign, silent.pk) == silent

    def test_only_the_class_writes_as_the_class(self, campaign: Campaign) -> None:
        jeanne = donor(campaign, "jeanne@exemple.fr")
        with pytest.raises(NotYourClass):
            services.letter_from_class(supporter=jeanne, by=make.person("Basile"), text="Bonjour")
        assert not Letter.objects.exists()


def test_those_around_a_class_are_forgotten_long_after_its_end(campaign: Campaign) -> None:
    holder, jeanne = campaign.project.holder, donor(campaign, "jeanne@exemple.fr")
    services.follow_confirm(campaign_id=campaign.pk, email="voisine@exemple.fr")
    services.letter_from_donor(supporter=jeanne, text="Bravo !")
    services.thread_close(supporter=jeanne, by=Author.DONOR)
    asked = services.question_ask(campaign=campaign, first_name="Odile", email="odile@exemple.fr", text="Quand ?")
    services.question_answer(question=asked, by=holder, answer="En mai.")
    assert campaign.closes_at is not None
    with clock.frozen(campaign.closes_at + timedelta(hours=1)):
        campaign_close(campaign_id=campaign.pk)
        assert forgetting.people_forget() == 0
    with clock.frozen(campaign.closes_at + timedelta(days=1_096)):
        assert forgetting.people_forget() == 3
        assert forgetting.people_forget() == 0
    [kept] = selectors.questions_public(campaign)
    assert (kept.answer, kept.first_name) == ("En mai.", "Quelqu’un")
    assert "exemple.fr" not in kept.email


def test_who_left_stays_out_as_long_as_the_class_can_write_to_them(campaign: Campaign) -> None:
    """Years after the end a class may still tell something: a donor who left is not written to for all that."""
    jeanne = donor(campaign, "jeanne@exemple.fr")
    for email in ("jeanne@exemple.fr", "voisine@exemple.fr"):
        services.follow_leave(campaign_id=campaign.pk, email=email)
    services.thread_close(supporter=jeanne, by=Author.DONOR)
    assert campaign.closes_at is not None
    with clock.frozen(campaign.closes_at + timedelta(hours=1)):
        campaign_close(campaign_id=campaign.pk)
    with clock.frozen(campaign.closes_at + timedelta(days=1_096)):
        assert forgetting.people_forget() == 1, "a neighbour who left cannot be written to: nothing to remember"
        campaign.refresh_from_db()
        publish(campaign)
        assert telling.news_tell_due() == 0
        assert selectors.blocks_of(jeanne) == {Author.DONOR}
        contribution_remove(key="gift:jeanne@exemple.fr")
        assert forgetting.people_forget() == 2, "their gift was returned: nobody writes to them any more"
