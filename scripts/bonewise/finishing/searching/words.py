"""Words to terms, letter for letter as `templates/assets/search.js` does it in the browser."""

from __future__ import annotations

import re
from functools import cache

#: Said in questions and between words; they name no topic. English, then Spanish.
STOP = frozenset(
    """
    a about after all also am an and any are as at bad be because been before being but by can cant cannot could did do
    does doing done dont each else ever few for from get gets getting give given go going good got had has have
    having he her here him his how i if im in into is isnt it its ive just keep know like make many may me mean meaning
    means might more most much my need never no not of on once one only or other our out own per please
    put she should so some something still such take tell than that the their them then there these they thing things
    this those to too us use very was way we well were what whats when where which while who why will with without
    wont would you your
    al como con cuanto de del donde el en es esta la las lo los mi mis para por porque que se si sin son su tengo un
    una y yo
    """.split()
)
#: Words that readers and writers use for one another; each row becomes its first word.
SYNONYMS = (
    "break breaking broke broken crack cracked fracture fractured",
    "doctor clinician doc gp physician",
    "drug medication medicine meds pill tablet",
    "fall fallen falling fell slip tripping tumble",
    "foot feet",
    "lie lain lay lying",
    "man men",
    "pain ache aching hurt hurting painful sore soreness",
    "physiotherapist physio physiotherapy",
    "programme plan routine",
    "sit sat",
    "spine spinal vertebra vertebral",
    "stand stood",
    "woman female women",
    "exercise exercising workout",
)
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("áàâäãå", "a"),
        **dict.fromkeys("éèêë", "e"),
        **dict.fromkeys("íìîï", "i"),
        **dict.fromkeys("óòôöõ", "o"),
        **dict.fromkeys("úùûü", "u"),
        "ñ": "n",
        "ç": "c",
        **dict.fromkeys("'’‘ʼ", ""),
    }
)
_ACCENT = re.compile(f"[{''.join(map(chr, _LETTERS))}]")
#: By bytes, capital letters become small and all that is no letter a space, in a third of the time a pattern takes.
_SPACED = bytes(ord(chr(code).lower()) if chr(code).isalnum() and code < 128 else 32 for code in range(256))
#: British to American and Greek to plain, where it matters for guidance on health; S before Z, as typed more here.
_SPELLING = (
    (re.compile(r"ae"), "e"),
    (re.compile(r"^oe|(?<=c)oe(?=l)|(?<=f)oe(?=t)"), "e"),
    (re.compile(r"our(?=(?:s|ed|ing|ite|able)?$)"), "or"),
    (re.compile(r"([iy])z(?=(?:e|ed|es|er|ers|ing|ation)$)"), r"\1s"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"(cent|met|lit|fib)re(?=s?$)"), r"\1er"),
)
_SPELT = re.compile(r"ae|oe|our|z|mme|[tb]re")
_ENDINGS = (
    (re.compile(r"(?:osis|oses|otic)$"), "o", 2),
    (re.compile(r"(?:itis|itic|ia|ic|is)$"), "", 4),
    (re.compile(r"(?:ful)?ness$|ful(?:ly)?$"), "", 3),
    (re.compile(r"ly$"), "", 4),
    (re.compile(r"al$"), "", 5),
)
#: gps, ups, abs
_SHORT_PLURAL = re.compile(r"[a-z][bcdfghjklmnpqrtvwxz]s")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = "bcdfgklmnprstvz"
#: Sounds that are mistaken for one another have one digit, as in Soundex; vowels, h, w and y have none.
_SOUNDS = dict(zip("bfpvcgjkqsxzdtlmnr", "111122222222334556"))
_SOUNDING = bytes.maketrans("".join(_SOUNDS).encode(), "".join(_SOUNDS.values()).encode())
_SILENT = b"aeiouhwy"
#: Nobody hears the first letter of knee, wrist, gnaw, psoas or pneumonia, so some leave it out.
_UNHEARD = re.compile(r"^(?:[gk](?=n)|w(?=r)|p(?=[ns]))")
_REPEATED = re.compile(rb"([0-9])\1+")
_INITIALS = str.maketrans("cqyz", "kkis")


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in small letters, without accents and apostrophes."""
    if not text.isascii():
        text = text.lower().replace("’", "")
        if _ACCENT.search(text):
            text = text.translate(_LETTERS)
    return text.encode("ascii", "replace").translate(_SPACED, b"'").decode("ascii").split()


def term(word: str) -> str:
    """What a folded word is looked up by; nothing for one that names no topic.

    >>> [term(word) for word in ("fractures", "oestrogen", "osteoporotic", "the", "dizziness")]
    ['break', 'estrogen', 'osteoporo', '', 'dizzi']
    """
    return TERMS[word]


class _Terms(dict[str, str]):
    """A text has many words and few different ones: each is worked out once."""

    def __missing__(self, word: str) -> str:
        stemmed = stem(word)
        unsaid = word in STOP or stemmed in STOP
        self[word] = found = "" if unsaid else _synonyms().get(stemmed, stemmed)
        return found


#: The same as `term`, for those who look up many.
TERMS = _Terms()


@cache
def _synonyms() -> dict[str, str]:
    rows = [[stem(word) for word in row.split()] for row in SYNONYMS]
    return {word: first for first, *others in rows for word in others if word != first}


def stem(word: str) -> str:
    """The word without its endings: a light stemmer after Porter, with the endings of medicine."""
    if len(word) < 4 or word.isdigit():
        return word[:2] if _SHORT_PLURAL.fullmatch(word) else word
    if _SPELT.search(word):
        for pattern, to in _SPELLING:
            word = pattern.sub(to, word)
    word = _base(_singular(word))
    if word[-1] in "acsly":  # else none of the endings fits
        for pattern, to, least in _ENDINGS:
            match = pattern.search(word)
            if match and match.start() >= least:
                word = word[: match.start()] + to
                break
    if word[-2:-1] == word[-1] and word[-1] in _DOUBLED:
        word = word[:-1]
    if (word[-1] == "e" and len(word) > 3) or (word[-1] == "a" and len(word) > 4):
        word = word[:-1]
    return word[:-1] + "i" if word[-1] == "y" and len(word) > 3 else word


def _singular(word: str) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("sses"):
        return word[:-2]
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def _base(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word:
            return rest if len(rest) > 2 and _VOWEL.search(rest) else word
    return word


def sound(word: str) -> str:
    """How a word sounds, roughly: misspellings of it mostly sound the same, and what begins alike sounds so.

    >>> sound("kypho"), sound("kifo"), sound("osteoporo")
    ('21', '21', '02316')
    """
    return sounds([word])[0]


def sounds(words: list[str]) -> list[str]:
    """How each of some words sounds; quicker than one by one.

    >>> sounds(["kypho", "eye"])
    ['21', '0']
    """
    # A vowel at the start is a sound of its own.
    said = (_UNHEARD.sub("", word) if word[:1] in "gkwp" else word for word in words)
    marked = "\n".join(word if word[:1] in _SOUNDS else f"0{word}" for word in said)
    return _REPEATED.sub(rb"\1", marked.encode().translate(_SOUNDING, _SILENT)).decode().split("\n")


def initial(word: str) -> str:
    """The letter that a word seems to begin with.

    >>> [initial(word) for word in ("kypho", "cypho", "physio", "quad", "yoga", "bon", "knee")]
    ['k', 's', 'f', 'k', 'i', 'b', 'n']
    """
    word = _UNHEARD.sub("", word)
    if word.startswith("ph"):
        return "f"
    if word.startswith(("ce", "ci", "cy")):
        return "s"
    return word[:1].translate(_INITIALS)
