"""The core of Alongside: everything that does not depend on one chat platform."""

__version__ = "0.1.0"
