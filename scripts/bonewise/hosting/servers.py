"""The table of headers in the words of each server: nginx, Caddy, CloudFront, and hosts that read a `_headers` file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from bonewise.hosting.headers import KINDS, META_POLICY, Kind, headers_for, kind_of

#: Names of files of the site, and its address, to a server's configuration.
Writer = Callable[[Iterable[str], str], str]


def _names(site_url: str) -> list[str]:
    return sorted({name for kind in KINDS for name in headers_for(kind, site_url)})


#: A page is one file asked for by its folder: said so, nginx looks once and not three times. Files that stay open save
#: as much again; each is looked at anew after a second, so another release shows within one.
_NGINX = (
    "absolute_redirect off;",
    "error_page 404 /404.html;",
    "location / {",
    "\tindex index.html;",
    "}",
    "location ~ /$ {",
    "\ttry_files ${uri}index.html =404;",
    "}",
    "location = /404.html {",
    "\tinternal;",
    "}",
    "gzip_static on;",
    "open_file_cache max=4000;",
    "open_file_cache_valid 1s;",
)


def nginx(files: Iterable[str], site_url: str) -> str:
    """To be included in `http`; then `include` the second part, below the line, in the `server` of the site.

    One `add_header` in a `location` drops all those outside of it. So each header has a map and is added once. The
    path is compared with the patterns only once, to find its kind: eleven times cost a third of all the server's work.
    """
    lines = ["# Made by `bonewise headers nginx`. This part belongs into `http`.", "map $uri $bonewise_kind {"]
    for kind in KINDS:
        pattern = f"~^/{kind.pattern[1:]}" if kind.pattern.startswith("^") else f"~{kind.pattern}"
        lines.append(f"\t{_quoted(pattern) if kind.pattern else 'default'} {kind.name};")
    lines.append("}")
    for name in _names(site_url):
        lines.append(f"map $bonewise_kind ${_variable(name)} {{")
        values = {kind.name: headers_for(kind, site_url).get(name, "") for kind in KINDS}
        lines += [f"\t{each} {_quoted(value)};" for each, value in values.items() if value != values["page"]]
        lines += [f"\tdefault {_quoted(values['page'])};", "}"]
    lines += ["", "# This part belongs into `server`.", *_NGINX]
    lines += [f"add_header {name} ${_variable(name)} always;" for name in _names(site_url)]
    return "\n".join(lines) + "\n"


def _variable(name: str) -> str:
    return f"bonewise_{name.lower().replace('-', '_')}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def caddy(files: Iterable[str], site_url: str) -> str:
    """The inside of a site's block of a Caddyfile, below its `root`."""
    lines = ["# Made by `bonewise headers caddy`. Belongs into the site's block, below `root`."]
    for number, kind in enumerate(KINDS):
        matcher = f"@{kind.name}"
        earlier = [each.pattern for each in KINDS[:number]]
        lines.append(f"{matcher} {{")
        lines += [f"\tpath_regexp {_for_caddy(kind)}"] if kind.pattern else []
        lines += [f"\tnot path_regexp {_for_caddy(each)}" for each in KINDS[:number]] if earlier else []
        lines.append("}")
        lines.append(f"header {matcher} {{")
        # Put off until the answer is made, so that the error page has its own.
        lines += ["\tdefer", *(f"\t{name} {_quoted(value)}" for name, value in headers_for(kind, site_url).items())]
        lines.append("}")
    lines += ["header -Server", "file_server {", "\tprecompressed zstd br gzip", "}"]
    # Only what is said here is in the answer for an error.
    lines += ["handle_errors {", "\trewrite * /404.html", "\theader {"]
    lines += [f"\t\t{name} {_quoted(value)}" for name, value in headers_for(kind_of("404.html"), site_url).items()]
    lines += ["\t\t-Server", "\t}", "\tfile_server", "}"]
    return "\n".join(lines) + "\n"


def _for_caddy(kind: Kind) -> str:
    # In backquotes, where a backslash is itself.
    return "`" + (f"^/{kind.pattern[1:]}" if kind.pattern.startswith("^") else kind.pattern) + "`"


