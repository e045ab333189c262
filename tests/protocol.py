#!/usr/bin/env python3
"""tests/protocol.py FILE…: checks what the server said in recorded sessions against the types of LSP.

The types are those of `lsprotocol`, which is generated from the meta-model of the specification. A recording (see
`tests/it/client.rs`) has a message per line, `> ` before those sent to the server and `< ` before its own. Stricter than
the package: a property no type has, or null where it may only be left out, is an error. First checks that it finds errors
itself. What a client may not be sent for want of a capability is not its business: see `tests/it/clients.rs`.
"""

import collections
import enum
import functools
import json
import sys
import typing

import attrs
from lsprotocol import types

UINT_MAX = 2**31 - 1
CUSTOM = ("planls/",)


def errors(value, kind, at):
    """What is wrong with a JSON value as a type, one line each."""
    if kind is typing.Any or kind in (object, types.LSPObject):
        return []
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Union:
        if value is None and type(None) in arguments:
            return []
        tried = [errors(value, one, at) for one in arguments if one is not type(None)]
        # The one that gets furthest into the value says best what is wrong with it.
        return min(tried, key=lambda found: (len(found), -max((e.count(".") for e in found), default=0)))
    if origin is typing.Literal:
        return [] if value in arguments else [f"{at}: {value!r} is not one of {arguments}"]
    if origin is tuple:
        if not isinstance(value, list) or len(value) != len(arguments):
            return [f"{at}: {value!r} is not a list of {len(arguments)}"]
        return [e for i, one in enumerate(arguments) for e in errors(value[i], one, f"{at}[{i}]")]
    if origin in (list, collections.abc.Sequence):
        if not isinstance(value, list):
            return [f"{at}: {value!r} is not a list"]
        return [e for i, one in enumerate(value) for e in errors(one, arguments[0], f"{at}[{i}]")]
    if origin in (dict, collections.abc.Mapping):
        if not isinstance(value, dict):
            return [f"{at}: {value!r} is not an object"]
        return [e for name, one in value.items() for e in errors(one, arguments[1], f"{at}.{name}")]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        known = [one.value for one in kind]
        fits = value in known and not isinstance(value, bool)
        return [] if fits else [f"{at}: {value!r} is no {kind.__name__}"]
    if attrs.has(kind):
        return errors_of_object(value, kind, at)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return []
    if isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool):
        return []
    return [f"{at}: {value!r} is no {getattr(kind, '__name__', kind)}"]


def errors_of_object(value, kind, at):
    if not isinstance(value, dict):
        return [f"{at}: {value!r} is no {kind.__name__}"]
    found, known = [], fields(kind)
    for name, field in known.items():
        inner = f"{at}.{name}"
        if name not in value:
            if field.default is attrs.NOTHING:
                found.append(f"{inner}: missing in a {kind.__name__}")
        elif value[name] is None and typing.Any not in typing.get_args(field.type):
            nullable = type(None) in typing.get_args(field.type)
            if not nullable or not types.is_special_property(kind, field.name):
                found.append(f"{inner}: null")
        else:
            found += errors(value[name], field.type, inner)
            if type(value[name]) is int and not -UINT_MAX - 1 <= value[name] <= UINT_MAX:
                found.append(f"{inner}: {value[name]} is too large")
            if "uinteger" in repr(field.validator) and type(value[name]) is int and value[name] < 0:
                found.append(f"{inner}: {value[name]} is negative")
    return found + [f"{at}.{name}: a {kind.__name__} has none" for name in value if name not in known]


@functools.cache
def fields(kind):
    """The fields of a type by their names in JSON."""
    attrs.resolve_types(kind, types.ALL_TYPES_MAP, {})

    def name(field):
        first, *rest = field.name.rstrip("_").split("_")
        return first + "".join(word.capitalize() for word in rest)

    return {name(field): field for field in attrs.fields(kind)}


