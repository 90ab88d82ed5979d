"""Behind a link, too, it is said what was taken out of an answer: kind and line, never the secret.

There is no session: from a form to its receipt it goes along in the address.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from secops.house.cuts import cut_words
from secops.rules.secrets import Cut, Taken, heard_cuts

#: In the address of a receipt: what was taken out of the answer.
NAME = "dihapus"


def told_of_cuts(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page with the words on it, or on the page that it leads to."""
    if "Location" in response.headers:
        return _led_on(response)
    words = cut_words(heard_cuts() or _named(request)) if response.status_code < 400 else ""
    if words and response.headers.get("Content-Type", "").startswith("text/html"):
        note = f'</h1><p role="status"><b>{escape(words)}</b></p>'
        response.content = response.content.replace(b"</h1>", note.encode(), 1)
    return response


def _led_on(response: HttpResponse) -> HttpResponse:
    cuts = list(dict.fromkeys(heard_cuts()))
    if cuts:
        leads = response.headers["Location"]
        places = ".".join(f"{one.kind}-{one.line}" for one in cuts)
        response.headers["Location"] = f"{leads}{'&' if '?' in leads else '?'}{NAME}={places}"
    return response


def _named(request: HttpRequest) -> list[Cut]:
    """What the address names; whatever else stands there is nothing."""
    pairs = [place.split("-") for place in request.GET.get(NAME, "")[:200].split(".")]
    return [
        Cut(Taken(pair[0]), int(pair[1]))
        for pair in pairs
        if len(pair) == 2 and pair[0] in set(Taken) and pair[1].isascii() and pair[1].isdigit()
    ]
