"""Synthetic textbook pages about the same topics as ours, to hide our pages among; and pages enough to weigh an index.

Titles join a topic that our readers look for with an aspect that only students do. The text is drawn, Zipf-like, from
words of the field, plain words and made-up terms, so that the vocabulary grows with the pages as it does in real ones.
"""

from __future__ import annotations

import random
from html import escape

from bonewise.finishing.searching.entries import Entry, Section
from bonewise.finishing.searching.shards import slug

_TOPICS = """
osteopenia|osteoporosis|bone density|the DXA scan|the T-score|fracture risk|calcium|vitamin D|protein|posture|kyphosis
|back pain|the lumbar spine|vertebral fracture|bending|lifting|walking|resistance training|impact loading|balance|falls
|yoga|Pilates|bisphosphonates|menopause|glucocorticoids|sitting|bone loss|weak bones|exercise|oestrogen|denosumab
|hip fracture|spine|bone turnover|muscle strength|Tai Chi|swimming|smoking|alcohol|steroid use|sunlight|milk|thin bones
""".replace("\n", "").split("|")
_ASPECTS = """
Epidemiology of {}|Pathophysiology of {}|Historical views of {}|{} in experimental animals|Methods for the study of {}
|Cohort studies of {}|{}: a systematic review|{}: open questions|Health economics of {}|{} in paediatrics
|Molecular aspects of {}|Genetics of {}|Imaging and {}|{} in rheumatology|Statistics for {}|{} and the endocrine system
|Registry data on {}|Teaching {} to students|{}: case reports|Biomechanics of {}|{} in surgery|Guidelines on {} compared
|Quality of evidence on {}|{} and comorbidity|Laboratory markers in {}|{} in men and women|Policy on {}|Models of {}
""".replace("\n", "").split("|")
_FIELD = (
    "bone density scan score fracture risk spine vertebra hip fall exercise muscle strength balance calcium vitamin "
    "protein medicine tablet doctor pain back posture bend lift walk jump age women men study trial patient result "
    "treatment level group year test effect dose clinic guideline measure evidence cause change increase weight load"
).split()
_PLAIN = (
    "this shows that many people who were seen over several years had lower values than others and some did better "
    "when they were given more time while most reports agree on what should be done first or later in such cases"
).split()
_SYLLABLES = (
    "ba co di fe gro hy lo ma ne os pi quo ra se to un ver xi ymo zen tra phi sti nal lys gen ost mor ana peri".split()
)


def pages(number: int, seed: int = 7) -> list[Entry]:
    """So many pages, the same ones each time."""
    draw = random.Random(seed)
    terms = ["".join(draw.choices(_SYLLABLES, k=draw.choice((2, 3, 3, 4)))) for _ in range(200 + 12 * number)]
    return [_page(draw, at, terms) for at in range(number)]


def _page(draw: random.Random, at: int, terms: list[str]) -> Entry:
    topic = _TOPICS[at % len(_TOPICS)]
    aspect = _ASPECTS[at // len(_TOPICS) % len(_ASPECTS)]
    title = aspect.format(topic)
    title = title[0].upper() + title[1:]
    turn = at // (len(_TOPICS) * len(_ASPECTS))
    title += f", part {turn + 1}" if turn else ""
    name = f"{slug(title)}-{at}"
    sections = [Section("", "", _prose(draw, topic, terms, 60))]
    for _ in range(5):
        heading = f"{draw.choice(_FIELD).capitalize()} and {draw.choice(terms)}"
        sections.append(Section(slug(heading), heading, _prose(draw, topic, terms, 90)))
    description = f"A chapter on {topic} for students: {_prose(draw, topic, terms, 9)}"
    names = (f"{topic} chapter", f"lecture on {topic}") if at % 3 == 0 else ()
    return Entry(
        name, f"textbook/{name}/", title, "Guide", description, "", names, tuple(sections), "", 1.0, urgent=False
    )


def _prose(draw: random.Random, topic: str, terms: list[str], length: int) -> str:
    words = []
    for _ in range(length):
        chance = draw.random()
        if chance < 0.03:
            words.append(topic)
        elif chance < 0.22:
            words.append(draw.choice(_FIELD))
        elif chance < 0.30:
            words.append(terms[min(int(draw.paretovariate(0.7)) - 1, len(terms) - 1)])
        elif chance < 0.33:
            words.append(draw.choice(terms))
        else:
            words.append(draw.choice(_PLAIN))
        if draw.random() < 0.08:
            words[-1] += "."
    return " ".join(words)


def as_html(entry: Entry) -> str:
    """The page as an engine would have built it, for other searches to index."""
    parts = [
        f'<h2 id="{escape(each.anchor)}">{escape(each.heading)}</h2><p>{escape(each.text)}</p>'
        for each in entry.sections[1:]
    ]
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(entry.title)}</title></head><body><main><article>'
        f"<h1>{escape(entry.title)}</h1><p>{escape(entry.description)}</p><p>{escape(entry.sections[0].text)}</p>"
        f"{''.join(parts)}</article></main></body></html>"
    )
