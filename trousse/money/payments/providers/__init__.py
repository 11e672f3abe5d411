"""One package per payment provider. Only ``trousse.money.payments.registry`` imports them."""
