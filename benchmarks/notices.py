"""Notifications as the gateway sends them, signed with the product's own signature code."""

import hashlib
import uuid
from urllib.parse import urlencode

from trousse.core.clock import now
from trousse.money.payments.models import Payment
from trousse.money.payments.providers.systempay.config import SystempayConfig
from trousse.money.payments.providers.systempay.messages import stamp
from trousse.money.payments.providers.systempay.signature import SIGNATURE, sign


def accepted(payment: Payment, config: SystempayConfig) -> bytes:
    """The body of the notification of a payment by card that went well: as many fields as the real one has."""
    transaction = uuid.uuid4().hex
    moment = stamp(now())
    amount = str(payment.amount_cents)
    fields = {
        "vads_acquirer_network": "CB",
        "vads_action_mode": "INTERACTIVE",
        "vads_amount": amount,
        "vads_auth_mode": "FULL",
        "vads_auth_number": transaction[:6],
        "vads_auth_result": "00",
        "vads_bank_code": "17807",
        "vads_bank_product": "F",
        "vads_brand_management": '{"userChoice":false,"brandList":"CB|VISA","brand":"CB"}',
        "vads_capture_delay": "0",
        "vads_card_brand": "CB",
        "vads_card_country": "FR",
        "vads_card_number": "497010XXXXXX0014",
        "vads_contract_used": "5785350",
        "vads_ctx_mode": config.ctx_mode,
        "vads_currency": "978",
        "vads_effective_amount": amount,
        "vads_effective_creation_date": moment,
        "vads_effective_currency": "978",
        "vads_expiry_month": "12",
        "vads_expiry_year": "2030",
        "vads_extra_result": "",
        "vads_hash": hashlib.sha256(transaction.encode()).hexdigest(),
        "vads_language": "fr",
        "vads_operation_type": "DEBIT",
        "vads_order_id": payment.reference,
        "vads_order_info": payment.label,
        "vads_page_action": "PAYMENT",
        "vads_payment_certificate": hashlib.sha256(transaction.encode()).hexdigest()[:40],
        "vads_payment_config": "SINGLE",
        "vads_payment_src": "EC",
        "vads_pays_ip": "FR",
        "vads_presentation_date": moment,
        "vads_result": "00",
        "vads_sequence_number": "1",
        "vads_site_id": config.site_id,
        "vads_threeds_auth_type": "FRICTIONLESS",
        "vads_threeds_cavvAlgorithm": "2",
        "vads_threeds_eci": "05",
        "vads_threeds_enrolled": "Y",
        "vads_threeds_status": "Y",
        "vads_trans_date": moment,
        "vads_trans_id": transaction[:6],
        "vads_trans_status": "AUTHORISED",
        "vads_trans_uuid": transaction,
        "vads_url_check_src": "PAY",
        "vads_validation_mode": "0",
        "vads_version": "V2",
        "vads_warranty_result": "YES",
    }
    return urlencode(fields | {SIGNATURE: sign(fields, config.key, config.algorithm)}).encode()
