"""Logging set up from a dict. Source followed: Lib/logging/config.py (`DictConfigurator`)."""

__all__ = ["dictConfig"]

import importlib
import logging
import logging.handlers


def _resolve(name):
    """What a dotted name means: modules are imported on the way."""
    parts = name.split(".")
    used = parts.pop(0)
    found = __import__(used)
    for part in parts:
        used += "." + part
        if not hasattr(found, part):
            importlib.import_module(used)
        found = getattr(found, part)
    return found


def _value(value):
    if isinstance(value, str) and value.startswith("ext://"):
        return _resolve(value[6:])
    return value


class DictConfigurator:
    def __init__(self, config):
        self.config = config

    def configure(self):
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError(f"Unsupported version: {config['version']}")
        if config.get("incremental", False):
            for name, handler in config.get("handlers", {}).items():
                if "level" in handler:
                    logging.getHandlerByName(name).setLevel(logging._check_level(handler["level"]))
        else:
            root = logging.root
            existing = sorted(root.manager.loggerDict)
            disable = config.get("disable_existing_loggers", True)
            self.formatters = self._all("formatters", self._formatter)
            self.filters = self._all("filters", self._filter)
            self.handlers = self._all("handlers", self._handler)
            for name in config.get("loggers", {}):
                for other in [name, *[e for e in existing if e.startswith(name + ".")]]:
                    if other in existing:
                        existing.remove(other)
            for name in existing:
                logger = root.manager.loggerDict[name]
                if isinstance(logger, logging.Logger):
                    logger.disabled = disable
        for name, settings in config.get("loggers", {}).items():
            try:
                logger = logging.getLogger(name)
                self._logger(logger, settings)
                logger.disabled = False
                if settings.get("propagate") is not None:
                    logger.propagate = settings["propagate"]
            except Exception as e:
                raise ValueError(f"Unable to configure logger {name!r}") from e
        if config.get("root"):
            try:
                self._logger(logging.getLogger(), config["root"])
            except Exception as e:
                raise ValueError("Unable to configure root logger") from e

    def _all(self, what, make):
        made = {}
        for name, settings in self.config.get(what, {}).items():
            try:
                made[name] = make(settings)
                if what == "handlers":
                    made[name].name = name
            except Exception as e:
                raise ValueError(f"Unable to configure {what[:-1]} {name!r}") from e
        return made

    def _custom(self, settings):
        settings = dict(settings)
        factory = settings.pop("()")
        factory = _resolve(factory) if isinstance(factory, str) else factory
        props = settings.pop(".", None) or {}
        made = factory(**{name: _value(value) for name, value in settings.items()})
        for name, value in props.items():
            setattr(made, name, _value(value))
        return made

    def _formatter(self, settings):
        if "()" in settings:
            return self._custom(settings)
        kind = _resolve(settings["class"]) if "class" in settings else logging.Formatter
        return kind(settings.get("format"), settings.get("datefmt"), settings.get("style", "%"))

    def _filter(self, settings):
        return self._custom(settings) if "()" in settings else logging.Filter(settings.get("name", ""))

    def _add_filters(self, filterer, filters):
        for f in filters:
            filterer.addFilter(f if callable(getattr(f, "filter", f)) and not isinstance(f, str) else self.filters[f])

    def _handler(self, settings):
        settings = dict(settings)
        formatter, level, filters = settings.pop("formatter", None), settings.pop("level", None), settings.pop("filters", None)
        if "()" in settings:
            made = self._custom(settings)
        else:
            kind = settings.pop("class")
            kind = _resolve(kind) if isinstance(kind, str) else kind
            if issubclass(kind, logging.handlers.MemoryHandler) and "target" in settings:
                settings["target"] = self.config["handlers"][settings["target"]]
            props = settings.pop(".", None) or {}
            made = kind(**{name: _value(value) for name, value in settings.items()})
            for name, value in props.items():
                setattr(made, name, _value(value))
        if formatter:
            made.setFormatter(self.formatters[formatter])
        if level is not None:
            made.setLevel(logging._check_level(level))
        if filters:
            self._add_filters(made, filters)
        return made

    def _logger(self, logger, settings):
        if settings.get("level") is not None:
            logger.setLevel(logging._check_level(settings["level"]))
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        for name in settings.get("handlers") or ():
            logger.addHandler(self.handlers[name])
        if settings.get("filters"):
            self._add_filters(logger, settings["filters"])


def dictConfig(config):
    DictConfigurator(config).configure()
