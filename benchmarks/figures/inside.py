"""A process with Django set up for the bench: ``… .inside build SIZE``, ``… .inside move SLUG``."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from benchmarks.figures import building, moving

    what, argument = sys.argv[1:]
    acts = {
        "build": lambda: building.build(int(argument)),
        "metrics": lambda: building.build_metrics(int(argument)),
        "approve": lambda: moving.approve(argument),
        "move": lambda: moving.move(argument),
    }
    acts[what]()
