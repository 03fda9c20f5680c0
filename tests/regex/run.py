#!/usr/bin/env python3
"""Brute force for the rules of proofs/signature/regex.eo: ../signature/test_regex_rules.py, with its options."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "signature"))
import test_regex_rules

sys.exit(test_regex_rules.main())
