"""Submodules that are imported by name are attributes of their package."""
import multiprocessing as mp
from multiprocessing import shared_memory
from concurrent.futures import process
import concurrent.futures, sys
print(hasattr(mp, "shared_memory"), hasattr(mp, "connection"), concurrent.futures.process is process)
