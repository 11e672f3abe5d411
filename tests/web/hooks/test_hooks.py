"""The two doors of payment providers. What comes through them is tested in tests/contracts."""

import pytest
from django.test import Client

from trousse.core.money import Euro
from trousse.money.payments.models import InboxNotice
from trousse.money.payments.services import payment_start

KEY = "11111111-2222-4333-8444-555555555555"


@pytest.mark.django_db
class TestNotification:
    def test_it_is_for_machines_only(self, client: Client) -> None:
        assert client.get("/crochets/systempay/notification").status_code == 405

    def test_an_unknown_provider_has_no_door(self, client: Client) -> None:
        assert client.post("/crochets/nobody/notification").status_code == 404

    def test_what_nobody_signed_is_refused_and_leaves_no_trace(self) -> None:
        client = Client(enforce_csrf_checks=True)
        answer = client.post("/crochets/systempay/notification", {"vads_amount": "2000", "signature": "é"})
        assert (answer.status_code, answer.content) == (400, b"signature")
        assert not InboxNotice.objects.exists()
        assert not answer.cookies


@pytest.mark.django_db
class TestReturn:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_whatever_is_brought_the_payer_goes_on(self, method: str) -> None:
        payment = payment_start(payable_kind="test", payable_id=1, amount=Euro.of(20), return_token=KEY)
        client = Client(enforce_csrf_checks=True)
        answer = getattr(client, method)(
            f"/paiement/retour/{payment.reference}", {"vads_amount": "1", "signature": "x"}
        )
        assert (answer.status_code, answer["location"]) == (302, f"/don/{KEY}/merci")

    def test_a_payment_that_does_not_exist_is_said_in_plain_words(self, client: Client) -> None:
        answer = client.get("/paiement/retour/TAP000000000")
        assert answer.status_code == 404
        assert "Nous ne retrouvons pas ce paiement" in answer.content.decode()
