"""Isnad: Arabic conflict news in, a graph of actors, places and incidents out, every fact traced to its sentence."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("isnad-kg")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"
