import uuid

from django.db import migrations, models

import trousse.core.clock

# A document is evidence: what its row says of it is said once. Deleting stays possible when its legal term is over.
NEVER_CHANGED = """
CREATE FUNCTION documents_document_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a document cannot be changed, store another one'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER documents_document_never_changed BEFORE UPDATE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_document_refuse_change();
"""
FREELY_CHANGED = """
DROP TRIGGER documents_document_never_changed ON documents_document;
DROP FUNCTION documents_document_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60, verbose_name="nature")),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                (
                    "media_type",
                    models.CharField(
                        choices=[("application/pdf", "PDF"), ("image/jpeg", "JPEG"), ("image/png", "PNG")],
                        max_length=40,
                        verbose_name="format",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="taille (octets)")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="empreinte SHA-256")),
                ("created_at", models.DateTimeField(default=trousse.core.clock.now, verbose_name="déposé le")),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ("-created_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="documents_document_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0), ("size__lte", 10485760)), name="documents_document_size"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("media_type__in", ["application/pdf", "image/jpeg", "image/png"])),
                        name="documents_document_media_type",
                    ),
                ],
            },
        ),
        migrations.RunSQL(NEVER_CHANGED, FREELY_CHANGED),
    ]
