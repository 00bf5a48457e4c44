"""The language server of NORMiL: `normil-ls`."""

from importlib import metadata


def version() -> str:
    """The version of the distribution, as far as it is installed."""
    try:
        return metadata.version("normil")
    except metadata.PackageNotFoundError:
        return "unknown"
