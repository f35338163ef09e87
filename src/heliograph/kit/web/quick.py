"""Dependencies that need nothing but the request, resolved without FastAPI's machinery.

They are ordinary dependencies for FastAPI; `mounting` resolves those of a route's own parameters
directly, which costs a tenth.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, get_args, get_origin

from fastapi import Request
from fastapi.params import Depends as DependsClass


class Quick(ABC):
    """A dependency that is read from the request at once."""

    @abstractmethod
    def read(self, request: Request) -> Any:
        """The value for this request; raises an `AppError` to refuse it."""

    async def __call__(self, request: Request) -> Any:
        """The same, for FastAPI."""
        return self.read(request)


def quick_parameters(endpoint: Callable[..., Any]) -> dict[str, Quick]:
    """Which parameters of an endpoint are quick dependencies."""
    signature = inspect.signature(endpoint, eval_str=True)
    found = {name: _quick_of(one.annotation) for name, one in signature.parameters.items()}
    return {name: quick for name, quick in found.items() if quick is not None}


def quickened(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """The same endpoint for FastAPI, without the parameters that are resolved here."""
    quick = quick_parameters(endpoint)
    if not quick or not inspect.iscoroutinefunction(endpoint):
        return endpoint
    signature = inspect.signature(endpoint, eval_str=True)
    rest = [one for name, one in signature.parameters.items() if name not in quick]
    own = next((one.name for one in rest if one.annotation is Request), None)
    taken = own or "quick_request"
    if own is None:
        rest.append(inspect.Parameter(taken, inspect.Parameter.KEYWORD_ONLY, annotation=Request))

    async def call(**given: Any) -> Any:
        request = given[taken] if own else given.pop(taken)
        for name, one in quick.items():
            given[name] = one.read(request)
        return await endpoint(**given)

    call.__name__, call.__doc__ = endpoint.__name__, endpoint.__doc__
    call.__module__ = endpoint.__module__
    by_name = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in rest]
    call.__signature__ = signature.replace(parameters=by_name)  # type: ignore[attr-defined]  # reason: inspect documents it
    return call


def _quick_of(annotation: Any) -> Quick | None:
    """The quick dependency inside `Annotated[Kind, Depends(…)]`."""
    if get_origin(annotation) is None:
        return None
    marks = (mark for mark in get_args(annotation)[1:] if isinstance(mark, DependsClass))
    dependency = next((mark.dependency for mark in marks), None)
    return dependency if isinstance(dependency, Quick) else None
