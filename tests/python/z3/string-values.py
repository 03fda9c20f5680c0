from z3 import *

print(StringVal("abc"), StringVal("abc").as_string(), StringVal(""), StringVal("").as_string() == "")
print(is_string_value(StringVal("a")), StringVal("a").is_string_value(), StringVal("a").sort())

# Prints:
# "abc" abc "" True
# True True String
