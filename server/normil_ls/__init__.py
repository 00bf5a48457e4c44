"""The language server of NORMiL: `normil-ls`."""
