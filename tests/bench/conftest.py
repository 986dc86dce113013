"""The homeservers of the Matrix tests, for the measurements."""

from matrix.conftest import running_again, synapse

__all__ = ["running_again", "synapse"]
