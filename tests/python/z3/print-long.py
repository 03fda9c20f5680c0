from z3 import *

ps = Bools("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho")
text = str(Or(ps))
print(" ".join(text.split()))

# Prints:
# Or(alpha, beta, gamma, delta, epsilon, zeta, eta, theta, iota, kappa, lambda, mu, nu, xi, omicron, pi, rho)
