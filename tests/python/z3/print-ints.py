from z3 import *

a, b, c = Ints("a b c")
print(a + b * c, (a + b) * c, a - (b - c), a - b - c, -a, -(a + b))
print(a / b, a % b, 2 * a, a * 2, a == b, a != b, a <= b, a >= 1, a < 1, 1 > a)
print(a - b + c, a - (b + c), (a * b) % c, a * (b % c), a + (b + c))

# Prints:
# a + b*c (a + b)*c a - (b - c) a - b - c -a -(a + b)
# a/b a%b 2*a a*2 a == b a != b a <= b a >= 1 a < 1 a < 1
# a - b + c a - (b + c) (a*b)%c a*(b%c) a + b + c
