"""Matching a command line with a parser's actions. Source followed: Lib/argparse.py, `_parse_known_args`."""

import re
from argparse import SUPPRESS, ArgumentError, ArgumentTypeError, _name_of

_NEGATIVE = re.compile(r"-\.?\d")
_PATTERNS = {None: "(-*A-*)", "?": "(-*A?-*)", "*": "(-*[A-]*)", "+": "(-*A[A-]*)", "...": "([AO-]*)", "A...": "(-*A[-AO]*)",
             SUPPRESS: "(-*)"}
_EXPECTED = {None: "expected one argument", "?": "expected at most one argument", "+": "expected at least one argument"}


def _pattern(action):
    nargs = action.nargs
    text = _PATTERNS[nargs] if nargs in _PATTERNS else "(-*%s-*)" % "-*".join("A" * nargs)
    return text.replace("-*", "").replace("-", "") if action.option_strings else text


class Parsing:
    def __init__(self, parser, args, namespace):
        self.parser, self.args, self.namespace = parser, args, namespace
        self.extras, self.seen, self.seen_non_default = [], set(), set()
        self.positionals = [action for action in parser._actions if not action.option_strings]
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            for action in group._group_actions:
                self.conflicts.setdefault(id(action), []).extend([a for a in group._group_actions if a is not action])
        self.options, kinds = {}, []
        after = False
        for i, arg in enumerate(args):
            if after:
                kinds.append("A")
            elif arg == "--":
                kinds.append("-")
                after = True
            else:
                option = self.option(arg)
                if option is not None:
                    self.options[i] = option
                kinds.append("A" if option is None else "O")
        self.kinds = "".join(kinds)

    def option(self, arg):
        """What an argument is as an option: matches of `(action, option, separator, explicit argument)`."""
        known = self.parser._option_string_actions
        if not arg or arg[0] != "-":
            return None
        if arg in known:
            return [(known[arg], arg, None, None)]
        if len(arg) == 1:
            return None
        option, separator, explicit = arg.partition("=")
        if separator and option in known:
            return [(known[option], option, separator, explicit)]
        found = self.abbreviated(arg)
        if found:
            return found
        if _NEGATIVE.match(arg) and not any(_NEGATIVE.match(name) for name in known):
            return None
        if " " in arg:
            return None
        return [(None, arg, None, None)]

    def abbreviated(self, arg):
        known, found = self.parser._option_string_actions, []
        if arg[1] == "-":
            if self.parser.allow_abbrev:
                prefix, separator, explicit = arg.partition("=")
                for name in known:
                    if name.startswith(prefix):
                        found.append((known[name], name, separator or None, explicit if separator else None))
            return found
        prefix, separator, explicit = arg.partition("=")
        short, rest = arg[:2], arg[2:]
        for name in known:
            if name == short:
                found.append((known[name], name, "", rest))
            elif self.parser.allow_abbrev and name.startswith(prefix):
                found.append((known[name], name, separator or None, explicit if separator else None))
        return found

    def run(self):
        at, last = 0, max(self.options, default=-1)
        while at <= last:
            following = min([i for i in self.options if i >= at])
            if at != following:
                end = self.take_positionals(at)
                if end > at:
                    at = end
                    continue
            if at not in self.options:
                self.extras += self.args[at:following]
                at = following
            at = self.take_option(at)
        end = self.take_positionals(at, True)
        self.extras += self.args[end:]
        self.check_required()
        return self.extras

    def act(self, action, strings, option=None):
        self.seen.add(id(action))
        values = self.values(action, strings)
        if values is not action.default or action.option_strings:
            self.seen_non_default.add(id(action))
            for other in self.conflicts.get(id(action), ()):
                if id(other) in self.seen_non_default:
                    raise ArgumentError(action, f"not allowed with argument {_name_of(other)}")
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option)

    def take_option(self, at):
        matches = self.options[at]
        if len(matches) > 1:
            names = ", ".join([name for _, name, _, _ in matches])
            raise ArgumentError(None, f"ambiguous option: {self.args[at]} could match {names}")
        action, option, separator, explicit = matches[0]
        if action is None:
            self.extras.append(self.args[at])
            return at + 1
        taken = []
        while explicit is not None:
            n = self.count(action, "A")
            if n == 0 and len(option) == 2 and option[1] != "-" and explicit and not separator:
                # Short flags written together.
                taken.append((action, [], option))
                option = "-" + explicit[0]
                known = self.parser._option_string_actions
                if option not in known:
                    self.extras.append("-" + explicit)
                    at += 1
                    break
                action, rest = known[option], explicit[1:]
                explicit, separator = rest or None, ""
                if rest and rest[0] == "=":
                    explicit, separator = rest[1:], "="
                continue
            if n == 1:
                taken.append((action, [explicit], option))
                at += 1
                break
            raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
        else:
            start = at + 1
            n = self.count(action, self.kinds[start:])
            at = start + n
            taken.append((action, self.args[start:at], option))
        for action, strings, option in taken:
            self.act(action, strings, option)
        return at

    def count(self, action, kinds):
        match = re.match(_pattern(action), kinds)
        if match is None:
            message = _EXPECTED.get(action.nargs)
            if message is None:
                message = f"expected {action.nargs} argument{'' if action.nargs == 1 else 's'}"
            raise ArgumentError(action, message)
        return len(match[1])

    def take_positionals(self, at, final=False):
        kinds = self.kinds[at:]
        for n in range(len(self.positionals), 0, -1):
            match = re.match("".join(map(_pattern, self.positionals[:n])), kinds)
            if match is None:
                continue
            counts = [len(group) for group in match.groups()]
            taken = 0
            for action, count in zip(self.positionals[:n], counts):
                # What takes nothing waits, as long as options follow.
                if not final and count == 0 and action.nargs != SUPPRESS and "O" in kinds[sum(counts):]:
                    break
                strings = self.args[at:at + count]
                if action.nargs not in ("A...", "...") and "-" in self.kinds[at:at + count]:
                    strings.remove("--")
                elif action.nargs == "A..." and strings and strings[0] == "--":
                    strings = strings[1:]
                at += count
                taken += 1
                self.act(action, strings)
            self.positionals = self.positionals[taken:]
            break
        return at

    def check_required(self):
        missing = []
        for action in self.parser._actions:
            if id(action) in self.seen:
                continue
            if action.required:
                missing.append(_name_of(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, self.value(action, action.default))
        if missing:
            raise ArgumentError(None, "the following arguments are required: " + ", ".join(map(str, missing)))
        for group in self.parser._mutually_exclusive_groups:
            if group.required and not any(id(action) in self.seen_non_default for action in group._group_actions):
                names = " ".join([_name_of(action) for action in group._group_actions if action.help is not SUPPRESS])
                raise ArgumentError(None, f"one of the arguments {names} is required")

    def values(self, action, strings):
        nargs = action.nargs
        if not strings and nargs == "?":
            value = action.const if action.option_strings else action.default
            if isinstance(value, str) and value is not SUPPRESS:
                value = self.value(action, value)
                self.check(action, value)
            return value
        if not strings and nargs == "*" and not action.option_strings:
            return action.default if action.default is not None else []
        if nargs == SUPPRESS:
            return SUPPRESS
        if len(strings) == 1 and nargs in (None, "?"):
            value = self.value(action, strings[0])
            self.check(action, value)
            return value
        values = [self.value(action, string) for string in strings]
        if nargs == "A...":
            self.check(action, values[0])
        elif nargs != "...":
            for value in values:
                self.check(action, value)
        return values

    def value(self, action, string):
        convert = self.parser._registries["type"].get(action.type, action.type)
        if not callable(convert):
            raise TypeError(f"{convert!r} is not callable")
        try:
            return convert(string)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error))
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, f"invalid {name} value: {string!r}")

    def check(self, action, value):
        choices = action.choices
        if choices is None:
            return
        if isinstance(choices, str):
            choices = iter(choices)
        if value not in choices:
            import sys
            show = repr if sys.version_info < (3, 14) else str
            shown = ", ".join(map(show, action.choices))
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {shown})")
