"""Disassembly of functions and what contains them.

The instructions are 3.14's, whatever version is simulated; offsets count instructions, two bytes each, without caches.
"""

import _lib
import types
from collections import namedtuple

__all__ = ("Bytecode", "Instruction", "code_info", "dis", "disassemble", "disco", "get_instructions", "show_code")

_FLAGS = {1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED", 32: "GENERATOR", 128: "COROUTINE",
          512: "ASYNC_GENERATOR"}

_Instruction = namedtuple("_Instruction", "opname opcode arg argval argrepr offset start_offset starts_line line_number label")


class Instruction(_Instruction):
    @property
    def is_jump_target(self):
        return self.label is not None

    @property
    def baseopname(self):
        return self.opname


def _code_of(x):
    x = getattr(x, "__func__", x)
    for name in "__code__", "gi_code", "ag_code", "cr_code":
        if hasattr(x, name):
            return getattr(x, name)
    if isinstance(x, str):
        return compile(x, "<dis>", "exec")
    if hasattr(x, "co_code") or type(x).__name__ == "code":
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def dis(x=None, *, file=None, depth=None, **options):
    if x is None:
        raise RuntimeError("no last traceback to disassemble")
    if isinstance(x, type) or isinstance(x, types.ModuleType):
        for name, member in sorted(vars(x).items()):
            if isinstance(member, (staticmethod, classmethod)):
                member = member.__func__
            if hasattr(member, "__code__") or isinstance(member, type) and isinstance(x, types.ModuleType):
                print(f"Disassembly of {name}:", file=file)
                dis(member, file=file, depth=depth)
                print(file=file)
        return
    _all(_code_of(x), file, depth)


def _all(code, file, depth):
    print(_lib.host("disassemble", code), end="", file=file)
    if depth is not None and depth <= 0:
        return
    for const in code.co_consts:
        if type(const).__name__ == "code":
            print(file=file)
            place = f'at {id(const):#x}, file "{const.co_filename}", line {const.co_firstlineno}'
            print(f"Disassembly of <code object {const.co_name} {place}>:", file=file)
            _all(const, file, None if depth is None else depth - 1)


def disassemble(co, lasti=-1, *, file=None, **options):
    print(_lib.host("disassemble", _code_of(co)), end="", file=file)


disco = disassemble


def get_instructions(x, *, first_line=None, **options):
    code = _code_of(x)
    rows = _lib.host("instructions", code)
    labels = [i for i, row in enumerate(rows) if row[4]]
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    last = None
    for i, (name, arg, meaning, line, is_target) in enumerate(rows):
        line = None if line is None else line + shift
        label = labels.index(i) + 1 if is_target else None
        yield Instruction(name, opmap[name], arg, _value(code, name, arg, meaning), meaning, 2 * i, 2 * i, line != last, line, label)
        last = line


def _value(code, name, arg, meaning):
    if name == "LOAD_CONST":
        return code.co_consts[arg]
    return arg if not meaning else meaning.removesuffix(" + NULL").removesuffix(" + NULL|self")


class Bytecode:
    def __init__(self, x, *, first_line=None, **options):
        self.codeobj, self._first_line = _code_of(x), first_line
        self._original_object = x

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self._first_line)

    def __repr__(self):
        return f"Bytecode({self._original_object!r})"

    def dis(self):
        return _lib.host("disassemble", self.codeobj)

    def info(self):
        return code_info(self.codeobj)


def code_info(x):
    code = _code_of(x)
    lines = [f"Name:              {code.co_name}", f"Filename:          {code.co_filename}",
             f"Argument count:    {code.co_argcount}", f"Positional-only arguments: {code.co_posonlyargcount}",
             f"Kw-only arguments: {code.co_kwonlyargcount}", f"Number of locals:  {code.co_nlocals}",
             f"Stack size:        {code.co_stacksize}",
             "Flags:             " + ", ".join([flag for bit, flag in _FLAGS.items() if code.co_flags & bit])]
    parts = (("Constants", [repr(const) for const in code.co_consts]), ("Names", code.co_names),
             ("Variable names", code.co_varnames), ("Free variables", code.co_freevars), ("Cell variables", code.co_cellvars))
    for title, items in parts:
        if items:
            lines.append(title + ":")
            lines += [f"{i:4}: {item}" for i, item in enumerate(items)]
    return "\n".join(lines)


def show_code(co, *, file=None):
    print(code_info(co), file=file)


opname = _lib.host("opnames")
opmap = {name: number for number, name in enumerate(opname)}
