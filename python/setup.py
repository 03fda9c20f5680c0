"""The rest of the description is in pyproject.toml."""

from setuptools import setup

setup(cffi_modules=["strsmt/_build.py:ffibuilder"])