class Session:
    """A recorded session: which requests are open, and what is wrong with what the server says."""

    def __init__(self):
        self.asked = {}
        self.counts = collections.Counter()

    def sent(self, message):
        """A message to the server."""
        if isinstance(message, dict) and "id" in message and isinstance(message.get("method"), str):
            self.asked[json.dumps(message["id"])] = message["method"]

    def said(self, message):
        """What is wrong with a message of the server."""
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            return ["no message of JSON-RPC 2.0"]
        return self.call(message) if "method" in message else self.answer(message)

    def call(self, message):
        method = message["method"]
        self.counts[method] += 1
        if method not in types.METHOD_TO_TYPES:
            return [f"{method}: no such method"]
        if types.message_direction(method) == "clientToServer":
            return [f"{method}: is the client's to send"]
        kind, _, _, _ = types.METHOD_TO_TYPES[method]
        found = errors(message, kind, method)
        params = message.get("params") or {}
        if method == "client/registerCapability" and not found:
            for one in params["registrations"]:
                options = types.METHOD_TO_TYPES.get(one["method"], (None,) * 4)[3]
                if options and "registerOptions" in one:
                    found += errors(one["registerOptions"], options, one["method"])
        if method == "$/progress" and not found:
            progress = (types.WorkDoneProgressBegin, types.WorkDoneProgressReport, types.WorkDoneProgressEnd)
            found += errors(params["value"], typing.Union[progress], method)
        return found

    def answer(self, message):
        method = self.asked.pop(json.dumps(message.get("id")), None)
        if "error" in message:
            self.counts["error"] += 1
            # Its id is the client's, which may be odd, or null where there was none to be read.
            more = sorted(set(message) - {"jsonrpc", "id", "error"})
            found = errors(message["error"], types.ResponseError, f"{method}, error")
            return found + [f"{method}, error: {name} beside it" for name in more]
        self.counts[method] += 1
        if method is None:
            return [f"an answer to {message.get('id')!r}, which is not open"]
        if "result" not in message:
            return [f"{method}: an answer without result"]
        if method not in types.METHOD_TO_TYPES:
            return [] if method.startswith(CUSTOM) else [f"{method}: a result though there is no such method"]
        return errors(message["result"], fields(types.METHOD_TO_TYPES[method][1])["result"].type, method)


def check_self():
    """That what is wrong is found, and what is right is not."""
    at = {"line": 0, "character": 0}
    span = {"start": at, "end": at}
    diagnostic = {"range": span, "message": "m", "severity": 1}

    def published(**also):
        params = {"uri": "file:///a", "diagnostics": [{**diagnostic, **also}]}
        return {"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params}

    def answered(method, result):
        session = Session()
        session.sent({"id": 1, "method": method})
        return session.said({"jsonrpc": "2.0", "id": 1, "result": result})

    right = [
        Session().said(published(tags=[1], code=3)),
        answered("textDocument/hover", None),
        answered("textDocument/hover", {"contents": {"kind": "markdown", "value": "x"}}),
        answered("textDocument/completion", [{"label": "x", "textEdit": {"range": span, "newText": ""}}]),
    ]
    wrong = [
        Session().said(published(severity=9)),
        Session().said(published(source=None)),
        Session().said(published(colour="red")),
        Session().said(published(range={"start": at})),
        Session().said(published(range={"start": at, "end": {"line": -1, "character": 0}})),
        Session().said({"jsonrpc": "2.0", "method": "textDocument/hover", "id": 1, "params": {}}),
        Session().said({"jsonrpc": "2.0", "method": "workspace/codeLens/refresh", "id": 1, "params": None}),
        Session().said({"jsonrpc": "2.0", "id": 7, "result": None}),
        Session().said({"jsonrpc": "2.0", "id": 7, "error": {"code": "x", "message": "m"}}),
        answered("textDocument/hover", {"contents": {"kind": "html", "value": "x"}}),
        answered("textDocument/hover", {"range": span}),
        answered("textDocument/completion", [{"label": 3}]),
        answered("textDocument/codeLens", [{"range": span, "command": {"title": "x"}}]),
        answered("textDocument/rename", {"changes": {"file:///a": {"range": span}}}),
        answered("initialize", {"capabilities": {"hoverProvider": 3}}),
    ]
    assert not any(right), right
    assert all(wrong), wrong


def main(files):
    check_self()
    counts, wrong = collections.Counter(), collections.Counter()
    for name in files:
        session = Session()
        with open(name, encoding="utf-8") as lines:
            for line in lines:
                message = json.loads(line[2:])
                if line.startswith(">"):
                    session.sent(message)
                else:
                    wrong.update(session.said(message))
        counts += session.counts
    for error, count in wrong.most_common(40):
        print(f"{error} ({count} times)")
    methods = ", ".join(sorted(str(name) for name in counts))
    print(f"{sum(counts.values())} messages in {len(files)} sessions, {len(wrong)} kinds of errors: {methods}")
    if not counts:
        sys.exit("nothing was recorded")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
