"""A worker process: takes tasks from a pipe, sends rows back, and ends with its parent.

Nothing heavy is imported before the number of threads is set. Whoever begins a worker may not know yet
what it is to do; meanwhile it gets ready for anything.
"""

import os
import signal
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from orgsim.parallel.c_memory import keep_freed
from orgsim.parallel.garbage import collect_seldom

READY = "ready"


def serve(pipe: Connection) -> None:
    """Get ready, take a recipe and then tasks, until the pipe is closed."""
    collect_seldom()
    keep_freed()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that keeps the rows
    os.environ["NUMBA_NUM_THREADS"] = "1"
    with suppress(OSError, EOFError):  # there is nobody left to work for
        try:
            from orgsim.model.random import run_key
            from orgsim.sweep.run_task import attempt

            run_key(0, 0)  # whatever is compiled is called by way of what the first call loads
            recipe = pipe.recv()
        except ImportError as error:
            pipe.send(f"{type(error).__name__}: {error}")
            return
        pipe.send(READY)
        tasks: SimpleQueue[Any] = SimpleQueue()
        threading.Thread(target=_receive, args=(pipe, tasks), daemon=True).start()
        while True:
            pipe.send(attempt(tasks.get(), recipe))


def _receive(pipe: Connection, tasks: SimpleQueue[Any]) -> None:
    """Keep the pipe empty, so that neither end waits for the other; end with the other end."""
    try:
        while True:
            tasks.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)
