from z3 import *

n = Int("n")
s = Solver()
s.add(n * 3 > 100)
low, high = 0, 100
while low < high:
    mid = (low + high) // 2
    s.push()
    s.add(n <= mid)
    if s.check() == sat:
        high = mid
    else:
        low = mid + 1
    s.pop()
print(low)

# Prints:
# 34
