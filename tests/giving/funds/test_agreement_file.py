"""An agreement from the file of finance to the fund, and what is wrong with a file."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.giving.funds.patron import SIREN
from tests.people.factories import make_user
from tests.platform.documents import samples
from trousse.core.money import Euro
from trousse.giving.funds.agreement_file import read
from trousse.giving.funds.errors import AgreementRefused
from trousse.giving.funds.models import Agreement
from trousse.giving.funds.rules import FundLimits, Restriction

WHOLE: dict[str, Any] = {
    "fund": "Fonds des Embruns",
    "organisation": "Fondation des Embruns",
    "siren": SIREN,
    "signed_on": "2026-09-01",
    "starts_on": "2026-10-01",
    "expires_on": "2027-06-30",
    "cap": "400",
    "share_cap_bp": 5000,
    "least": "12,50",
    "matches": True,
    "shows_name": True,
    "criteria": {"priorities": ["rep", "rep+"], "departements": ["59"]},
    "contacts": {"maud@embruns.example": "Maud"},
}


def test_a_whole_file() -> None:
    found = read(json.dumps(WHOLE))
    assert found.terms.limits == FundLimits(
        cap=Euro.of(400), share_cap_bp=5_000, least=Euro(1_250), expires_on=date(2027, 6, 30), matches=True
    )
    assert found.terms.restriction == Restriction.of(priorities=["rep", "rep+"], departements=["59"])
    assert (found.terms.starts_on, found.contacts[0].name) == (date(2026, 10, 1), "Maud")
    assert found.terms.shows_name


def test_the_least_that_is_needed() -> None:
    found = read(json.dumps({key: WHOLE[key] for key in ("fund", "organisation", "siren", "signed_on")}))
    assert (found.terms.limits, found.terms.restriction, found.contacts) == (FundLimits(), Restriction(), ())
    assert not found.terms.shows_name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "JSON"),
        ("[]", "objet"),
        ('{"fund": "F"}', "manque organisation, siren, signed_on"),
        (json.dumps({**WHOLE, "plafond": 3}), "inconnu : plafond"),
        (json.dumps({**WHOLE, "criteria": {"theme": ["mer"]}}), "inconnu : theme"),
        (json.dumps({**WHOLE, "criteria": {"themes": "mer"}}), "liste de textes"),
        (json.dumps({**WHOLE, "cap": "beaucoup"}), "beaucoup"),
        (json.dumps({**WHOLE, "share_cap_bp": 0.5}), "entier"),
        (json.dumps({**WHOLE, "expires_on": "bientôt"}), "bientôt"),
        (json.dumps({**WHOLE, "cap": 400}), "ne se lit pas"),
        (json.dumps({**WHOLE, "matches": "oui"}), "ni true ni false"),
        (json.dumps({**WHOLE, "contacts": ["maud@embruns.example"]}), "contacts"),
    ],
)
def test_what_is_wrong_is_said(text: str, told: str) -> None:
    with pytest.raises(AgreementRefused, match=told):
        read(text)


@pytest.mark.django_db
class TestCommands:
    def test_an_agreement_opens_a_fund_and_contacts_come_and_go(self, tmp_path: Path) -> None:
        terms, signed = tmp_path / "convention.json", tmp_path / "convention.pdf"
        terms.write_text(json.dumps(WHOLE))
        signed.write_bytes(samples.PDF)
        made = self.run("patron_agreement", str(terms), signed=signed)
        assert made["fund"] == "fonds-des-embruns"
        assert made["criteria"] == ["Nord", "Éducation prioritaire"]
        assert Agreement.objects.get().signed_document is not None

        self.run("patron_contact", "fonds-des-embruns", "yann@embruns.example", name="Yann")
        left = self.run("patron_contact", "fonds-des-embruns", "maud@embruns.example", remove=True)
        assert left["contacts"] == ["yann@embruns.example"]

    def test_mistakes_are_one_clear_line(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="ne se lit pas"):
            self.run("patron_agreement", str(tmp_path / "absent.json"))
        with pytest.raises(CommandError, match="fonds"):
            self.run("patron_contact", "nulle-part", "maud@embruns.example")
        with pytest.raises(CommandError, match="courriel"):
            self.run("patron_agreement", "x.json", by="personne@exemple.fr")

    def run(self, command: str, *args: str, by: str = "", **options: Any) -> dict[str, Any]:
        said = StringIO()
        call_command(command, *args, by=by or make_user().email, stdout=said, **options)
        found: dict[str, Any] = json.loads(said.getvalue())
        return found
