"""Contexts and signals of decimal arithmetic. Source followed: Lib/_pydecimal.py."""

import contextvars

ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN, ROUND_05UP = (
    "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP")
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN, MIN_ETINY = -MAX_EMAX, -MAX_EMAX - (MAX_PREC - 1)
HAVE_THREADS = HAVE_CONTEXTVAR = True


class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


_signals = [Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow]
for _class in _signals + [DecimalException, ConversionSyntax, DivisionImpossible, DivisionUndefined]:
    _class.__module__ = "decimal"


def rounds_up(rounding, sign, kept, half):
    """Whether what is kept grows by one; `half` compares the rest with a half."""
    if rounding == ROUND_HALF_EVEN:
        return half > 0 or half == 0 and kept & 1
    if rounding == ROUND_HALF_UP:
        return half >= 0
    if rounding == ROUND_HALF_DOWN:
        return half > 0
    if rounding == ROUND_CEILING:
        return not sign
    if rounding == ROUND_FLOOR:
        return bool(sign)
    if rounding == ROUND_05UP:
        return kept % 5 == 0
    return rounding == ROUND_UP


class Context:
    __module__ = "decimal"

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None):
        default = DefaultContext
        pick = lambda value, name: getattr(default, name) if value is None else value
        self.prec, self.rounding, self.Emin, self.Emax = (
            pick(prec, "prec"), pick(rounding, "rounding"), pick(Emin, "Emin"), pick(Emax, "Emax"))
        self.capitals, self.clamp = pick(capitals, "capitals"), pick(clamp, "clamp")
        self.traps = dict(default.traps) if traps is None else _flags(traps)
        self.flags = _flags(flags or ())

    def __setattr__(self, name, value):
        if name == "prec" and not (isinstance(value, int) and 1 <= value <= MAX_PREC):
            raise ValueError("valid range for prec is [1, MAX_PREC]") if isinstance(value, int) else TypeError(
                "optional argument must be an integer")
        if name == "rounding" and value not in (
                ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN, ROUND_05UP):
            raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                            "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
        object.__setattr__(self, name, value)

    def _raise(self, signal, detail=None):
        """Notes a signal; raises it when it is trapped."""
        self.flags[signal] = True
        if self.traps[signal]:
            if isinstance(detail, str):
                raise signal(detail)
            raise signal([detail or signal])

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                       [s for s in self.flags if self.flags[s]], [s for s in self.traps if self.traps[s]])

    __copy__ = copy

    def clear_flags(self):
        self.flags = _flags(())

    def clear_traps(self):
        self.traps = _flags(())

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def __repr__(self):
        flags, traps = ([s.__name__ for s in _signals if table[s]] for table in (self.flags, self.traps))
        return (f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
                f"capitals={self.capitals}, clamp={self.clamp}, flags=[{', '.join(flags)}], traps=[{', '.join(traps)}])")

    def create_decimal(self, num="0"):
        from decimal import Decimal, _fix
        return _fix(Decimal(num, self), self)

    create_decimal_from_float = create_decimal

    def power(self, a, b, modulo=None):
        from decimal import Decimal, _power
        return pow(Decimal(a), Decimal(b), modulo) if modulo is not None else _power(Decimal(a), Decimal(b), self)

    def __getattr__(self, name):
        """Operations by name: methods of Decimal with this context."""
        from decimal import Decimal
        dunder = {"add": "add", "subtract": "sub", "multiply": "mul", "divide": "truediv", "divide_int": "floordiv", "remainder": "mod",
                  "divmod": "divmod", "minus": "neg", "plus": "pos", "abs": "abs"}.get(name)
        method = getattr(Decimal, f"__{dunder}__" if dunder else name, None)
        if name.startswith("_") or method is None:
            raise AttributeError(f"'decimal.Context' object has no attribute '{name}'")

        def operation(a, *more):
            if dunder or name in ("quantize", "sqrt", "exp", "ln", "log10", "normalize", "compare", "max", "min", "fma", "scaleb"):
                return method(Decimal(a), *map(Decimal, more), context=self)
            return method(Decimal(a), *more)
        return operation


def _flags(which):
    if isinstance(which, dict):
        return {signal: bool(which.get(signal)) for signal in _signals}
    return {signal: signal in which for signal in _signals}


class _Default:
    prec, rounding, Emin, Emax, capitals, clamp = 28, ROUND_HALF_EVEN, -999999, 999999, 1, 0
    traps = _flags([InvalidOperation, DivisionByZero, Overflow])


DefaultContext = _Default
DefaultContext = Context()
BasicContext = Context(9, ROUND_HALF_UP, traps=[DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow])
ExtendedContext = Context(9, ROUND_HALF_EVEN, traps=[])
_current = contextvars.ContextVar("decimal_context")


def getcontext():
    context = _current.get(None)
    if context is None:
        context = Context()
        _current.set(context)
    return context


def setcontext(context, /):
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current.set(context)


class _Manager:
    def __init__(self, context):
        self.new = context

    def __enter__(self):
        self.saved = getcontext()
        setcontext(self.new)
        return self.new

    def __exit__(self, *details):
        setcontext(self.saved)


def localcontext(ctx=None, **kwargs):
    context = (ctx or getcontext()).copy()
    for name, value in kwargs.items():
        if name not in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        setattr(context, name, _flags(value) if name in ("flags", "traps") else value)
    return _Manager(context)


def IEEEContext(bits, /):
    if bits not in (32, 64, 128):
        raise ValueError("argument must be a multiple of 32, with a maximum of 512")
    emax = 3 * (1 << bits // 16 + 3)
    return Context(9 * bits // 32 - 2, ROUND_HALF_EVEN, 1 - emax, emax, clamp=1, traps=[])
