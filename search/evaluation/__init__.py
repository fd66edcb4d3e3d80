"""Relevance on judged collections, measured through the product itself."""
