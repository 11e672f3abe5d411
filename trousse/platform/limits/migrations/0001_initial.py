from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("hits", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "compteur d’essais",
                "verbose_name_plural": "compteurs d’essais",
                "indexes": [models.Index(fields=["ends_at"], name="limits_counter_over")],
            },
        ),
        # Not written to the log: emptied by a crash, which is the right outcome, and twice as fast.
        migrations.RunSQL("ALTER TABLE limits_counter SET UNLOGGED", "ALTER TABLE limits_counter SET LOGGED"),
    ]
