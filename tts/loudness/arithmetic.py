"""The standard library's sums over samples, in C (from Python 3.13 on, `audioop-lts` has them)."""

import warnings

with warnings.catch_warnings():  # deprecated in 3.11 and 3.12
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

__all__ = ["audioop"]
