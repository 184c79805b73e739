"""The nouns: what Bonewise talks about, as frozen values that hold no behaviour but their own arithmetic."""

from bonewise.model.editions import Citation, Edition, Library, Link, RenderedPage
from bonewise.model.findings import Finding, Fix, Level, Place
from bonewise.model.pages import Article, Change, Dose, Exercise, Page, Programme, Range, Session, Source
from bonewise.model.settings import Identity, Settings

__all__ = [
    "Article",
    "Change",
    "Citation",
    "Dose",
    "Edition",
    "Exercise",
    "Finding",
    "Fix",
    "Identity",
    "Level",
    "Library",
    "Link",
    "Page",
    "Place",
    "Programme",
    "Range",
    "RenderedPage",
    "Session",
    "Settings",
    "Source",
]
