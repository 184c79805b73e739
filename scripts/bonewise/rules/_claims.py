"""What makes a sentence a claim that owes its reader a source."""

import re

_NUMBER = re.compile(r"\d")
#: Names that hold a digit, and the numbers one calls in an emergency.
_NAMES = re.compile(r"\b(?:[CLTS]\d{1,2}|[DK]\d|B12|999|911|111|112|COVID-19|\d{1,2} \w+ 20\d\d)\b")
#: Bounded, as all that repeats here, and looked for at its start alone: a page may hold a million digits in a row.
_N = r"(?<!\d)(?<!\d[,.])\d[\d,.]{0,12}"
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = rf"(?:{_N}|{'|'.join(_WORDS)})"
_WHO = r"(?:people|persons|adults|women|men|children|patients|participants|deaths|cases|lives|of (?:all )?\w+)"
_PEOPLE = (
    r"(?:\w+ )?(?:people|persons|adults|women|men|children|patients|participants|deaths|cases|lives|falls|fractures)"
)
_THOUSANDS = r"(?<![\d,])\d{1,3}(?:,\d{3}){1,3}"
_DRUG = r"(?:mg|mcg|[µμu]g|micrograms?|milligrams?|iu|i\.u\.|mmol|nmol|pmol|ng|mmhg|meq)"
_AMOUNT = r"(?:g|grams?|ml|tablets?|capsules?|pills?|puffs?|drops?|doses?|units?|k?cal|calories)"
#: Numbers that claim something wherever they stand; others may count rooms, steps or opening hours.
_MEASURED = re.compile(
    rf"{_N}\s*(?:[%‰]|{_DRUG}\b)|\b{_COUNT}\s*(?:per ?cents?\b|percent\w*)"
    rf"|{_N}\s*{_AMOUNT}\b[^.]{{0,30}}\b(?:(?:a|per|each|every|twice a) (?:day|week|kg|kilo\w*)|daily|/(?:day|kg))"
    rf"|\b{_COUNT}\s+(?:in|out of)\s+(?:every\s+)?(?!(?:1[5-9]|20)\d\d\b)(?:{_COUNT}\b|a hundred\b|a thousand\b)"
    rf"|\b{_N}\s+per\s+(?:1,?0|10)[0,]*\b"
    rf"|\b(?:{_COUNT}|twice|several|many)\s*(?:times|[- ]?fold)?\s+(?:more|less|higher|lower|greater|fewer|as)\b"
    r"[^.]{0,30}\b(?:likely|often|common|risk|chance|effective|than|as)\b"
    rf"|{_N}\s*-?\s*(?:fold|times)\s+(?:the|that|higher|lower|greater|fewer)\b"
    rf"|\b(?:half|(?:a|one|two)[- ](?:third|quarter|fifth|tenth)s?|three[- ]quarters) (?:of )?(?:all |the )?{_PEOPLE}\b"
    rf"|{_THOUSANDS} {_PEOPLE}\b"
    rf"|\b(?:more|less|fewer) than {_N}(?: (?:million|billion|thousand))? {_WHO}\b"
    rf"|\b(?:over|under|about|around|nearly|almost|at least|up to|some) {_N}(?: (?:million|billion|thousand))? {_WHO}\b"
    rf"|{_N}\s*(?:million|billion)\b"
    r"|\bp\s*[<=]\s*0?\.\d|\b95% ?CI\b|[<>≤≥]\s*\d",
    re.I,
)
_FINDS = (
    r"(?:shows?|showed|shown|found|finds?|prov(?:e|es|ed|en)|demonstrat\w+|confirm\w*|suggests?|suggested|indicates?)"
)
_STUDIES = r"(?:stud(?:y|ies)|research(?:ers)?|trials?|meta-analys[ei]s|evidence|data|scientists|science|surveys?)"
_EFFECTS = ("risk", "chance", "odds", "likelihood", "rate", "number of")
_EFFECT = rf"(?:{'|'.join(_EFFECTS)})s?"
#: Words that claim what only a study can show.
_PHRASES = re.compile(
    rf"\b{_STUDIES}\s+(?:\w+\s+){{0,3}}{_FINDS}\b"
    rf"|\b(?:shown|proven|proved|found|demonstrated) (?:in|by) (?:\w+ ){{0,3}}{_STUDIES}\b"
    r"|\baccording to (?:\w+ ){0,3}(?:stud(?:y|ies)|research|trials?)\b"
    r"|\b(?:has|have|had) been (?:shown|proved|found|demonstrated) to\b|\b(?:was|were) (?:shown|found) to\b"
    r"|\bin (?:a|one|two|several|many|\d+) (?:\w+ ){0,3}(?:trial|study|studies|survey|meta-analys[ei]s)s?,"
    rf"|\b(?:linked|associated) (?:to|with) (?:\w+ ){{0,4}}{_EFFECT}\b"
    r"|\bproven\b|\bclinically (?:proven|tested|shown|validated|effective|significant)\b"
    r"|\bscientifically\b|\bevidence[- ]based\b"
    r"|\bthere is (?:\w+ )?(?:strong|good|clear|solid|growing|ample) evidence (?:that|for)\b"
    rf"|\b(?:reduces|cuts|lowers|halves|doubles|triples|raises|increases|decreases) (?:\w+ ){{0,5}}{_EFFECT}\b"
    rf"|\b(?:can|could|may|might|will|does|helps?|help to|helps to|shown to|known to) "
    rf"(?:\w+ly )?(?:reduce|cut|lower|halve|double|raise|increase|decrease) (?:\w+ ){{0,5}}{_EFFECT}\b",
    re.I,
)
#: Words that a sentence is about, as in: do not write “proven”.
_MENTIONED = re.compile(r"[“\"'‘][^“”\"]{1,30}[”\"'’](?!\w)")
_DENIED = re.compile(r"\b(?:not|no|never|nor)\b|n['’]t\b", re.I)
#: What a page must hold for any of it to be worth a look.
_ANY = re.compile(
    r"\d|stud|research|trial|analys|evidence|data|scien|survey|proven|clinical|risk|chance|odds|likel|rate|number of"
    r"|been |found to|shown to|cent|half|third|quarter|fifth|tenth"
    r"|twice|times|fold|out of|\b(?:one|two|three|four|five|six|seven|eight|nine|ten) in\b",
    re.I,
)
#: What a sentence must hold for the two patterns above to be worth their time.
_COUNTS = (
    *("twice", "times", "fold", "out of", "several", "many", "cent", "half", "third", "quarter", "fifth", "tenth"),
    *(f"{word} in" for word in _WORDS),
)
_TELLING = (
    *("stud", "research", "trial", "analys", "evidence", "data", "scien", "survey", "proven", "clinical"),
    *("been ", "found to", "shown to", *_EFFECTS),
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ])")
#: No sentence is longer; what is may be a table of numbers without marks.
_LONGEST = 4000
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|vs|Dr|Prof|St|approx|ca|cf|al|No|Fig|[A-Z]))\.[\"'”’)\]]*\s*$")


def may_claim(text: str) -> bool:
    """Whether a page's text can hold a claim at all; quick, and says yes too often."""
    return bool(_ANY.search(text))


def claim(sentence: str, every_number: bool) -> str:
    """What kind of claim a sentence makes: 'a number', 'a claim', or '' for none; a question claims nothing."""
    sentence = sentence[:_LONGEST]
    if sentence.rstrip(" \"'”’)").endswith("?"):
        return ""
    has_number = _NUMBER.search(sentence) is not None
    bare = _NAMES.sub("", sentence) if has_number else sentence
    if every_number and has_number and _NUMBER.search(bare):
        return "a number"
    lower = sentence.lower()
    if (has_number or any(word in lower for word in _COUNTS)) and _MEASURED.search(bare):
        return "a number"
    if not any(word in lower for word in _TELLING):
        return ""
    found = _PHRASES.finditer(_MENTIONED.sub("", bare))
    return "a claim" if any(not _DENIED.search(match[0]) for match in found) else ""


def sentences(text: str) -> list[str]:
    """A block's sentences, in order."""
    found: list[str] = []
    for part in _SENTENCE_END.split(text):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return [part for part in found if part.strip()]
