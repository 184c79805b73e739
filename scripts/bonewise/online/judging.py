"""What to do after an answer: ask again, go where it points, or be done with a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from bonewise.online.asking import Answer, Fault
from bonewise.online.options import Options
from bonewise.online.pages import look, needs_look
from bonewise.online.verdict import Verdict
from bonewise.online.waiting import retry_after

_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_GONE = (404, 410)
#: Refusals that a browser may not meet: no login, no payment, no bots (999 is LinkedIn's), legal reasons.
_REFUSED = (401, 402, 403, 407, 451, 999)
#: What no server says by mistake because it was asked by HEAD.
_MEANT = (401, 402, 407, 410, 451)
_TOO_MANY = 429
_BUSY = 503


@dataclass(frozen=True)
class Again:
    """Ask the same address once more, with GET; first wait where the host said so."""

    wait: float = 0.0


@dataclass(frozen=True)
class Hop:
    """Go on to where a redirect points."""

    location: str
    permanent: bool


@dataclass(frozen=True)
class Enough:
    """Ask the whole host no more."""

    verdict: Verdict


Step = Again | Hop | Enough | Verdict


def judge(answer: Answer | Fault, asked: int, waited: bool, options: Options) -> Step:
    """The step after an answer, when the address was asked `asked` times by now, and whether its host was waited for.

    Two requests are due at most, and one more where the host named a time to come back.
    """
    if isinstance(answer, Fault):
        again = asked == 1 and not answer.final
        return Again() if again else Verdict("unsure", answer.why, keep="no")
    status = answer.status
    if status in _REDIRECTS:
        return _redirect(answer)
    wait = retry_after(answer.headers)
    if status == _TOO_MANY or (status == _BUSY and wait is not None and not _is_challenge(answer)):
        return _busy(answer, wait, waited, options)
    if 200 <= status < 300 and not _is_challenge(answer):
        if answer.method == "HEAD":
            return Again() if needs_look(answer) else Verdict("ok")
        return look(answer)
    return _bad(answer, asked)


def _redirect(answer: Answer) -> Step:
    if not answer.location:
        return Verdict("unsure", f"answered {answer.status} without saying where to go", keep="day")
    return Hop(answer.location, answer.status in _PERMANENT)


def _busy(answer: Answer, wait: float | None, waited: bool, options: Options) -> Step:
    """The host wants peace: wait as long as it says, once; where that is too long, or did not help, leave it alone."""
    limited = answer.status == _TOO_MANY
    why = f"answered {answer.status}: it wants to be asked less often"
    verdict = Verdict("rate-limited", why, keep="no") if limited else Verdict("unsure", why, keep="no")
    wait = options.usual_wait if wait is None else wait
    if wait > options.longest_wait or waited:
        return Enough(verdict)
    return Again(wait)


def _bad(answer: Answer, asked: int) -> Step:
    status = answer.status
    if (answer.method == "HEAD" and status not in _MEANT) or (
        status >= 500 and status != 999 and asked == 1 and not _is_challenge(answer)
    ):
        return Again()
    if status in _GONE:
        return Verdict("unsure", f"answered {status} ({'not found' if status == 404 else 'gone'})", gone=True)
    if status in _REFUSED or _is_challenge(answer):
        return Verdict("blocked", f"answered {status}: it does not let programs in")
    return Verdict("unsure", f"answered {status}", keep="day" if status < 500 else "no")


def _is_challenge(answer: Answer) -> bool:
    """Cloudflare and Amazon mark the page on which a browser must prove itself."""
    marks = (answer.headers.get("cf-mitigated", ""), answer.headers.get("x-amzn-waf-action", ""))
    return any(mark.lower() in ("challenge", "captcha") for mark in marks)
