"""Agreements on the screen: who sees what, what is typed, what is refused and never lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.fundraising import make
from tests.giving.allocation.grants import grant as give
from tests.giving.funds.patron import SYSTEM, patron_fund
from tests.people.factories import grant, make_user
from tests.platform.documents import samples
from tests.web.public.shelf import campaign
from tests.web.reading import TRANSACTION, is_ticked, page, problems, value_of, words
from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.funds.amendments import agreement_end
from trousse.giving.funds.models import Agreement, Deposit, Fund
from trousse.giving.funds.patrons import Contact, contact_add, patron_deposit
from trousse.giving.funds.rules import Restriction
from trousse.people.accounts.enums import Role
from trousse.platform.audit.models import Event

pytestmark = pytest.mark.django_db
ALL = "/comite/conventions"
NEW = "/comite/conventions/nouvelle"


@pytest.fixture
def fund() -> Fund:
    made = patron_fund("Fonds des Embruns", restriction=Restriction(), expires_on=clock.today() + timedelta(days=90))
    contact_add(agreement=made.agreement, contact=Contact("maud@embruns.example", "Maud Le Bris"), actor=SYSTEM)
    return made


def somebody(role: Role) -> Client:
    user = make_user(first_name="Yasmine")
    grant(user, role)
    client = Client()
    client.force_login(user)
    return client


def finance() -> Client:
    return somebody(Role.FINANCE)


def text(answer: Any) -> str:
    return words(page(answer).main)


def at(fund: Fund, path: str = "") -> str:
    return f"{ALL}/{fund.pk}{path}"


def written(**changes: Any) -> dict[str, Any]:
    make.theme("mer")
    return {
        "organisation": "Fondation des Embruns",
        "siren": "732 829 320",
        "shows_name": "on",
        "name": "Fonds des Embruns",
        "purpose": "La mer, pour les écoles qui en sont loin.",
        "signed_on": "2026-09-01",
        "starts_on": "01/10/2026",
        "expires_on": "2027-06-30",
        "themes": ["mer"],
        "departements": ["59", "62"],
        "priorities": ["rep", "rep+"],
        "cap": "400",
        "share": "12,5 %",
        "least": "20",
        "matches": "on",
        "contacts": "maud@embruns.example Maud Le Bris\n\nOctave Perrin <octave@embruns.example>",
        **changes,
    }


class TestWho:
    @pytest.mark.parametrize(
        ("role", "reads", "writes", "counts"),
        [
            (Role.FINANCE, True, True, True),
            (Role.PLATFORM, True, True, False),
            (Role.COMMITTEE, True, False, False),
            (Role.COACH, False, False, False),
            (Role.REVIEWER, False, False, False),
        ],
    )
    def test_each_role_does_what_it_may(self, fund: Fund, role: Role, reads: bool, writes: bool, counts: bool) -> None:
        client = somebody(role)
        for path in (ALL, at(fund)):
            assert (client.get(path).status_code == 200) is reads
        assert (client.get(NEW).status_code == 200) is writes
        for path in ("/prolonger", "/arreter", "/contacts", "/nom", "/logo", "/signer"):
            assert (client.post(at(fund, path)).status_code != 403) is writes, path
        assert (client.get(at(fund, "/signee")).status_code == 404) is writes
        assert (client.post(at(fund, "/versement")).status_code != 403) is counts

    def test_the_committee_does_not_read_who_follows_a_fund(self, fund: Fund) -> None:
        assert "maud@embruns.example" not in text(somebody(Role.COMMITTEE).get(at(fund)))
        assert "maud@embruns.example" in text(somebody(Role.PLATFORM).get(at(fund)))

    def test_strangers_sign_in_first(self, fund: Fund) -> None:
        assert Client().get(at(fund)).status_code == 302
        assert finance().get(f"{ALL}/999999").status_code == 404


class TestList:
    def test_nothing_yet(self) -> None:
        told = text(finance().get(ALL))
        assert "Aucune convention" in told
        assert "Écrire une convention" in told
        assert "Écrire une convention" not in text(somebody(Role.COMMITTEE).get(ALL))

    def test_the_nearest_end_first_and_those_that_are_over_apart(self, fund: Fund) -> None:
        patron_fund("Fonds du Phare", organisation="Phare", restriction=Restriction(), expires_on=clock.today())
        over = patron_fund("Fonds du Quai", organisation="Quai", restriction=Restriction())
        agreement_end(agreement=over.agreement, reason="Fini.", actor=SYSTEM)
        patron_deposit(fund=over, amount=Euro.of(7), bank_reference="Q", received_on=clock.today(), actor=SYSTEM)
        shown = page(finance().get(ALL))
        assert [words(row.th) for row in shown.select("tbody tr")] == [
            "Phare Fonds du Phare",
            "Fondation des Embruns Fonds des Embruns",
            "Quai Fonds du Quai",
        ]
        told = words(shown.main)
        for expected in ("Finit bientôt", "En cours", "Arrêtée", "7 € gardés à part"):
            assert expected in told, expected

    def test_a_fixed_number_of_statements(self, fund: Fund, django_assert_max_num_queries: Any) -> None:
        client = finance()
        for _ in range(4):
            patron_fund(restriction=Restriction())
        with django_assert_max_num_queries(TRANSACTION + 12):
            client.get(ALL)


class TestWriting:
    def test_an_agreement_opens_its_fund(self) -> None:
        answer = finance().post(NEW, written(), follow=True)
        made = Agreement.objects.get()
        assert answer.redirect_chain == [(f"{ALL}/{made.pk}", 302)]
        assert (made.siren, made.cap_cents, made.share_cap_bp, made.least_cents) == ("732829320", 40_000, 1_250, 2_000)
        assert (made.matches, made.shows_name, str(made.starts_on)) == (True, True, "2026-10-01")
        assert made.fund.themes == ["mer"]
        assert made.fund.departements == ["59", "62"]
        assert {(each.email, each.name) for each in made.contacts.all()} == {
            ("maud@embruns.example", "Maud Le Bris"),
            ("octave@embruns.example", "Octave Perrin"),
        }
        assert Event.objects.get(verb="agreement.create").actor_label

    def test_as_little_as_a_convention_may_say(self) -> None:
        facts = {"organisation": "Quai", "siren": "732829320", "name": "Fonds du Quai", "signed_on": "2026-09-01"}
        assert finance().post(NEW, facts).status_code == 302
        made = Agreement.objects.get()
        assert (made.cap_cents, made.share_cap_bp, made.expires_on, made.shows_name) == (None, None, None, False)
        assert made.fund.restriction.asks_nothing

    def test_a_double_click_writes_it_once(self) -> None:
        client = finance()
        first, second = client.post(NEW, written()), client.post(NEW, written())
        assert first["Location"] == second["Location"]
        assert Agreement.objects.count() == 1

    def test_the_name_of_another_fund_is_taken(self, fund: Fund) -> None:
        answer = finance().post(NEW, written(siren="552100554"))
        assert answer.status_code == 422
        assert "Un autre fonds porte déjà ce nom" in " ".join(problems(answer)).replace("un autre", "Un autre")

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"siren": "732829321"}, "SIREN a neuf chiffres"),
            ({"starts_on": "2026-08-31"}, "ne commence pas avant d’être signée"),
            ({"expires_on": "2026-09-30"}, "ne finit pas avant de commencer"),
            ({"least": "500"}, "ne dépasse pas le plafond"),
            ({"share": "120"}, "de 0,01 % à 100 %"),
            ({"share": "moitié"}, "par exemple 50 ou 12,5"),
            ({"cap": "quatre"}, "somme en euros"),
            ({"contacts": "maud@embruns.example\nOctave"}, "2 : écrivez un courriel complet"),
            ({"themes": ["inconnu"]}, "cases de la liste"),
            ({"signed_on": ""}, "indiquez ce jour"),
        ],
    )
    def test_mistakes_are_told_and_nothing_typed_is_lost(self, change: dict[str, Any], told: str) -> None:
        facts = written(**change)
        answer = finance().post(NEW, facts)
        assert answer.status_code == 422
        assert told in " ".join(problems(answer))
        for name in ("organisation", "siren", "purpose", "cap", "share", "signed_on", "contacts"):
            assert value_of(answer, name) == facts[name].replace("\r", ""), name
        assert is_ticked(answer, "priorities", "rep")
        assert page(answer).select_one("details[open] [name=departements]") is not None
        assert not Agreement.objects.exists()


class TestProlongingAndEnding:
    def test_until_another_day(self, fund: Fund) -> None:
        facts = {"prolonger-expires_on": "2099-06-30", "prolonger-reason": "Avenant du 3 mars."}
        answer = finance().post(at(fund, "/prolonger"), facts, follow=True)
        assert "La convention va jusqu’au 30 juin 2099." in words(page(answer).body)
        assert "Convention prolongée jusqu’au 30 juin 2099" in text(answer)
        assert "« Avenant du 3 mars. »" in text(answer)

    def test_a_day_that_is_past_is_told_beside_what_was_typed(self, fund: Fund) -> None:
        facts = {"prolonger-expires_on": "2020-06-30", "prolonger-reason": "Avenant du 3 mars."}
        answer = finance().post(at(fund, "/prolonger"), facts)
        assert answer.status_code == 422
        assert "ce jour est passé" in " ".join(problems(answer))
        assert value_of(answer, "prolonger-reason") == "Avenant du 3 mars."

    def test_ended_before_its_time(self, fund: Fund) -> None:
        client = finance()
        assert client.post(at(fund, "/arreter"), {"arreter-reason": ""}).status_code == 422
        answer = client.post(at(fund, "/arreter"), {"arreter-reason": "La fondation ferme."}, follow=True)
        told = text(answer)
        assert "La convention est finie" in told
        assert "La fondation ferme." in told
        assert "Arrêter cette convention" not in told
        assert "La fondation ferme." not in text(somebody(Role.COMMITTEE).get(at(fund)))
        public = words(page(client.get(f"/fonds/{fund.slug}")).main)
        assert "Sa convention est finie" in public


class TestContactsNameAndPapers:
    def test_a_contact_comes_and_goes(self, fund: Fund) -> None:
        client = finance()
        answer = client.post(at(fund, "/contacts"), {"contact-email": "Lise@Embruns.example", "contact-name": "Lise"})
        assert answer.status_code == 302
        found = fund.agreement.contacts.get(email="lise@embruns.example")
        for _ in range(2):
            client.post(at(fund, "/contacts"), {"retirer": found.pk})
        assert not fund.agreement.contacts.filter(pk=found.pk).exists()

    def test_half_an_address(self, fund: Fund) -> None:
        answer = finance().post(at(fund, "/contacts"), {"contact-email": "lise@", "contact-name": "Lise"})
        assert answer.status_code == 422
        assert value_of(answer, "contact-email") == "lise@"

    def test_a_name_that_does_not_show(self, fund: Fund) -> None:
        client = finance()
        assert "Fondation des Embruns" in text(client.get(f"/fonds/{fund.slug}"))
        client.post(at(fund, "/nom"), {"nom": "cacher"})
        told = text(client.get(f"/fonds/{fund.slug}"))
        assert "Fondation des Embruns" not in told
        assert "un mécène qui préfère la discrétion" in told
        client.post(at(fund, "/nom"), {"nom": "montrer"})
        assert "Fondation des Embruns" in text(client.get(f"/fonds/{fund.slug}"))

    def test_a_logo_with_the_consent_of_the_patron(self, fund: Fund) -> None:
        client = finance()
        without = client.post(at(fund, "/logo"), {"picture": SimpleUploadedFile("l.png", samples.PNG)})
        assert "cochez la case" in " ".join(problems(without))
        client.post(at(fund, "/logo"), {"picture": SimpleUploadedFile("l.png", samples.PNG), "agrees": "on"})
        assert Agreement.objects.get().shows_logo
        client.post(at(fund, "/logo"), {"retirer": "1"})
        assert not Agreement.objects.get().shows_logo

    def test_the_signed_document(self, fund: Fund) -> None:
        client = finance()
        refused = client.post(at(fund, "/signer"), {"piece-signed": SimpleUploadedFile("c.png", samples.PNG)})
        assert "fichier PDF" in " ".join(problems(refused))
        client.post(at(fund, "/signer"), {"piece-signed": SimpleUploadedFile("c.pdf", samples.PDF)})
        answer = client.get(at(fund, "/signee"))
        assert answer.content.startswith(b"%PDF-")
        assert "La convention signée (PDF)" in text(client.get(at(fund)))


class TestDeposits:
    def typed(self, **changes: str) -> dict[str, str]:
        facts = {"amount": "1250,50", "received_on": "2026-09-20", "reference": " VIR  118 ", **changes}
        return {f"versement-{name}": value for name, value in facts.items()}

    def test_typed_read_again_then_counted(self, fund: Fund) -> None:
        client = finance()
        answer = client.post(at(fund, "/versement"), self.typed())
        assert "1 250,50 € pour « Fonds des Embruns »" in text(answer)
        assert not Deposit.objects.exists()
        hidden = {
            str(field["name"]): str(field.get("value", "")) for field in page(answer).select("form.convention input")
        }
        answer = client.post(at(fund, "/versement"), {**hidden, "compter": "1"}, follow=True)
        assert "1 250,50 € sont dans le fonds." in words(page(answer).body)
        made = Deposit.objects.get()
        assert (made.bank_reference, made.amount, str(made.received_on)) == ("VIR 118", Euro(125_050), "2026-09-20")
        assert "Versement compté : 1 250,50 €, VIR 118" in text(answer)

    def test_never_twice(self, fund: Fund) -> None:
        client = finance()
        for _ in range(2):
            client.post(at(fund, "/versement"), {**self.typed(), "compter": "1"})
        answer = client.post(at(fund, "/versement"), {**self.typed(), "compter": "1"}, follow=True)
        assert "Ce versement est déjà compté" in words(page(answer).body)
        fund.refresh_from_db()
        assert (Deposit.objects.count(), fund.received) == (1, Euro(125_050))

    def test_the_same_sum_the_same_day_is_asked_about(self, fund: Fund) -> None:
        client = finance()
        client.post(at(fund, "/versement"), {**self.typed(), "compter": "1"})
        again = {**self.typed(reference="VIR 119"), "compter": "1"}
        answer = client.post(at(fund, "/versement"), again)
        assert answer.status_code == 422
        assert "Vérifiez sur le relevé" in " ".join(problems(answer))
        assert Deposit.objects.count() == 1
        client.post(at(fund, "/versement"), {**again, "versement-another": "on"})
        assert Deposit.objects.count() == 2

    def test_a_reference_that_says_something_else(self, fund: Fund) -> None:
        client = finance()
        client.post(at(fund, "/versement"), {**self.typed(), "compter": "1"})
        answer = client.post(at(fund, "/versement"), {**self.typed(amount="1250"), "compter": "1"})
        assert answer.status_code == 422
        assert "déjà comptée" in " ".join(problems(answer))
        assert value_of(answer, "versement-amount") == "1250"

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"amount": ""}, "recopiez le montant"),
            ({"amount": "0"}, "supérieure à zéro"),
            ({"received_on": ""}, "recopiez le jour"),
            ({"reference": "  "}, "recopiez la référence"),
        ],
    )
    def test_mistakes(self, fund: Fund, change: dict[str, str], told: str) -> None:
        answer = finance().post(at(fund, "/versement"), self.typed(**change))
        assert answer.status_code == 422
        assert told in " ".join(problems(answer))

    def test_a_day_to_come_is_refused_and_can_be_mended(self, fund: Fund) -> None:
        client, facts = finance(), self.typed(received_on="2999-01-01")
        assert "à venir" in " ".join(problems(client.post(at(fund, "/versement"), {**facts, "compter": "1"})))
        mended = client.post(at(fund, "/versement"), {**self.typed(), "corriger": "1"})
        assert mended.status_code == 200
        assert value_of(mended, "versement-amount") == "1250,50"


def test_all_of_an_agreement_on_one_page(fund: Fund, django_assert_max_num_queries: Any) -> None:
    patron_deposit(fund=fund, amount=Euro.of(5000), bank_reference="VIR 1", received_on=clock.today(), actor=SYSTEM)
    for title in ("Cap sur la voile", "Le vent se lève"):
        give(campaign(title, minimum=500), 200, fund=fund)
    client = finance()
    with django_assert_max_num_queries(TRANSACTION + 19):
        answer = client.get(at(fund))
    told = text(answer)
    for expected in (
        "5 000 € reçus",
        "400 € partis",
        "4 600 € à répartir",
        "Cap sur la voile",
        "VIR 1",
        "Maud Le Bris",
    ):
        assert expected in told, expected


def test_every_fund_s_grants_to_take_away(client: Client, fund: Fund) -> None:
    patron_deposit(fund=fund, amount=Euro.of(500), bank_reference="VIR 1", received_on=clock.today(), actor=SYSTEM)
    give(campaign("=1+1 sur la voile", minimum=500), 200, fund=fund)
    answer = client.get(f"/fonds/{fund.slug}/aides.csv")
    head, line = answer.content.decode("utf-8-sig").splitlines()
    assert head.startswith("Date;Projet;")
    assert ";'=1+1 sur la voile;" in line
    assert client.get("/fonds/nulle-part/aides.csv").status_code == 404
