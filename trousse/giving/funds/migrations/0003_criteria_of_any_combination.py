import django.contrib.postgres.fields
from django.db import migrations, models

CRITERIA = (
    ("themes", "thèmes"),
    ("departements", "départements"),
    ("academies", "académies"),
    ("level_groups", "niveaux"),
    ("priorities", "éducation prioritaire"),
    ("zones", "communes"),
)


class Migration(migrations.Migration):
    dependencies = (("funds", "0002_room_for_moving_totals"),)

    operations = (
        # They speak of the columns that go; 0005 says the same of the new ones.
        migrations.RemoveConstraint("fund", "fund_criteria_unique"),
        migrations.RemoveConstraint("fund", "fund_kind_says_its_criteria"),
        *(
            migrations.AddField(
                "fund",
                name,
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=30),
                    blank=True,
                    default=list,
                    size=None,
                    verbose_name=label,
                ),
            )
            for name, label in CRITERIA
        ),
        migrations.AddField(
            "fund",
            "criteria_words",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, size=None, verbose_name="critères en clair"
            ),
        ),
    )
