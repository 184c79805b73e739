"""The list of what the project is made of: complete, licensed, and the same each time."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bonewise.inventory import asset_groups, inventory, packages, unlicensed

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "scripts" / "requirements.txt").read_text("utf-8")


def test_names_every_locked_package_with_its_hashes() -> None:
    found = {component["bom-ref"]: component for component in packages(LOCK)}
    assert set(found) == set(re.findall(r"(?m)^[a-zA-Z0-9._-]+==[^\s;\\]+", LOCK))
    hashes = sum(len(component["hashes"]) for component in found.values())
    assert hashes == len(set(re.findall(r"sha256:[0-9a-f]{64}", LOCK)))
    assert all(component["hashes"] for component in found.values())


def test_reads_a_lock_file() -> None:
    text = f"a-b==1.0 ; python_version < '4' \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{'1' * 64}\nc==2\n"
    first, second = packages(text)
    assert (first["name"], first["version"], len(first["hashes"])) == ("a-b", "1.0", 2)
    assert (second["purl"], second["hashes"]) == ("pkg:pypi/c@2", [])


def test_every_asset_of_the_site_has_a_licence(site: Path) -> None:
    assert unlicensed(ROOT, site) == []
    assert all(group["licence"] and group["holder"] for group in asset_groups(ROOT))


def test_an_asset_without_a_licence_is_told(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "found-somewhere.woff2").touch()
    assert unlicensed(ROOT, tmp_path) == ["assets/found-somewhere.woff2"]


def test_is_cyclonedx_and_the_same_each_time() -> None:
    told = json.loads(inventory(ROOT))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.5")
    references = [component["bom-ref"] for component in told["components"]]
    assert len(references) == len(set(references)) > 30
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", told["serialNumber"])
    assert inventory(ROOT) == inventory(ROOT)


def test_nearly_every_installed_package_states_its_licence() -> None:
    components = [each for each in json.loads(inventory(ROOT))["components"] if each["type"] == "library"]
    assert sum("licenses" in each for each in components) > len(components) * 0.8
