"""Territories and schools."""

from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Left, Mod, Right, Substr
from django.db.models.lookups import Exact

from trousse.core.search import search_vector_field
from trousse.people.schools import rules
from trousse.people.schools.enums import (
    Contract,
    Degree,
    EducationPriority,
    SchoolKind,
    SchoolStatus,
    Sector,
)
from trousse.people.schools.search import search_text


class RegionAcademique(models.Model):
    """One of the 18 régions académiques. ``code`` is the INSEE code of the région."""

    code = models.CharField("code", max_length=2, primary_key=True)
    name = models.CharField("nom", max_length=60, unique=True)

    class Meta:
        verbose_name = "région académique"
        verbose_name_plural = "régions académiques"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Academie(models.Model):
    """One of the 30 académies: the territory in which projects are reviewed."""

    code = models.CharField("code", max_length=2, primary_key=True)
    name = models.CharField("nom", max_length=60, unique=True)
    slug = models.SlugField("adresse", max_length=60, unique=True)
    region = models.ForeignKey(
        RegionAcademique, models.PROTECT, related_name="academies", verbose_name="région académique"
    )
    is_pilot = models.BooleanField("académie pilote de 2017", default=False)

    class Meta:
        verbose_name = "académie"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Departement(models.Model):
    """One of the 101 départements, by INSEE code. ``region_name`` is the administrative région."""

    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=60, unique=True)
    academie = models.ForeignKey(Academie, models.PROTECT, related_name="departements", verbose_name="académie")
    region_name = models.CharField("région", max_length=60)

    class Meta:
        verbose_name = "département"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class SchoolQuerySet(models.QuerySet["School"]):
    def choosable(self) -> Self:
        """Open teaching establishments, public or under contract: the SQL of ``rules.is_choosable``."""
        return self.filter(
            Q(sector=Sector.PUBLIC) | Q(sector=Sector.PRIVATE, contract__in=sorted(rules.CONTRACTS_WITH_THE_STATE)),
            kind__in=sorted(rules.TEACHING_KINDS),
            status=SchoolStatus.OPEN,
        )


class School(models.Model):
    """An establishment of the ministry's directory: schools, and the services and medical centres listed with them.

    All are kept, closed ones included, so that an old project still says where it was born; only ``choosable`` ones
    can carry a new project. ``degree``, ``contract`` and ``search_text`` follow from the other fields: ``derive`` sets
    them, and ``save`` calls it.
    """

    uai = models.CharField("UAI", max_length=8, unique=True)
    name = models.CharField("nom", max_length=250)
    kind = models.CharField("type", max_length=20, choices=SchoolKind.choices(), default=SchoolKind.OTHER)
    nature_code = models.CharField("code nature", max_length=3, blank=True)
    degree = models.CharField("degré", max_length=10, choices=Degree.choices(), default=Degree.NONE, editable=False)
    sector = models.CharField("secteur", max_length=10, choices=Sector.choices(), default=Sector.NONE)
    contract = models.CharField("contrat", max_length=20, choices=Contract.choices(), blank=True, default="")
    status = models.CharField("état", max_length=10, choices=SchoolStatus.choices(), default=SchoolStatus.OPEN)

    address = models.CharField("adresse", max_length=250, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune_code = models.CharField("code de la commune", max_length=5, blank=True, db_index=True)
    commune_name = models.CharField("commune", max_length=250, blank=True)
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, related_name="schools", verbose_name="département"
    )
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)

    mail = models.EmailField("courriel", max_length=250, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    siret = models.CharField("SIREN ou SIRET", max_length=14, blank=True)

    pupils = models.PositiveIntegerField("nombre d’élèves", null=True, blank=True)
    education_priority = models.CharField(
        "éducation prioritaire", max_length=4, choices=EducationPriority.choices(), blank=True, default=""
    )
    ips = models.DecimalField("indice de position sociale", max_digits=4, decimal_places=1, null=True, blank=True)
    rural = models.BooleanField("commune rurale", null=True, blank=True)

    is_demo = models.BooleanField("établissement de démonstration", default=False)
    search_text = models.TextField(editable=False, blank=True)
    search = search_vector_field()

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "établissement"
        ordering = ("commune_name", "name", "uai")
        indexes = (
            GinIndex(fields=["search"], name="schools_school_search"),
            models.Index(fields=["departement", "kind"], name="schools_school_territory"),
        )
        constraints = (
            models.CheckConstraint(name="schools_uai_shape", condition=Q(uai__regex=r"^[0-9]{7}[A-HJ-NPR-Z]$")),
            models.CheckConstraint(
                name="schools_uai_key",
                condition=Exact(
                    Right("uai", 1),
                    Substr(
                        Value(rules.UAI_KEY_LETTERS),
                        Mod(Cast(Left("uai", 7), models.IntegerField()), Value(23)) + Value(1),
                        1,
                    ),
                ),
            ),
            models.CheckConstraint(
                name="schools_degree_of_kind",
                condition=(
                    Q(degree=Degree.FIRST, kind__in=sorted(rules.FIRST_DEGREE_KINDS))
                    | Q(degree=Degree.SECOND, kind__in=sorted(rules.SECOND_DEGREE_KINDS))
                    | (Q(degree=Degree.NONE) & ~Q(kind__in=sorted(rules.TEACHING_KINDS)))
                ),
            ),
            models.CheckConstraint(
                name="schools_contract_is_private", condition=Q(sector=Sector.PRIVATE) | Q(contract="")
            ),
            models.CheckConstraint(
                name="schools_whole_position",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.commune_name})" if self.commune_name else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set what follows from the other fields."""
        self.degree = rules.degree_of(SchoolKind(self.kind))
        self.contract = rules.settled_contract(Sector(self.sector), Contract(self.contract))
        self.search_text = search_text(
            name=self.name, commune_name=self.commune_name, postcode=self.postcode, uai=self.uai
        )

    @property
    def academie(self) -> Academie | None:
        return self.departement.academie if self.departement else None

    @property
    def place(self) -> str:
        """« Lille (59) »: the town and the number of its département."""
        if self.commune_name and self.departement_id:
            return f"{self.commune_name} ({self.departement_id})"
        return self.commune_name

    @property
    def is_choosable(self) -> bool:
        """Whether a new project may be carried here."""
        return rules.is_choosable(
            kind=SchoolKind(self.kind),
            status=SchoolStatus(self.status),
            sector=Sector(self.sector),
            contract=Contract(self.contract),
        )
