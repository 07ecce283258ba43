"""Where CPython has what is C of `queue`: pickles name it so."""

from queue import Empty, SimpleQueue
