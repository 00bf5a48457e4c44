"""NORMiL: the language and its tools."""

__version__ = "0.1.0"
