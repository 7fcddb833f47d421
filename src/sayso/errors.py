"""The whole error tree.

    SaysoError
      InputError      what the user gave cannot be read (file, address, language, size)
      ConfigError     options, profiles and parts
        UnknownPart   a part or profile of that name is not registered
        MissingExtra  a package of an optional extra is not installed
        MissingModel  a model that a part needs is absent or not the pinned one
      DataError       a bad row in one of our tables, or in a user's
      StageError      a stage failed on a document
      StoreError      the ledger cannot be read or written

Every message names the bad value and the next step. Errors keep their fields and survive pickling, since workers send them.
"""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "DataError",
    "InputError",
    "MissingExtra",
    "MissingModel",
    "SaysoError",
    "StageError",
    "StoreError",
    "UnknownPart",
]


class SaysoError(Exception):
    """Base of every error that Sayso raises on purpose; `code` is a stable, machine-readable word."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.args, self.__dict__.copy()))


def _rebuild(kind: type[SaysoError], args: tuple[object, ...], fields: dict[str, object]) -> SaysoError:
    error = kind.__new__(kind)
    Exception.__init__(error, *args)
    error.__dict__.update(fields)
    return error


class InputError(SaysoError):
    """What the user gave cannot be read; `code` names the reason (`empty`, `blocked_address`, `too_large`, ...)."""

    code = "input"
    status: int | None = None  # of an HTTP answer that is none
    retry_after: float | None = None  # seconds that its server asks us to wait

    def __init__(self, message: str, *, code: str | None = None, value: str | None = None) -> None:
        super().__init__(message, code=code)
        self.value = value


class ConfigError(SaysoError):
    code = "config"


class UnknownPart(ConfigError):
    code = "unknown_part"

    def __init__(self, group: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no {group} is called {name!r}; known: {', '.join(known) or 'none'}")
        self.group, self.name, self.known = group, name, known


class MissingExtra(ConfigError):
    code = "missing_extra"

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"the package {package!r} is not installed; run: pip install 'sayso[{extra}]'")
        self.package, self.extra = package, extra


class MissingModel(ConfigError):
    code = "missing_model"


class DataError(SaysoError):
    """A bad row of a table; `table` and `line` say where."""

    code = "data"

    def __init__(self, message: str, *, table: str | None = None, line: int | None = None) -> None:
        where = f"{table}:{line}: " if table and line else f"{table}: " if table else ""
        super().__init__(where + message)
        self.table, self.line = table, line


class StageError(SaysoError):
    """A stage failed on one document; the reader turns it into a `Problem`."""

    code = "stage"

    def __init__(self, stage: str, document: str, cause: str) -> None:
        super().__init__(f"stage {stage!r} failed on article {document}: {cause}")
        self.stage, self.document, self.cause = stage, document, cause


class StoreError(SaysoError):
    code = "store"
