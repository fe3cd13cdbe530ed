"""A gunicorn worker that takes no more than it can begin: several of them share what comes, evenly.

gunicorn's own takes every connection that arrives and keeps it: of sixteen browsers one process may hold fourteen, which then
wait for each other while the second process has nothing to do. This one takes a new connection only while a thread of its
own is free, so that what has to wait waits before both. While all threads are busy it gives a connection back with the answer:
the browser connects again, and whoever is free first takes it. A connection that says nothing yet occupies no thread.
"""

import errno
import selectors
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

CLOSERS = 4
"""Threads that wait for browsers to take note of a close, up to two seconds each: the loop must not."""


class Connection(TConn):  # type: ignore[misc]
    """A connection that is closed beside the loop."""

    closers: ThreadPoolExecutor

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.closers.submit(super().close, graceful=True)
        else:
            super().close()


class FairWorker(ThreadWorker):  # type: ignore[misc]
    """See the module."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.at_work = 0
        self.max_keepalived: int = self.cfg.worker_connections - self.cfg.threads
        self.kept_at_most = self.max_keepalived

    def init_process(self) -> None:
        self.closers = ThreadPoolExecutor(CLOSERS, thread_name_prefix="closer")
        super().init_process()

    def accept(self, listener: Any) -> None:
        """Take a connection; a thread is given to it when it has said something."""
        try:
            talk, client = listener.accept()
        except OSError as failure:
            if failure.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        connection = Connection(self.cfg, talk, client, listener.getsockname())
        connection.closers = self.closers
        connection.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(connection)
        self.poller.register(talk, selectors.EVENT_READ, partial(self.on_pending_socket_readable, connection))

    def set_accept_enabled(self, enabled: bool) -> None:
        """Asked before each round of the loop where it is not as it should be."""
        super().set_accept_enabled(enabled and self.at_work < self.cfg.threads)

    def enqueue_req(self, conn: TConn) -> None:
        self._counted(1)
        super().enqueue_req(conn)

    def finish_request(self, conn: TConn, fs: "Future[Any]") -> None:
        self._counted(-1)
        super().finish_request(conn, fs)

    def _counted(self, more: int) -> None:
        self.at_work += more
        busy = self.at_work >= self.cfg.threads
        # Read by the threads when they answer: nothing is kept while all are busy.
        self.max_keepalived = 0 if busy else self.kept_at_most
        if busy and self._accepting:
            super().set_accept_enabled(False)
