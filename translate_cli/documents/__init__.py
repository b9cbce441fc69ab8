"""Documents: one module a format, each reads a file into segments and rebuilds it."""
