"""Bonewise: Markdown and sources in, a website of health guidance that can be checked out."""

__version__ = "0.1.0"
