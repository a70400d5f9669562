"""A part of the jobs that is imported with TensorFlow."""

import os

if os.environ.get("FAKE_TENSORFLOW") == "part-broken":
    raise ImportError("a part is broken")
