"""A web server of our own on loopback: keeps what it is asked and answers as it is told to.

`telegram` and `whatsapp` answer in the shapes that the real services were recorded with.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal


@dataclass(frozen=True)
class Call:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass(frozen=True)
class Answer:
    """What to say to it. `then`: hang up without a word, say it late, or drip it."""

    status: int = 200
    body: dict[str, Any] | str = ""
    headers: dict[str, str] = field(default_factory=dict)
    then: Literal["", "hang up", "late", "drip"] = ""


@dataclass
class Web:
    """The server: what came in, and how it answers."""

    answer: Callable[[Call], Answer]
    calls: list[Call] = field(default_factory=list)
    port: int = 0
    #: Set when a request is in; a test may hold the answer back.
    reached: threading.Event = field(default_factory=threading.Event)
    hold: threading.Event | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def texts(self) -> list[str]:
        return [call.json.get("text", "") for call in self.calls]


@contextmanager
def serving(web: Web) -> Iterator[Web]:
    """Serve on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            call = Call(self.path, dict(self.headers.items()), self.rfile.read(length))
            web.calls.append(call)
            answer = web.answer(call)
            web.reached.set()
            if web.hold is not None:
                web.hold.wait(30)
            self._say(answer)

        def _say(self, answer: Answer) -> None:
            if answer.then == "hang up":
                self.close_connection = True
                return
            if answer.then == "late":
                time.sleep(1.5)
            body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
            data = body.encode()
            try:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                for byte in data if answer.then == "drip" else ():
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.2)
                if answer.then != "drip":
                    self.wfile.write(data)
            except OSError:
                self.close_connection = True

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield web
    finally:
        if web.hold is not None:
            web.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()


def telegram(call: Call) -> Answer:
    """As api.telegram.org answers `sendMessage` and `sendDocument`."""
    if call.path.endswith("/sendDocument"):
        return Answer(body={"ok": True, "result": {"message_id": 102, "document": {}}})
    sent = call.json
    return Answer(
        body={
            "ok": True,
            "result": {
                "message_id": 101,
                "from": {"id": 7000000001, "is_bot": True, "first_name": "Posko Siber"},
                "chat": {"id": sent["chat_id"], "first_name": "Sari", "type": "private"},
                "date": 1795572000,
                "text": sent["text"],
            },
        }
    )


def telegram_error(status: int, words: str, **parameters: Any) -> Callable[[Call], Answer]:
    """An error in Telegram's shape."""
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": words}
    if parameters:
        body["parameters"] = parameters
    return lambda call: Answer(status, body)


def whatsapp(call: Call) -> Answer:
    """As graph.facebook.com answers a message."""
    to = call.json["to"]
    return Answer(
        body={
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": to}],
            "messages": [{"id": f"wamid.HBgN{to}FQIAERgS", "message_status": "accepted"}],
        }
    )


def whatsapp_error(
    status: int, code: int, words: str, headers: dict[str, str] | None = None
) -> Callable[[Call], Answer]:
    """An error in the shape of the Graph API."""
    body = {
        "error": {
            "message": f"(#{code}) {words}",
            "type": "OAuthException",
            "code": code,
            "error_data": {"messaging_product": "whatsapp", "details": words},
            "fbtrace_id": "AbCdEfGhIjK",
        }
    }
    return lambda call: Answer(status, body, headers or {})
