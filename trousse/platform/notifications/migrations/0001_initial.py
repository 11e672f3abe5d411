import django.core.serializers.json
from django.db import migrations, models

import trousse.core.clock

# What was sent stays as it was sent. Deleting stays possible: messages are personal data and have an age limit.
SENT_IS_FINAL = """
CREATE FUNCTION notifications_message_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a message that was sent cannot be changed'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER notifications_message_sent_is_final BEFORE UPDATE ON notifications_message
    FOR EACH ROW WHEN (OLD.state = 'sent') EXECUTE FUNCTION notifications_message_refuse_change();
"""
SENT_IS_FREE = """
DROP TRIGGER notifications_message_sent_is_final ON notifications_message;
DROP FUNCTION notifications_message_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80, verbose_name="type")),
                ("to", models.CharField(max_length=320, verbose_name="destinataire")),
                (
                    "params",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="données"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "à envoyer"), ("sent", "envoyé"), ("failed", "non remis")],
                        default="waiting",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="objet")),
                ("text", models.TextField(blank=True, verbose_name="texte")),
                ("html", models.TextField(blank=True, verbose_name="HTML")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                (
                    "next_attempt_at",
                    models.DateTimeField(default=trousse.core.clock.now, verbose_name="prochain essai"),
                ),
                ("created_at", models.DateTimeField(default=trousse.core.clock.now, verbose_name="écrit le")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyé le")),
                ("last_error", models.TextField(blank=True, verbose_name="dernière erreur")),
            ],
            options={
                "verbose_name": "courriel",
                "verbose_name_plural": "courriels",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_attempt_at", "id"],
                        name="notifications_message_due",
                    ),
                    models.Index(fields=["created_at"], name="notifications_message_age"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "failed"])),
                        name="notifications_message_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sent_at__isnull", False), ("state", "sent"), models.Q(("subject", ""), _negated=True)
                            ),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="notifications_message_sent_is_complete",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SENT_IS_FINAL, SENT_IS_FREE),
    ]
