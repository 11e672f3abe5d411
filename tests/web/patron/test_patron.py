"""What those see who follow a fund for its patron, and what others do not."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.giving.allocation.grants import grant
from tests.giving.funds.patron import SYSTEM, patron_fund
from tests.people.factories import make_user
from tests.platform.documents import samples
from tests.web.public.shelf import campaign
from tests.web.reading import page, problems, words
from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.funds.amendments import agreement_end
from trousse.giving.funds.models import Agreement, Fund, PatronReport
from trousse.giving.funds.patrons import Contact, contact_add, contact_remove, name_show, patron_deposit
from trousse.people.accounts.models import User

pytestmark = pytest.mark.django_db
HERE = "/mecene/fonds-des-embruns"


@pytest.fixture
def fund() -> Fund:
    """It received 5 000 € and helped one project."""
    helped = campaign("Cap sur la voile", theme="mer", minimum=500)
    made = patron_fund("Fonds des Embruns")
    patron_deposit(fund=made, amount=Euro.of(5000), bank_reference="VIR-1", received_on=clock.today(), actor=SYSTEM)
    grant(helped, 200, fund=made)
    return made


@pytest.fixture
def maud(client: Client, fund: Fund) -> User:
    user = make_user("maud@embruns.example")
    contact_add(agreement=fund.agreement, contact=Contact(user.email, "Maud"), actor=SYSTEM)
    client.force_login(user)
    return user


def test_the_list_of_what_one_follows(client: Client, maud: User) -> None:
    patron_fund("Fonds d’un autre")
    shown = page(client.get("/mecene"))
    assert [words(link) for link in shown.select("main h2")] == ["Fonds des Embruns"]
    assert "4 800 € en attente de projets, sur 5 000 € reçus" in words(shown.main)


def test_the_account_leads_to_it(client: Client, maud: User) -> None:
    assert page(client.get("/compte/")).select_one('a[href="/mecene"]') is not None
    client.force_login(make_user())
    assert page(client.get("/compte/")).select_one('a[href="/mecene"]') is None


def test_who_follows_nothing_is_told_how_one_comes_here(client: Client) -> None:
    client.force_login(make_user())
    assert "que la convention d’un mécène nomme" in words(page(client.get("/mecene")).main)


def test_all_of_a_fund_on_one_page(client: Client, maud: User) -> None:
    shown = words(page(client.get(HERE)).main)
    for told in (
        *("5 000 € reçus", "200 € partis aider des classes", "4 800 € en attente", "Cap sur la voile"),
        *(
            "Au plus, par projet 400 € et 50 % de son objectif minimum",
            "Mer et environnement",
            "VIR-1",
            "Nord 1 projet",
        ),
    ):
        assert told in shown


def test_what_it_could_do_now(client: Client, maud: User, fund: Fund) -> None:
    campaign("Le vent se lève", theme="mer", minimum=200)
    shown = page(client.get(HERE))
    section = shown.select_one('[aria-labelledby="maintenant"]')
    assert "2 collectes ont besoin de lui" in words(section)
    assert "Le vent se lève" in words(section)
    agreement_end(agreement=fund.agreement, reason="Fini.", actor=SYSTEM)
    over = page(client.get(HERE))
    assert over.select_one('[aria-labelledby="maintenant"]') is None
    assert "La convention est finie" in words(over.main)
    assert "Convention finie" in words(page(client.get("/mecene")).main)


def test_a_new_patron_reads_what_happens_next(client: Client, maud: User) -> None:
    begins = clock.today() + timedelta(days=20)
    fund = patron_fund("Fonds des Dunes", starts_on=begins, signed_on=clock.today())
    contact_add(agreement=fund.agreement, contact=Contact(maud.email), actor=SYSTEM)
    listed = words(page(client.get("/mecene")).main)
    assert "Commence le" in listed
    assert "Rien n’est encore arrivé" in listed
    assert "sa convention n’a pas commencé" in words(page(client.get("/mecene/fonds-des-dunes")).main)


def test_a_discreet_patron_is_not_asked_for_a_logo(client: Client, maud: User, fund: Fund) -> None:
    name_show(agreement=fund.agreement, shown=False, actor=SYSTEM)
    shown = page(client.get(HERE))
    assert "un logo le dirait" in words(shown.main)
    assert shown.select_one("input[type=file]") is None


@pytest.mark.parametrize("path", ["", "/aides.csv"])
def test_nobody_else_sees_it(client: Client, fund: Fund, path: str) -> None:
    assert client.get(HERE + path).status_code == 302
    client.force_login(make_user())
    assert client.get(HERE + path).status_code == 404
    assert client.post(HERE + "/rapport").status_code == 404
    assert client.post(HERE + "/logo", {"retirer": "1"}).status_code == 404


def test_a_contact_that_is_removed_sees_it_no_longer(client: Client, fund: Fund, maud: User) -> None:
    contact_remove(agreement=fund.agreement, email=maud.email, actor=SYSTEM)
    assert client.get(HERE).status_code == 404


def test_the_figures_to_take_away(client: Client, maud: User) -> None:
    lines = client.get(HERE + "/aides.csv").content.decode().splitlines()
    assert len(lines) == 2
    assert "Cap sur la voile" in lines[1]
    assert "200,00" in lines[1]


def test_the_report_is_made_once_for_the_same_facts(client: Client, maud: User, fund: Fund) -> None:
    first = client.post(HERE + "/rapport")
    assert client.post(HERE + "/rapport")["Location"] == first["Location"]
    made = PatronReport.objects.get()
    answer = client.get(first["Location"])
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith('attachment; filename="rapport-fonds-des-embruns')
    assert "Rapport du" in words(page(client.get(HERE)).main)

    grant(campaign("Le vent se lève", theme="mer", minimum=500), 100, fund=fund)
    assert client.post(HERE + "/rapport")["Location"] != first["Location"]
    assert PatronReport.objects.exclude(pk=made.pk).count() == 1


def test_the_report_of_another_fund_is_not_found(client: Client, maud: User) -> None:
    elsewhere = patron_fund("Fonds d’un autre").agreement
    client.post(HERE + "/rapport")
    PatronReport.objects.update(agreement=elsewhere)
    assert client.get(f"{HERE}/rapport/{PatronReport.objects.get().pk}").status_code == 404


class TestLogo:
    def test_a_picture_with_an_agreement_shows(self, client: Client, maud: User) -> None:
        assert client.post(HERE + "/logo", self.sent(agrees="on")).status_code == 302
        assert Agreement.objects.get().shows_logo
        assert page(client.get(HERE)).select_one("img.logo-mecene") is not None

    def test_it_is_taken_away_when_they_want(self, client: Client, maud: User) -> None:
        client.post(HERE + "/logo", self.sent(agrees="on"))
        client.post(HERE + "/logo", {"retirer": "1"})
        assert not Agreement.objects.get().shows_logo

    def test_no_picture_without_agreement(self, client: Client, maud: User) -> None:
        answer = client.post(HERE + "/logo", self.sent())
        assert answer.status_code == 422
        assert "cochez la case" in " ".join(problems(answer))
        assert not Agreement.objects.get().shows_logo

    def test_what_is_no_picture_is_refused(self, client: Client, maud: User) -> None:
        answer = client.post(HERE + "/logo", self.sent(content=samples.PDF, agrees="on"))
        assert answer.status_code == 422
        assert "PNG ou JPEG" in " ".join(problems(answer))

    def sent(self, *, content: bytes = samples.PNG, **fields: str) -> dict[str, object]:
        return {"picture": SimpleUploadedFile("logo.png", content), **fields}
