"""The debug adapter of NORMiL: `normil-dap`."""
