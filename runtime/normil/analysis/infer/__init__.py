"""Types and dimensions of one top-level statement at a time (LANGUAGE 6), with the diagnostics that need them."""
