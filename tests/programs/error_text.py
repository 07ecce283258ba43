# The last line of a traceback is what the exception's own __str__ says.
class Refused(Exception):
    def __str__(self):
        return "refused: " + ", ".join(self.args)


try:
    raise OSError(2, "No such file or directory")
except OSError as error:
    print(type(error).__name__, error)
raise Refused("too late", "too loud")
