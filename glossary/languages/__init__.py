"""Language facts as typed data, one module a language."""
