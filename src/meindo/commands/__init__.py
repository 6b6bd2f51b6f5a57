"""Commands of `meindo`: each module has a docstring, `add_arguments(parser)` and `run(options) -> exit code`."""
