"""Caches of computed values, limited in bytes; thread-safe."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Item = TypeVar("Item")


class Kept(Generic[Key, Item]):
    """Items by what led to them; the least recently used are given up first.

    bytes_of    what an item takes
    most_bytes  that all of them take; the last one stays whatever it takes
    """

    def __init__(self, bytes_of: Callable[[Item], int], most_bytes: int) -> None:
        self._bytes_of, self._most_bytes, self._bytes = bytes_of, most_bytes, 0
        self._items: OrderedDict[Key, Item] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Item | None:
        """The item of a key, if it is there."""
        with self._lock:
            if key in self._items:
                self._items.move_to_end(key)
            return self._items.get(key)

    def put(self, key: Key, item: Item) -> None:
        """Keep an item, the latest of its key."""
        with self._lock:
            if key in self._items:
                self._bytes -= self._bytes_of(self._items.pop(key))
            self._items[key] = item
            self._bytes += self._bytes_of(item)
            while len(self._items) > 1 and self._bytes > self._most_bytes:
                self._bytes -= self._bytes_of(self._items.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._items.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._items)
