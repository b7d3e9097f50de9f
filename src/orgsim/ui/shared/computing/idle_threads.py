"""Threads of the server that wait for the next visitor, each with an event loop of the last one."""

import asyncio

SECONDS_IDLE = 10.0
"""From when on AnyIO ends a thread (`WorkerThread.MAX_IDLE_TIME`), once it needs another one."""

SECONDS_WAITED = 5.0
"""How long a busy server is waited for."""


class IdleThreads:
    """Those of one event loop, by which the server is served."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None

    def end(self) -> None:
        """End those that have been idle long enough, by needing one."""
        if self.loop is None or self.loop.is_closed():
            return
        from anyio import to_thread

        needed = asyncio.run_coroutine_threadsafe(to_thread.run_sync(int), self.loop)
        try:
            needed.result(SECONDS_WAITED)
        except TimeoutError:
            needed.cancel()


IDLE_THREADS = IdleThreads()
"""Those of this process."""
