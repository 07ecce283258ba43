"""Decimals by format specification. Source followed: Lib/_pydecimal.py."""

import re
from decimal import Decimal, _make, _rounded, getcontext, ROUND_HALF_EVEN
from _decimal_context import Context, MAX_PREC

_SPEC = re.compile(r"(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([eEfFgGn%])?", re.DOTALL).fullmatch


def formatted(self, spec):
    match = _SPEC(spec)
    if match is None:
        raise ValueError("invalid format string")
    fill, align, sign, no_minus, alternate, zero, width, comma, precision, kind = match.groups()
    fill, align = fill or ("0" if zero and not align else " "), align or ("=" if zero else ">")
    width, precision = int(width or 0), None if precision is None else int(precision)
    if self._special:
        text, exp = str(self.copy_abs()), ""
        fill, align = " " if fill == "0" else fill, ">" if align == "=" else align
        body = text
    else:
        body, exp = _body(self, kind, precision, alternate)
        if no_minus and self._sign and not any(char in "123456789" for char in body):
            self = self.copy_abs()
    if kind == "%":
        exp = "%"
    lead = "-" if self._sign else sign if sign in ("+", " ") else ""
    whole, dot, part = body.partition(".")
    if comma and not self._special:
        if zero and align == "=":
            whole = whole.rjust(max(width - len(lead + dot + part + exp), 0), "0") if width else whole
        digits, groups = whole, []
        if zero and align == "=":
            room = width - len(lead + dot + part + exp)
            digits = digits.lstrip("0") or "0"
            while len(_grouped(digits, comma)) < room:
                digits = "0" + digits
        whole = _grouped(digits, comma)
    text = whole + dot + part + exp
    missing = max(width - len(lead) - len(text), 0)
    if align == "=":
        return lead + fill * missing + text
    if align == "<":
        return lead + text + fill * missing
    if align == "^":
        return fill * (missing // 2) + lead + text + fill * (missing - missing // 2)
    return fill * missing + lead + text


def _grouped(digits, comma):
    first = len(digits) % 3
    groups = ([digits[:first]] if first else []) + [digits[at:at + 3] for at in range(first, len(digits), 3)]
    return comma.join(groups)


def _body(self, kind, precision, alternate):
    """The digits and the exponent's text."""
    self = self.copy_abs()
    context = Context(prec=MAX_PREC, rounding=getcontext().rounding, traps=[])
    if kind == "%":
        self = _make(0, self._int, self._exp + 2)
    if precision is not None:
        if kind in ("e", "E"):
            self = _digits(self, precision + 1, context)
        elif kind in ("f", "F", "%"):
            drop = -precision - self._exp
            self = _rounded(self, context, drop) if drop > 0 else _make(0, self._int * 10 ** -drop, -precision)
        elif len(str(self._int)) > (precision or 1):
            self = _digits(self, precision or 1, context)
    if not self._int and self._exp > 0 and kind in ("f", "F", "%"):
        self = _make(0, 0, 0)
    digits = str(self._int)
    left = self._exp + len(digits)
    if kind in ("e", "E"):
        point = 1 - precision if not self._int and precision is not None else 1
    elif kind in ("f", "F", "%"):
        point = left
    else:
        point = left if self._exp <= 0 and left > -6 else 1
    if point < 0:
        whole, part = "0", "0" * -point + digits
    elif point > len(digits):
        whole, part = digits + "0" * (point - len(digits)), ""
    else:
        whole, part = digits[:point] or "0", digits[point:]
    exp = ""
    if left != point or kind in ("e", "E"):
        exp = ("e" if kind in ("e", "g", "n") else "E") + "%+d" % (left - point)
    return whole + ("." if part or alternate else "") + part, exp


def _digits(self, n, context):
    drop = len(str(self._int)) - n
    if drop <= 0:
        return _make(0, self._int * 10 ** -drop, self._exp + drop) if self._int else _make(0, 0, self._exp)
    found = _rounded(self, context, drop)
    if len(str(found._int)) > n:
        found = _make(0, found._int // 10, found._exp + 1)
    return found
