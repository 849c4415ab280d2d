"""Render a stranger's template in a process of its own, within limits.

The allow-list of ``templating`` refuses everything that could do harm; this is the second
wall. The process gets the text and plain values, hands back text, and can do nothing else:
where the system has limits it may open no file and no connection, start no process and use
little memory and time; everywhere it is ended when it takes too long. Nothing it sends is
executed or unpickled. One process serves one pack and is kept for the next template.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import threading
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from multiprocessing.connection import Connection
from typing import Any, Final

from wizard.documents.agreements.templating import (
    LARGEST_RESULT,
    Figure,
    Rows,
    Truth,
    Value,
    Values,
    render,
)
from wizard.errors import PackError

# A slow machine may take this long to start a process, seconds.
_STARTING: Final = 60.0
_WALL: Final = 8.0
_CPU: Final = 5
_MEMORY: Final = 512 * 1024 * 1024
# Every character of a result may take four bytes, and JSON escapes some of them.
_LARGEST_ANSWER: Final = 8 * LARGEST_RESULT
_LONGEST_REASON: Final = 300
_READY: Final = b"ready"
_KEYS: Final = frozenset(
    {
        "documents.template_unusable",
        "documents.template_unclosed",
        "documents.template_compares",
        "documents.template_too_long",
        "documents.template_forbids",
    }
)


def render_apart(source: str, values: Mapping[str, Any], name: str, *, owner: str) -> str:
    """Render a template as ``templating.render`` does, in a process of its own.

    Args:
        source: text of the template.
        values: what it may read, as ``template_values`` returns it.
        name: of the template, for the message when it cannot be used.
        owner: whose it is, the digest of the pack; two owners never share a process.

    Raises:
        PackError: the template cannot be used, or had to be stopped.
    """
    return _renderer().render(source, values, name, owner)


class _Renderer:
    """Keeps one process at work, and replaces it when it was stopped or has another owner."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None
        self._owner = ""

    def render(self, source: str, values: Mapping[str, Any], name: str, owner: str) -> str:
        request = json.dumps({"source": source, "name": name, "values": _packed(values)})
        with self._lock:
            if not self._alive() or owner != self._owner:
                self._start(owner, name)
            answer = self._ask(request.encode(), name)
        return _opened(answer, name)

    def _alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def _start(self, owner: str, name: str) -> None:
        self._stop()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), name="template", daemon=True)
        process.start()
        theirs.close()
        self._process, self._line, self._owner = process, ours, owner
        if self._received(_STARTING) != _READY:
            self._stop()
            raise PackError("templates.no_process", name=name)

    def _ask(self, request: bytes, name: str) -> bytes:
        try:
            if self._line is not None:
                self._line.send_bytes(request)
        except OSError as error:
            self._stop()
            raise PackError("templates.stopped", name=name) from error
        answer = self._received(_WALL)
        if answer is None:
            self._stop()
            raise PackError("templates.stopped", name=name)
        return answer

    def _received(self, seconds: float) -> bytes | None:
        """Return what the process says within ``seconds``, None where it says nothing usable."""
        try:
            if self._line is not None and self._line.poll(seconds):
                return self._line.recv_bytes(_LARGEST_ANSWER)
        except (EOFError, OSError):
            pass
        return None

    def _stop(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process, self._line = None, None


@cache
def _renderer() -> _Renderer:
    return _Renderer()


def _opened(answer: bytes, name: str) -> str:
    """Return the text of an answer; what a process that was taken over says is not believed."""
    try:
        plain = json.loads(answer)
        text, key = plain.get("text"), plain.get("key")
        if isinstance(text, str) and len(text) <= LARGEST_RESULT:
            return text
        if key in _KEYS:
            line = plain.get("line")
            params: dict[str, Any] = {
                "name": name,
                "line": line if isinstance(line, int) else 1,
                "kind": str(plain.get("kind", ""))[:_LONGEST_REASON],
                "reason": str(plain.get("reason", ""))[:_LONGEST_REASON],
            }
            raise PackError(key, **params)
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise PackError("templates.stopped", name=name) from error
    raise PackError("templates.stopped", name=name)


def _packed(value: Any) -> Any:
    """Return a value of a template as plain JSON."""
    if isinstance(value, Truth):
        return {"truth": str(value), "token": value.token}
    if isinstance(value, Value):
        return {"value": str(value), "token": value.token}
    if isinstance(value, Values):
        return {"values": list(value), "token": value.token}
    if isinstance(value, Figure):
        return {"figure": str(Decimal(value)), "token": value.token}
    if isinstance(value, Rows):
        return {"rows": [_packed(row) for row in value], "token": value.token}
    return {key: _packed(one) for key, one in value.items()}


def _unpacked(plain: Any) -> Any:
    token = plain.get("token")
    if not isinstance(token, str):
        return {key: _unpacked(one) for key, one in plain.items()}
    if "values" in plain:
        return Values(plain["values"], token)
    if "figure" in plain:
        return Figure(Decimal(plain["figure"]), token)
    if "rows" in plain:
        return Rows([_unpacked(row) for row in plain["rows"]], token)
    if "truth" in plain:
        return Truth(plain["truth"], token)
    return Value(plain["value"], token)


def _serve(line: Connection) -> None:
    """Answer one request after the other until the program that asks is gone."""
    _warm_up()
    _let_go()
    _limit()
    line.send_bytes(_READY)
    while True:
        try:
            request = line.recv_bytes()
        except (EOFError, OSError):
            return
        _allow_time()
        line.send_bytes(json.dumps(_answer(json.loads(request))).encode())


def _answer(request: Any) -> dict[str, Any]:
    try:
        values = {name: _unpacked(one) for name, one in request["values"].items()}
        return {"text": render(request["source"], values, request["name"])}
    except PackError as error:
        return {"key": error.key, **error.params}


def _warm_up() -> None:
    """Load whatever rendering and refusing load late: later no file can be opened."""
    row = {"b": Value("x", "x")}
    values = {"a": Value("x", "x"), "many": Rows([row], "x")}
    render("{% if a == 'x' %}{% for one in many %}{{ one.b }}{% endfor %}{% endif %}", values, "")
    for broken in ("{{ nobody }}", "{% if a < 1 %}x{% endif %}", "{{ a() }}", "{{ a", "{{ 'x' }}"):
        with contextlib.suppress(PackError):
            render(broken, values, "")


def _let_go() -> None:
    """Leave the surroundings of the program: its variables and its output."""
    os.environ.clear()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for inherited in (0, 1, 2):
        os.dup2(nowhere, inherited)
    os.close(nowhere)


def _limit() -> None:
    """Take away what a template never needs, for good, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_AS", _MEMORY),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        # What is open stays open; nothing can be opened any more, neither file nor socket.
        ("RLIMIT_NOFILE", 0),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:
            # macOS refuses some of them.
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(kind, (most, most))


def _allow_time() -> None:
    """Let the next rendering use so much time of the processor; then the system ends it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + _CPU
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
