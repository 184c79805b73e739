"""Nouns to HTML elements; pure, so that the same call serves the build, the checker, handouts and tests."""
