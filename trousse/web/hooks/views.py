"""Where payment providers ring, and where they send payers back. Neither has a session or a CSRF token of ours."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from trousse.core.errors import Missing
from trousse.money.payments.models import Payment
from trousse.money.payments.port import BadNotice
from trousse.money.payments.services import notice_receive, payment_confirm_return
from trousse.web.access import server_to_server

log = logging.getLogger(__name__)


@server_to_server(methods=("POST",), atomic=False)
def notification(request: HttpRequest, provider: str) -> HttpResponse:
    """The doorbell of a provider: verify, write down, answer 200. Anything else makes it ring again."""
    try:
        notice_receive(provider=provider, data=request.POST.dict(), headers=dict(request.headers))
    except KeyError:
        raise Http404 from None
    except BadNotice as error:
        log.warning("notification refused", extra={"provider": provider, "why": error.code})
        return HttpResponse(error.code, status=400, content_type="text/plain")
    return HttpResponse("OK", content_type="text/plain")


@server_to_server(methods=("GET", "POST"))
def payment_return(request: HttpRequest, reference: str) -> HttpResponse:
    """The payer comes back from the provider, by a link or by a form, with the result signed or with nothing.

    They leave at once for the page that tells how it ended, without what the provider put in the address.
    """
    brought = request.POST if request.method == "POST" else request.GET
    try:
        payment = payment_confirm_return(reference=reference, data=brought.dict())
    except Payment.DoesNotExist:
        raise Missing("Nous ne retrouvons pas ce paiement. Le lien est peut-être incomplet.") from None
    return redirect("checkout:thanks", key=payment.return_token)
