import django.core.validators
from django.db import migrations, models

import trousse.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="DatedValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        max_length=80,
                        validators=[django.core.validators.RegexValidator("^[a-z_]+\\.[a-z_]+$")],
                        verbose_name="paramètre",
                    ),
                ),
                ("value", models.JSONField(verbose_name="valeur")),
                ("in_force_from", models.DateField(verbose_name="en vigueur à partir du")),
                (
                    "note",
                    models.CharField(
                        help_text="Qui l’a décidé, où c’est écrit.", max_length=300, verbose_name="décision"
                    ),
                ),
                ("created_at", models.DateTimeField(default=trousse.core.clock.now, editable=False)),
            ],
            options={
                "verbose_name": "valeur datée",
                "verbose_name_plural": "paramètres",
                "ordering": ("key", "-in_force_from"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "in_force_from"),
                        name="parameters_one_value_a_day",
                        violation_error_message="Ce paramètre a déjà une valeur à cette date.",
                    )
                ],
            },
        ),
    ]
