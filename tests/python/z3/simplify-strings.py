from z3 import *

print(simplify(IndexOf(StringVal("abcabc"), "c", 0)), simplify(IndexOf(StringVal("abcabc"), "c", 3)))
print(simplify(SubString(StringVal("abcdef"), 1, 3)), simplify(Replace(StringVal("aXbX"), "X", "yy")))
print(simplify(Contains(StringVal("abc"), "bc")), simplify(PrefixOf("b", StringVal("abc"))), simplify(SuffixOf("c", StringVal("abc"))))
print(simplify(StrToInt(StringVal("042"))), simplify(IntToStr(IntVal(17))), simplify(StrToInt(StringVal("x"))))

# Prints:
# 2 5
# "bcd" "ayybX"
# True False True
# 42 "17" -1
