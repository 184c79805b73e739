"""Web addresses in the one form in which they are asked, and the DOIs and PMIDs they stand for."""

from __future__ import annotations

import ipaddress
import re
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote

import httpx

_HOST = re.compile(rb"[a-z0-9._:-]+")
_DOI_HOSTS = {"doi.org", "www.doi.org", "dx.doi.org"}
_DOI = re.compile(r"10(?:\.\d+)*/\S+")
_SHORT_DOI = re.compile(r"[a-z0-9]+")
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/(\d+)/?")


class Identifier(NamedTuple):
    """A DOI or PMID, in the form in which its register knows it."""

    kind: Literal["doi", "pmid"]
    value: str


def normal(url: str) -> str:
    """The address as it is asked: without fragment, its host in small letters. Empty where it cannot be asked.

    >>> normal("HTTP://Example.ORG:80/A b#c")
    'http://example.org/A%20b'
    >>> normal("http://example.org/a%23b%3Fc")
    'http://example.org/a%23b%3Fc'
    >>> normal("mailto:a@example.org")
    ''
    """
    try:
        parsed = httpx.URL(f"https:{url}" if url.startswith("//") else url.strip())
        if parsed.scheme not in ("http", "https") or not _HOST.fullmatch(parsed.raw_host):
            return ""
        user = f"{parsed.userinfo.decode()}@" if parsed.userinfo else ""
        return str(httpx.URL(f"{parsed.scheme}://{user}{parsed.netloc.decode()}{parsed.raw_path.decode()}"))
    except (httpx.InvalidURL, TypeError, ValueError):
        return ""


def joined(url: str, location: str) -> str:
    """Where a redirect leads; empty where that is no web address.

    >>> joined("http://example.org/a/b", "../c?d")
    'http://example.org/c?d'
    """
    try:
        return normal(str(httpx.URL(url).join(location.strip())))
    except (httpx.InvalidURL, TypeError, ValueError):
        return ""


def host_of(url: str) -> str:
    """Whom a request troubles; a port of its own counts as another host.

    >>> host_of("https://example.org/"), host_of("http://example.org:8000/")
    ('example.org', 'example.org:8000')
    """
    parsed = httpx.URL(url)
    return f"{parsed.host}:{parsed.port}" if parsed.port else parsed.host


def has_password(url: str) -> bool:
    """Whether a user name or password stands in the address."""
    return bool(httpx.URL(url).userinfo)


def is_private(url: str) -> bool:
    """Whether only this machine or its own network has the address.

    >>> is_private("http://127.0.0.1/"), is_private("http://169.254.169.254/"), is_private("http://example.org/")
    (True, True, False)
    """
    host = httpx.URL(url).host
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def identifier(url: str) -> Identifier | None:
    """The DOI or PMID that an address of doi.org or PubMed stands for.

    >>> identifier("http://dx.doi.org/10.1000/ABC%28x%29")
    Identifier(kind='doi', value='10.1000/abc(x)')
    >>> identifier("https://pubmed.ncbi.nlm.nih.gov/27476628/")
    Identifier(kind='pmid', value='27476628')
    """
    parsed = httpx.URL(url)
    if parsed.host in _DOI_HOSTS:
        value = unquote(parsed.path).strip("/").lower()
        if _DOI.fullmatch(value):
            return Identifier("doi", value)
        # A short DOI, https://doi.org/abc12, is the handle 10/abc12.
        return Identifier("doi", f"10/{value}") if _SHORT_DOI.fullmatch(value) else None
    match = _PUBMED.fullmatch(f"{parsed.host}{parsed.path}")
    return Identifier("pmid", str(int(match[1]))) if match else None


def doi_url(doi: str) -> str:
    """The address of a DOI.

    >>> doi_url("10.1016/S0140-6736(10)60175-4")
    'https://doi.org/10.1016/s0140-6736(10)60175-4'
    """
    return f"https://doi.org/{quote(doi.strip().lower(), safe='/()')}"


def pmid_url(pmid: str) -> str:
    """The address of a PMID."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid.strip()}/"
