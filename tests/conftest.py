"""What all tests share: hypothesis never fails a test for the time it takes."""

from hypothesis import settings

settings.register_profile("normil", deadline=None)
settings.load_profile("normil")
