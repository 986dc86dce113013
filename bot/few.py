"""Memory with a bound: the newest of many, and what was forgotten can be found out again."""

from __future__ import annotations

from typing import TypeVar

V = TypeVar("V")


class Few(dict[str, V]):
    """Of more than `most` the one that was set longest ago is forgotten."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: str, value: V) -> None:
        self.pop(key, None)
        super().__setitem__(key, value)
        if len(self) > self._most:
            del self[next(iter(self))]


class FewNames:
    """The same for names alone."""

    def __init__(self, most: int) -> None:
        self._names: Few[None] = Few(most)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __len__(self) -> int:
        return len(self._names)

    def add(self, name: str) -> None:
        self._names[name] = None

    def discard(self, name: str) -> None:
        self._names.pop(name, None)
