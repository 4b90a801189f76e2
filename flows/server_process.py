"""The night's own Prefect server, as a process: ``python -m flows.server_process SOCKET PARENT``.

It serves the API on an inherited, already listening socket, so no port can be taken in between,
and it ends with the night that started it, however that ends.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys

_PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """Let the kernel end this process when its parent is gone (Linux only)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        raise SystemExit(1)


def main() -> None:
    """Serve until told to stop."""
    end_with(int(sys.argv[2]))

    import uvicorn  # noqa: PLC0415 - slow: only once the parent is watched
    from prefect.server.api.server import create_app  # noqa: PLC0415

    listening = socket.socket(fileno=int(sys.argv[1]))
    config = uvicorn.Config(create_app(), log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
