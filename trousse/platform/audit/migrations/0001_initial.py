import django.core.serializers.json
from django.db import migrations, models

# The journal is append-only, and not by convention: PostgreSQL refuses anything but INSERT, whoever asks.
# TRUNCATE needs a statement trigger of its own.
APPEND_ONLY = """
CREATE FUNCTION audit_event_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_event is append-only: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation',
              HINT = 'Record another event that corrects the first.';
END
$$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_refuse_change();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse_change();
"""
FREELY_CHANGED = """
DROP TRIGGER audit_event_no_truncate ON audit_event;
DROP TRIGGER audit_event_append_only ON audit_event;
DROP FUNCTION audit_event_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="date")),
                ("verb", models.CharField(max_length=100, verbose_name="verbe")),
                ("subject_type", models.CharField(max_length=100, verbose_name="type d’objet")),
                ("subject_id", models.CharField(max_length=64, verbose_name="objet")),
                ("actor_kind", models.CharField(max_length=20, verbose_name="nature de l’auteur")),
                ("actor_id", models.CharField(blank=True, max_length=254, verbose_name="auteur")),
                ("actor_label", models.CharField(blank=True, max_length=254, verbose_name="nom de l’auteur")),
                ("reason", models.TextField(blank=True, verbose_name="motif")),
                (
                    "data",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="détails",
                    ),
                ),
                ("request_id", models.CharField(blank=True, max_length=64, verbose_name="requête")),
            ],
            options={
                "verbose_name": "événement",
                "verbose_name_plural": "événements",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id", "id"], name="audit_event_subject"),
                    models.Index(fields=["actor_kind", "actor_id", "id"], name="audit_event_actor"),
                    models.Index(fields=["verb", "id"], name="audit_event_verb"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verb", ""), _negated=True),
                            models.Q(("subject_type", ""), _negated=True),
                            models.Q(("actor_kind", ""), _negated=True),
                        ),
                        name="audit_event_is_told",
                    )
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, FREELY_CHANGED),
    ]
