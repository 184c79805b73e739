"""What the project is made of: each locked package and each asset that is shipped, with its licence, as CycloneDX."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

#: Of the requirements file: `name==version ; marker \\` and lines of hashes below it.
_LOCKED = re.compile(r"^(?P<name>[a-zA-Z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>(?:[^\n]*\\\n)*[^\n]*)", re.M)
_HASH = re.compile(r"sha256:([0-9a-f]{64})")
#: Where a serial number is made from, so that the same inventory always has the same one.
_NAMESPACE = uuid.UUID("7a3d5b1c-2f0e-5c58-9a51-0b5f3e8d7c66")
#: What packages call a licence in plain words, and its SPDX identifier.
_PLAIN = {
    "MIT License": "MIT",
    "MIT": "MIT",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
}


def inventory(root: Path, lock: str = "scripts/requirements.txt") -> str:
    """CycloneDX 1.5 as JSON, of the packages that the lock file names and of the shipped assets.

    Licences of packages are those that they state where they are installed.
    """
    components = [*packages((root / lock).read_text("utf-8")), *assets(root)]
    body = {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "bonewise", "version": metadata.version("bonewise")}},
        "components": components,
    }
    number = uuid.uuid5(_NAMESPACE, json.dumps(body, sort_keys=True))
    return json.dumps({**body, "serialNumber": f"urn:uuid:{number}"}, indent=1, sort_keys=True) + "\n"


def packages(locked: str) -> Iterator[dict[str, Any]]:
    """A component for each package of a lock file's text, in its order."""
    for match in _LOCKED.finditer(locked):
        name, version = match["name"], match["version"]
        hashes = sorted(set(_HASH.findall(match["rest"])))
        yield {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
            "bom-ref": f"{name}=={version}",
            "hashes": [{"alg": "SHA-256", "content": each} for each in hashes],
            **_licence(_stated(name)),
        }


def assets(root: Path) -> Iterator[dict[str, Any]]:
    """A component for each group of shipped assets in `scripts/licences.yaml`."""
    for group in asset_groups(root):
        yield {
            "type": "file",
            "name": group["name"],
            **({"version": group["version"]} if group.get("version") else {}),
            "bom-ref": f"asset:{group['name']}",
            "copyright": group["holder"],
            "properties": [{"name": "files", "value": each} for each in group["files"]],
            **_licence(group["licence"]),
        }


def asset_groups(root: Path) -> list[dict[str, Any]]:
    """What `scripts/licences.yaml` says: name, files (patterns below the site's root), licence and holder of each."""
    groups: list[dict[str, Any]] = yaml.safe_load((root / "scripts" / "licences.yaml").read_text("utf-8"))
    return groups


def unlicensed(root: Path, site: Path) -> list[str]:
    """The files of a built site's `assets/` and `embed/` that no group covers, sorted."""
    patterns = [pattern for group in asset_groups(root) for pattern in group["files"]]
    files = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file())
    shipped = (name for name in files if name.startswith(("assets/", "embed/")))
    return [name for name in shipped if not any(fnmatch(name, pattern) for pattern in patterns)]


def _stated(name: str) -> str:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""  # locked for another system than this one
    # Typed as a mapping without `get`.
    expression = told["License-Expression"] if "License-Expression" in told else ""  # noqa: SIM401
    classified = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License ::")
    ]
    plain = told["License"].strip().split("\n")[0] if "License" in told else ""
    known = [_PLAIN[each] for each in (*classified, plain) if each in _PLAIN]
    return expression or " OR ".join(dict.fromkeys(known)) or plain[:80]


def _licence(stated: str) -> Mapping[str, Any]:
    if not stated:
        return {}
    if re.fullmatch(r"[A-Za-z0-9.+-]+", stated):
        return {"licenses": [{"license": {"id": stated} if stated in _SPDX else {"name": stated}}]}
    if re.fullmatch(r"[A-Za-z0-9.+ ()-]+", stated) and re.search(r" (?:AND|OR|WITH) ", stated):
        return {"licenses": [{"expression": stated}]}
    return {"licenses": [{"license": {"name": stated}}]}


_SPDX = frozenset(_PLAIN.values()) | {
    "0BSD",
    "BSD-2-Clause",
    "CC-BY-4.0",
    "HPND",
    "MIT-CMU",
    "OFL-1.1",
    "LGPL-2.1-or-later",
}
_SPDX |= {
    "MIT-0",
    "ZPL-2.1",
    "CC0-1.0",
    "GPL-2.0-or-later",
    "LGPL-3.0-or-later",
    "AGPL-3.0-only",
    "ISC",
    "BSD-3-Clause",
}
