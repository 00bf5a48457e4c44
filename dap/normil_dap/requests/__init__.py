"""The handlers of the requests, one module a group. Importing this registers them all."""

from normil_dap.requests import breakpoints, evaluation, execution, inspection, lifecycle

__all__ = ["breakpoints", "evaluation", "execution", "inspection", "lifecycle"]
