"""The three steps of a gift, then thank you; named here for ``urls.py``."""

from trousse.web.checkout.views.answers import donor, fund_amount, fund_donor, project_amount, project_donor
from trousse.web.checkout.views.outcome import thanks
from trousse.web.checkout.views.paying import payment

__all__ = ["donor", "fund_amount", "fund_donor", "payment", "project_amount", "project_donor", "thanks"]
