"""A termbase library that knows Azerbaijani: concepts, inflected matching, exchange formats."""
