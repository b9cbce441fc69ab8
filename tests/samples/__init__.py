"""Small documents of every format, written here.

A module for each format: `SUFFIX`, `make_samples() -> dict[str, bytes]` by a speaking name,
`canonical(data: bytes) -> object`, equal for documents that are the same, and `BILINGUAL = True`
where the source stays beside its translation.
"""
