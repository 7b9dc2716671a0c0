"""The demo: its world, its papers, and the whole chain from a chi bộ's draft to the province's signed report."""

from typing import Any


def __getattr__(name: str) -> Any:
    # Offered lazily: whoever wants the demo's people alone does not load the whole walk with them.
    if name == "demo":
        from workflow.cli.demo.command import demo

        return demo
    if name == "ensure_demo":
        from workflow.cli.demo.start import ensure_demo

        return ensure_demo
    raise AttributeError(name)
