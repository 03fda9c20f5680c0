from z3 import *

print(isinstance(get_version_string(), str), len(get_version()) >= 3)

# Prints:
# True True
