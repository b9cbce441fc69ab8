"""A trilingual grammar: endless Azerbaijani sentences with their English and Vietnamese.

It teaches forms, word order and vocabulary; naturalness comes from the authored corpus.
"""

from training.grammar.generate import iter_triples

__all__ = ["iter_triples"]
