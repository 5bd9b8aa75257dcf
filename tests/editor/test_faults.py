"""What goes wrong in the server is written to the editor's log, and once only where it would be met again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from pathkit.editor.protocol import Server
from pathkit.editor.reading import Reading
from pathkit.editor.server import make_server
from pathkit.editor.session import Session

ON = date(2026, 11, 21)


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written to the editor's log."""
    lines: list[str] = []
    monkeypatch.setattr(Server, "log", lambda _server, text: lines.append(text))
    return lines


def test_a_fault_that_lasts_is_told_once_and_another_one_too(
    monkeypatch: pytest.MonkeyPatch, logged: list[str]
) -> None:
    faults = [KeyError("one"), KeyError("one"), KeyError("other"), KeyError("one")]
    left = iter(faults)

    def readings(_session: Session) -> Iterator[Reading]:
        raise next(left)

    async def looked() -> None:
        session = Session(Server("pathkit", "1"), ON)
        for _ in faults:
            session.look_around()
            assert session._looking is not None and not session._looking.cancelled(), "it goes on"
            session._looking.cancel()
        await session.end()

    monkeypatch.setattr(Session, "readings", readings)
    asyncio.run(looked())
    assert [line.partition(" (")[0] for line in logged] == [
        "a fault in pathkit: KeyError: 'one'",
        "a fault in pathkit: KeyError: 'other'",
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (JsonRpcException("files are watched by nobody here"), []),
        (ValueError("no such watcher"), ["a fault in pathkit: ValueError: no such watcher"]),
    ],
)
def test_a_refusal_to_watch_files_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, logged: list[str], wrong: Exception, told: list[str]
) -> None:
    watching = types.WorkspaceClientCapabilities(
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    )

    async def refused(_server: Server, _params: types.RegistrationParams) -> None:
        raise wrong

    monkeypatch.setattr(Server, "client_capabilities", types.ClientCapabilities(workspace=watching))
    monkeypatch.setattr(Server, "client_register_capability_async", refused)
    monkeypatch.setattr(Session, "look_around", lambda _session: None)
    server = make_server(ON)
    asyncio.run(server.protocol.fm.features[types.INITIALIZED](types.InitializedParams()))
    assert [line.partition(" (")[0] for line in logged] == told
