"""Two releases of the content state different numbers of one year: both figures' pages say so."""

from operations.models import Observation
from tests.harness.clients import SiteClient
from tests.harness.databases import World

# Seizures of drugs in 2022/23, as two reports of 2024 give them.
IN_CONFLICT = ("cmrks7hs2fn3", "zzsvw53r4v52")


def test_the_public_reads_of_a_conflict_on_both_pages(
    content_world: World, public_client: SiteClient
) -> None:
    for one, other in (IN_CONFLICT, IN_CONFLICT[::-1]):
        page = public_client.get(f"/figures/{one}/").content.decode()
        assert "In conflict" in page
        assert f"/figures/{other}/" in page
        assert "Neither says that it replaces the other." in page
    metric = Observation.objects.get(figure_id=one).metric
    page = public_client.get(metric.get_absolute_url()).content.decode()
    assert page.count(">In conflict<") == 2
