"""What went wrong at the server, said in one line with the way out."""

from __future__ import annotations

from kg.errors import StoreError
from kg.store.driver import exceptions

# ArcadeDB's names for two transactions that touched the same record or made the same key. They pass when run again.
_CONFLICTS = ("ConcurrentModification", "NeedRetry", "DuplicatedKey", "LockTimeout", "TransactionException")


class Conflict(Exception):
    """Another writer came between: the transaction must be run again from the start."""


def explained(error: Exception, *, where: str, username: str | None = None, database: str | None = None) -> StoreError:
    """The error for a user.

    error (Exception): what the driver raised.
    where (str): address or folder of the store.
    """
    code = getattr(error, "code", None) or ""
    if isinstance(error, exceptions.AuthError) or code.startswith("Neo.ClientError.Security."):
        if code.endswith("CredentialsExpired"):
            hint = "change it once: ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new' on database system"
            return StoreError("the password of this user must be changed first", where=where, hint=hint)
        who = f"login of {username!r} refused" if username else "not allowed"
        return StoreError(who, where=where, hint="set NEO4J_USERNAME and NEO4J_PASSWORD")
    if code.endswith("DatabaseNotFound"):
        hint = "SHOW DATABASES lists them; without NEO4J_DATABASE the server's default is used"
        return StoreError(f"no database {database!r}", where=where, hint=hint)
    if isinstance(
        error, exceptions.ServiceUnavailable | exceptions.SessionExpired | exceptions.ConnectionAcquisitionTimeoutError
    ):
        hint = "start the server or mend the address; with neither --uri nor NEO4J_URI the embedded store is used"
        return StoreError(f"no answer from the server: {_first_line(error)}", where=where, hint=hint)
    return StoreError(_first_line(error), where=where)


def is_conflict(error: Exception) -> bool:
    """Whether a transaction failed only because another one came between, so that it may be run again."""
    if isinstance(error, Conflict | exceptions.ConstraintError | exceptions.TransientError):
        return True
    return any(name in str(error) for name in _CONFLICTS)


def _first_line(error: Exception) -> str:
    text = (getattr(error, "message", None) or str(error)).strip()
    return text.splitlines()[0] if text else type(error).__name__
