"""The content we publish: enough of it, all of it sourced, readable and safe."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bonewise.edition import render
from bonewise.model import Edition
from bonewise.prose import MAX_GRADE, readability
from bonewise.reading import read
from bonewise.rules import judge

ROOT = Path(__file__).parent.parent
#: The topics the site must cover, one page each.
TOPICS = """
osteopenia osteoporosis lumbar-osteopenia dxa-scan t-score fracture-risk calcium vitamin-d protein-food posture
rounded-back back-pain spine-anatomy spine-fracture bending lifting walking strength impact balance falls-home
yoga-pilates medicines menopause men steroids sitting-desk getting-out-of-bed start-safely when-to-stop
questions-for-your-clinician follow-up-scans smoking-alcohol swimming-cycling myths glossary
""".split()


@pytest.fixture(scope="module")
def edition() -> Edition:
    # A fixed day: that reviews fall due is news for the check, not a broken test.
    return render(read(ROOT)[0], date(2026, 11, 22))


def test_the_check_finds_nothing(edition: Edition) -> None:
    assert read(ROOT)[1] == ()
    assert list(judge(edition)) == []


def test_every_topic_has_its_page(edition: Edition) -> None:
    ids = {page.id for page in edition.library.pages.values()}
    assert set(TOPICS) <= ids
    assert len(edition.library.pages) >= 70
    assert len(edition.library.exercises) == 30
    assert len(edition.library.programmes) == 4


def test_every_page_of_guidance_cites_three_sources(edition: Edition) -> None:
    for rendered in edition.pages.values():
        if rendered.page.kind != "page":
            assert len({citation.key for citation in rendered.citations}) >= 3, rendered.page.path


def test_every_page_reads_at_grade_six_or_below(edition: Edition) -> None:
    measured = {path: readability(rendered) for path, rendered in edition.pages.items()}
    assert {path: found.grade for path, found in measured.items() if found.grade > MAX_GRADE} == {}
    sentences = sum(found.sentences for found in measured.values())
    long = sum(len(found.long_sentences) for found in measured.values())
    assert long <= 0.05 * sentences


def test_every_exercise_shows_its_warnings(edition: Edition) -> None:
    emergency = edition.library.emergency
    assert emergency is not None
    for exercise in edition.library.exercises.values():
        text = " ".join(re.sub(r"<[^>]+>", " ", edition.pages[exercise.path].html).split())
        for title in ("Do not do this if", "Stop if", "After a spine fracture", "Get help now"):
            assert title in text, (exercise.path, title)
        html = edition.pages[exercise.path].html
        assert html.count("<li>") >= len(exercise.avoid_if) + len(exercise.stop_if) + len(emergency.signs)
        assert exercise.avoid_if, exercise.path


def test_no_page_claims_a_clinician_has_reviewed_it(edition: Edition) -> None:
    for path, rendered in edition.pages.items():
        assert rendered.page.reviewed_by == (), path
        assert "Not yet reviewed by a clinician" in rendered.html, path


def test_the_old_articles_own_exercises_are_kept(edition: Edition) -> None:
    prone = edition.library.exercises["prone-shoulder-raise"]
    assert "pillow under your pelvis" in prone.steps[0]
    assert "palms up" in " ".join(prone.steps)
    assert "3 repeats" in prone.dose.start
    assert "stand up slowly" in prone.steps[-1]
    assert {"neutral-standing-posture", "brisk-walking", "stair-climbing"} <= set(edition.library.exercises)


@pytest.mark.parametrize("phrase", ["for your age", "tuck your pelvis", "proven to", "studies show"])
def test_known_traps_are_not_repeated(edition: Edition, phrase: str) -> None:
    """The T-score compares with young adults; the pelvis is levelled; nothing is 'proven'."""
    corrections = {"about/old-article.md", "about/authoring.md", "about/rules.md"}
    for path, rendered in edition.pages.items():
        if path in corrections:
            continue
        prose = " ".join(re.sub(r"<[^>]+>", " ", rendered.html).lower().split())
        for match in re.finditer(re.escape(phrase), prose):
            if re.match(r"[^.]{0,60}\?", prose[match.end() :]):
                continue  # a question, which the page then answers
            before = prose[max(0, match.start() - 60) : match.start()]
            assert re.search(r"\b(not|never|no|do not|don.t|z-score|expected range)\b", before), (path, before + phrase)
