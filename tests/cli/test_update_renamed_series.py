"""An occurrence of a series that was renamed, cancelled by the command."""

from pathlib import Path

from statusgen.cli.main import run
from statusgen.content.load import load
from tests.authoring.test_line_ends import NOW, SERIES
from tests.samples import at


def test_the_file_of_its_own_keeps_the_former_id(small_site: Path) -> None:
    series = small_site / "content/maintenance/upgrade.yml"
    series.parent.mkdir(parents=True, exist_ok=True)
    series.write_text(f"{SERIES}aliases: [old]\n")
    words = ("upgrade@2026-12-08", "--status", "cancelled", "--text", "Not needed.")
    assert run(["update", *words, "--root", str(small_site), "--now", NOW]) == 0
    content = load(small_site, at(NOW)).content
    assert content is not None
    found = {each.id: each.aliases for each in content.maintenances}
    assert found["upgrade-2026-12-08"] == ("old-2026-12-08",)
