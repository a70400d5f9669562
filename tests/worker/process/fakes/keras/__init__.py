"""Stands in for Keras."""
