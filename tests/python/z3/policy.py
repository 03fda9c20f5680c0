from z3 import *

action = String("action")
allowed = InRe(action, Concat(Re("s3:Get"), Full(ReSort(StringSort()))))
denied = InRe(action, Concat(Full(ReSort(StringSort())), Re("Acl")))
s = Solver()
s.add(allowed, Not(denied), action == "s3:GetObjectAcl")
print(s.check())

# Prints:
# unsat
