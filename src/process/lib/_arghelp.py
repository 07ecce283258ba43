"""Help texts for argparse. Source followed: Lib/argparse.py."""

import textwrap

SUPPRESS = "==SUPPRESS=="


class HelpFormatter:
    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None, color=True):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog, self._step, self._width = prog, indent_increment, width
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._items, self._longest = [], 0

    # What is to be shown, in order.

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage != SUPPRESS:
            self._items.append(self._usage(usage, actions, groups, prefix))

    def add_text(self, text):
        if text is not None and text != SUPPRESS:
            if "%(prog)" in text:
                text = text % {"prog": self._prog}
            self._items.append(self._fill_text(text, self._width, "") + "\n\n")

    def add_section(self, heading, description, actions):
        actions = [action for action in actions if action.help != SUPPRESS]
        for action in actions:
            longest = max([len(self._format_action_invocation(action)) + self._step]
                          + [len(self._format_action_invocation(sub)) + 2 * self._step for sub in self._below(action)])
            self._longest = max(self._longest, longest)
        self._items.append((heading, description, actions))

    def format_help(self):
        parts = []
        for item in self._items:
            if isinstance(item, str):
                parts.append(item)
                continue
            heading, description, actions = item
            body = ""
            if description is not None and description != SUPPRESS:
                text = description % {"prog": self._prog} if "%(prog)" in description else description
                indent = " " * self._step
                body += self._fill_text(text, max(self._width - self._step, 11), indent) + "\n\n"
            body += "".join([self._action(action, self._step) for action in actions])
            if body:
                title = f"{heading}:\n" if heading is not None and heading != SUPPRESS else ""
                parts.append(f"\n{title}{body}\n")
        text = "".join(parts)
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        text = text.strip("\n")
        return text + "\n" if text else ""

    # Usage.

    def _usage(self, usage, actions, groups, prefix):
        prefix = "usage: " if prefix is None else prefix
        if usage is not None:
            return f"{prefix}{usage % {'prog': self._prog}}\n\n"
        prog = self._prog
        opts = self._usage_parts([a for a in actions if a.option_strings], groups)
        poss = self._usage_parts([a for a in actions if not a.option_strings], groups)
        text = " ".join([prog, *opts, *poss])
        width = max(self._width, 11)
        if len(prefix) + len(text) > width:
            if len(prefix) + len(prog) <= 0.75 * width:
                indent = " " * (len(prefix) + len(prog) + 1)
                if opts:
                    lines = _lines([prog, *opts], indent, width, prefix) + _lines(poss, indent, width)
                else:
                    lines = _lines([prog, *poss], indent, width, prefix) if poss else [prog]
            else:
                indent = " " * len(prefix)
                lines = _lines(opts + poss, indent, width)
                if len(lines) > 1:
                    lines = _lines(opts, indent, width) + _lines(poss, indent, width)
                lines = [prog] + lines
            text = "\n".join(lines)
        return f"{prefix}{text}\n\n"

    def _usage_parts(self, actions, groups):
        parts, done = [], set()
        for action in actions:
            if id(action) in done or action.help == SUPPRESS:
                continue
            group = next((g for g in groups if action in g._group_actions and all(a in actions for a in g._group_actions)), None)
            if group is None:
                parts.append(self._usage_part(action, action.required or not action.option_strings))
                continue
            shown = [a for a in group._group_actions if a.help != SUPPRESS]
            done.update(map(id, group._group_actions))
            inner = [self._usage_part(a, True) for a in shown]
            if len(inner) > 1 or not group.required:
                inner[0] = "([" [not group.required] + inner[0]
                inner[-1] += ")]"[not group.required]
            parts += [part + " |" for part in inner[:-1]] + inner[-1:]
        return parts

    def _usage_part(self, action, bare):
        if not action.option_strings:
            text = self._format_args(action, self._get_default_metavar_for_positional(action))
            return text
        if action.nargs == 0:
            text = action.format_usage()
        else:
            text = f"{action.option_strings[0]} {self._format_args(action, self._get_default_metavar_for_optional(action))}"
        return text if bare else f"[{text}]"

    # Actions.

    def _below(self, action):
        return getattr(action, "_choices_actions", [])

    def _action(self, action, indent):
        position = min(self._longest + 2, self._max_help_position)
        width, column = max(self._width - position, 11), position - indent - 2
        header = self._format_action_invocation(action)
        if not action.help or not action.help.strip():
            parts = [" " * indent + header + "\n"]
        else:
            lines = self._split_lines(self._expand_help(action), width)
            if len(header) <= column:
                parts = [f"{'':{indent}}{header:{column}}  {lines[0]}\n"]
            else:
                parts = [" " * indent + header + "\n", " " * position + lines[0] + "\n"]
            parts += [" " * position + line + "\n" for line in lines[1:]]
        return "".join(parts + [self._action(sub, indent + self._step) for sub in self._below(action)])

    def _format_action_invocation(self, action):
        if not action.option_strings:
            return " ".join(self._metavars(action, self._get_default_metavar_for_positional(action), 1))
        if action.nargs == 0:
            return ", ".join(action.option_strings)
        args = self._format_args(action, self._get_default_metavar_for_optional(action))
        return ", ".join(action.option_strings) + " " + args

    def _metavars(self, action, default, n):
        if action.metavar is not None:
            found = action.metavar
        elif action.choices is not None:
            found = "{" + ",".join(map(str, action.choices)) + "}"
        else:
            found = default
        return found if isinstance(found, tuple) else (found,) * n

    def _format_args(self, action, default):
        nargs = action.nargs
        if nargs is None:
            return "%s" % self._metavars(action, default, 1)
        if nargs == "?":
            return "[%s]" % self._metavars(action, default, 1)
        if nargs == "*":
            names = self._metavars(action, default, 1)
            return "[%s [%s ...]]" % names if len(names) == 2 else "[%s ...]" % names
        if nargs == "+":
            return "%s [%s ...]" % self._metavars(action, default, 2)
        if nargs == "...":
            return "..."
        if nargs == "A...":
            return "%s ..." % self._metavars(action, default, 1)
        if nargs == SUPPRESS:
            return ""
        return " ".join(self._metavars(action, default, nargs))

    def _expand_help(self, action):
        text = self._get_help_string(action)
        if "%" not in text:
            return text
        params = {}
        for name, value in dict(vars(action), prog=self._prog).items():
            if value is not SUPPRESS:
                params[name] = getattr(value, "__name__", value)
        if params.get("choices") is not None:
            params["choices"] = ", ".join(map(str, params["choices"]))
        return text % params

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest

    def _split_lines(self, text, width):
        return textwrap.wrap(" ".join(text.split()), width)

    def _fill_text(self, text, width, indent):
        return textwrap.fill(" ".join(text.split()), width, initial_indent=indent, subsequent_indent=indent)


def _lines(parts, indent, width, prefix=None):
    lines, line = [], []
    length = (len(indent) if prefix is None else len(prefix)) - 1
    for part in parts:
        if length + 1 + len(part) > width and line:
            lines.append(indent + " ".join(line))
            line, length = [], len(indent) - 1
        line.append(part)
        length += len(part) + 1
    if line:
        lines.append(indent + " ".join(line))
    if prefix is not None:
        lines[0] = lines[0][len(indent):]
    return lines


class RawDescriptionHelpFormatter(HelpFormatter):
    def _fill_text(self, text, width, indent):
        return "".join([indent + line for line in text.splitlines(keepends=True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    def _get_help_string(self, action):
        text = action.help or ""
        if "%(default)" not in text and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in ("?", "*"):
                text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    _get_default_metavar_for_positional = _get_default_metavar_for_optional
