"""Exchange formats of the product: what translators' tools read and write."""
