"""The reference rows that a file of figures may name, drafts among them: staff alone import."""

from operations.importing.names import Known, Measured, Named, Names
from operations.models import Category, Metric, Operation, Organisation, Phase


def known() -> Known:
    """All that is known now, in five queries."""
    metrics = list(Metric.objects.values_list("pk", "slug", "name", "unit", "dimension"))
    return Known(
        metrics=Names("metric", (Named(pk, slug, name) for pk, slug, name, _, _ in metrics)),
        measured={pk: Measured(unit, dimension) for pk, _, _, unit, dimension in metrics},
        organisations=Names(
            "organisation",
            (
                Named(pk, slug, name, (code,))
                for pk, slug, name, code in Organisation.objects.values_list(
                    "pk", "slug", "name", "ons_code"
                )
            ),
        ),
        operations=Names(
            "operation",
            (Named(*row) for row in Operation.objects.values_list("pk", "slug", "name")),
        ),
        categories=_within(Category, "dimension", "category of this metric"),
        phases=_within(Phase, "operation", "phase of this operation"),
    )


def _within(model: type[Category] | type[Phase], whole: str, what: str) -> dict[int, Names]:
    """Names that hold within a dimension or an operation only, by its key."""
    found: dict[int, list[Named]] = {}
    for of, pk, slug, name in model.objects.values_list(whole, "pk", "slug", "name"):
        found.setdefault(of, []).append(Named(pk, slug, name))
    return {of: Names(what, rows) for of, rows in found.items()}
