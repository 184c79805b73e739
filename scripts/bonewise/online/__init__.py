"""Whether web addresses, DOIs and PMIDs still hold, asked politely over the network and judged as findings."""

from bonewise.online.cache import Cache
from bonewise.online.checking import check_urls
from bonewise.online.finding import findings
from bonewise.online.options import Clock, Options
from bonewise.online.using import Asked, asked
from bonewise.online.verdict import State, Verdict, Work

__all__ = ["Asked", "Cache", "Clock", "Options", "State", "Verdict", "Work", "asked", "check_urls", "findings"]