_CLOUDFRONT = {
    "Content-Security-Policy": ("ContentSecurityPolicy", "ContentSecurityPolicy"),
    "Referrer-Policy": ("ReferrerPolicy", "ReferrerPolicy"),
    "X-Frame-Options": ("FrameOptions", "FrameOption"),
}
#: Path patterns know stars alone; the first that fits is taken.
_BEHAVIOURS = (
    ("embed/*", "embed"),
    ("404.html", "404"),
    ("*.pdf", "pdf"),
    *(
        (f"*.{end}", "part")
        for end in ("css", "js", "woff2", "svg", "png", "jpg", "webp", "avif", "ico", "webmanifest")
    ),
    *((f"*.{end}", "data") for end in ("json", "bib", "xml", "gz", "txt", "zip")),
    ("*", "page"),
)


def cloudfront(files: Iterable[str], site_url: str) -> str:
    """JSON: a policy of response headers for each kind, as CloudFront's API takes it, and the paths that use it."""
    kinds = {kind.name: kind for kind in KINDS}
    used = list(dict.fromkeys(name for _, name in _BEHAVIOURS))
    data = {
        "policies": {name: _cloudfront_policy(kinds[name], site_url) for name in used},
        "behaviours": [{"PathPattern": pattern, "policy": name} for pattern, name in _BEHAVIOURS],
    }
    return json.dumps(data, indent=1) + "\n"


def _cloudfront_policy(kind: Kind, site_url: str) -> dict[str, Any]:
    security: dict[str, Any] = {
        "ContentTypeOptions": {"Override": True},
        "StrictTransportSecurity": {"Override": True, "AccessControlMaxAgeSec": 63072000},
    }
    custom = []
    for name, value in headers_for(kind, site_url).items():
        if name in _CLOUDFRONT:
            group, field = _CLOUDFRONT[name]
            security[group] = {"Override": True, field: value}
        elif name not in ("X-Content-Type-Options", "Strict-Transport-Security"):
            custom.append({"Header": name, "Value": value, "Override": True})
    items = {"Quantity": len(custom), "Items": custom}
    return {"Name": f"bonewise-{kind.name}", "SecurityHeadersConfig": security, "CustomHeadersConfig": items}


def headers_file(files: Iterable[str], site_url: str) -> str:
    """A `_headers` file, as several hosts of static sites read it.

    Two rules that fit one address are joined, and two policies would both hold. So each file is named by one rule: by
    its folder where all in that folder are sent alike, else by itself. Some hosts take a hundred rules at most, so what
    is named after what it holds is asked for again like all the rest.
    """
    lines = ["# Made by `bonewise headers _headers`."]
    for pattern, headers in sorted(_rules(list(files), "", site_url).items()):
        lines.append(f"/{pattern}")
        lines += [f"  {name}: {value}" for name, value in headers]
    return "\n".join(lines) + "\n"


def _rules(files: list[str], folder: str, site_url: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The patterns for the files of a folder, whose names are given from the site's root, with their headers."""
    sent = {name: _sent(name, site_url) for name in files}
    kinds = {kind_of(name).name for name in files}
    if "pdf" in kinds and kinds <= _BESIDE_PDFS:
        sent = dict.fromkeys(sent, _sent("a.pdf", site_url))
    if folder and len(set(sent.values())) == 1:
        return {f"{folder}*": next(iter(sent.values()))}
    rules: dict[str, tuple[tuple[str, str], ...]] = {}
    below: dict[str, list[str]] = defaultdict(list)
    for name in files:
        first, slash, _ = name.removeprefix(folder).partition("/")
        if slash:
            below[f"{folder}{first}/"].append(name)
        else:
            rules[folder if first == "index.html" else name] = sent[name]
    for inner, names in below.items():
        rules |= _rules(names, inner, site_url)
    return rules


#: These lose nothing by what a PDF is sent with, where they stand in one folder with them.
_BESIDE_PDFS = {"pdf", "part", "data", "named"}


def _sent(name: str, site_url: str) -> tuple[tuple[str, str], ...]:
    headers = headers_for(kind_of(name), site_url)
    if "immutable" in headers["Cache-Control"]:
        headers["Cache-Control"] = "no-cache"
    return tuple(headers.items())


def meta(files: Iterable[str], site_url: str) -> str:
    """The element for pages whose server sends no headers; the templates have it already."""
    return f'<meta http-equiv="Content-Security-Policy" content="{META_POLICY}">\n'


#: What can be asked for by name.
SERVERS: Mapping[str, Writer] = MappingProxyType(
    {"_headers": headers_file, "caddy": caddy, "cloudfront": cloudfront, "meta": meta, "nginx": nginx}
)
