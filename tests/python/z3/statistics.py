from z3 import *

s = Solver()
s.add(Bool("p"))
s.check()
st = s.statistics()
print(len(st.keys()) > 0, all(st.get_key_value(k) is not None for k in st.keys()))

# Prints:
# True True
