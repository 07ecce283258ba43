"""Context variables: each thread has a current context, each asyncio task a copy.

Source: `Python/context.c`. A context's values are one dict, shared by copies until either of them sets something.
"""

from _thread import get_ident

__all__ = ("Context", "ContextVar", "Token", "copy_context")

_current = {}
_NONE = object()


class Context:
    __slots__ = ("_vars", "_shared", "_entered")

    def __init__(self):
        self._vars = {}
        self._shared = self._entered = False

    def run(self, callable, /, *args, **kwargs):
        if self._entered:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        ident = get_ident()
        before = _current.get(ident)
        _current[ident] = self
        self._entered = True
        try:
            return callable(*args, **kwargs)
        finally:
            self._entered = False
            if before is None:
                del _current[ident]
            else:
                _current[ident] = before

    def copy(self):
        new = Context.__new__(Context)
        new._vars = self._vars
        new._shared = self._shared = True
        new._entered = False
        return new

    def __getitem__(self, var):
        return self._vars[_checked(var)]

    def __contains__(self, var):
        return _checked(var) in self._vars

    def get(self, var, default=None):
        return self._vars.get(_checked(var), default)

    def __iter__(self):
        return iter(self._vars)

    def __len__(self):
        return len(self._vars)

    def __eq__(self, other):
        return self._vars == other._vars if isinstance(other, Context) else NotImplemented

    __hash__ = None

    def keys(self):
        return self._vars.keys()

    def values(self):
        return self._vars.values()

    def items(self):
        return self._vars.items()

    def __repr__(self):
        return f"<_contextvars.Context object at {id(self):#x}>"


def _checked(var):
    if not isinstance(var, ContextVar):
        raise TypeError(f"a ContextVar key was expected, got {var!r}")
    return var


def _context():
    ident = get_ident()
    context = _current.get(ident)
    if context is None:
        context = _current[ident] = Context()
        context._entered = True
    return context


def _own_vars(context):
    if context._shared:
        context._vars = context._vars.copy()
        context._shared = False
    return context._vars


def copy_context():
    return _context().copy()


class ContextVar:
    __slots__ = ("name", "_default")

    def __init__(self, name, /, *, default=_NONE):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self.name = name
        self._default = default

    def get(self, default=_NONE, /):
        context = _current.get(get_ident())
        if context is not None:
            value = context._vars.get(self, _NONE)
            if value is not _NONE:
                return value
        if default is not _NONE:
            return default
        if self._default is not _NONE:
            return self._default
        raise LookupError(self)

    def __class_getitem__(cls, item):
        return cls

    def set(self, value, /):
        context = _context()
        token = Token.__new__(Token)
        token.var = self
        token.old_value = context._vars.get(self, Token.MISSING)
        token._context = context
        token._used = False
        _own_vars(context)[self] = value
        return token

    def reset(self, token, /):
        if not isinstance(token, Token):
            raise TypeError(f"expected an instance of Token, got {token!r}")
        if token._used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token.var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        context = _context()
        if token._context is not context:
            raise ValueError(f"{token!r} was created in a different Context")
        token._used = True
        if token.old_value is Token.MISSING:
            _own_vars(context).pop(self, None)
        else:
            _own_vars(context)[self] = token.old_value

    def __repr__(self):
        default = "" if self._default is _NONE else f" default={self._default!r}"
        return f"<ContextVar name={self.name!r}{default} at {id(self):#x}>"


class _Missing:
    def __repr__(self):
        return "<Token.MISSING>"


class Token:
    """What `set` gives back; also a context manager that resets (3.14)."""

    __slots__ = ("var", "old_value", "_context", "_used")
    MISSING = _Missing()

    def __init__(self):
        raise RuntimeError("Tokens can only be created by ContextVars")

    def __class_getitem__(cls, item):
        return cls

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.var.reset(self)

    def __repr__(self):
        return f"<Token{' used' if self._used else ''} var={self.var!r} at {id(self):#x}>"
