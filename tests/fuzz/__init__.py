"""Harnesses for fuzzing: what no input may do, said once, for hypothesis in the suite and for atheris by hand."""
