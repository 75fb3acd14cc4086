"""Derives the polynomials of the activations (runtime/BatchNormGen/Functions). Needs mpmath: pip install mpmath.

Each is the minimax polynomial of its function under a weight, found by Remez's exchange with 60 digits, then rounded to the element type.
What is printed: the coefficients, lowest first, and the largest weighted error with the rounded ones, in units of the
rounding of the element type (2^-24 for float, 2^-53 for double).
"""

import struct

from mpmath import cos, erfc, exp, log, lu_solve, matrix, mp, mpf, nstr, pi, sqrt

mp.dps = 60
LN2 = log(mpf(2))
GRID = 601  # odd, so that the middle of an interval, where a weight may vanish, is no point of the grid


def evaluate(coefficients, x):
    value = mpf(0)
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value


def solve(points, function, weight, degree):
    """The polynomial whose weighted error has the same size and alternating signs at degree + 2 points."""
    size = degree + 2
    left, right = matrix(size, size), matrix(size, 1)
    for row, x in enumerate(points):
        for column in range(degree + 1):
            left[row, column] = x**column
        left[row, degree + 1] = (-1) ** row / weight(x)
        right[row] = function(x)
    return list(lu_solve(left, right))[: degree + 1]


def extrema(errors):
    """The place of the largest error in each run of one sign."""
    places = []
    for i, error in enumerate(errors):
        if not places or (error >= 0) != (errors[places[-1]] >= 0):
            places.append(i)
        elif abs(error) > abs(errors[places[-1]]):
            places[-1] = i
    return places


def minimax(function, weight, low, high, degree):
    grid = [(high + low) / 2 - (high - low) / 2 * cos(pi * i / GRID) for i in range(GRID + 1)]
    values, weights = [function(x) for x in grid], [weight(x) for x in grid]
    places = [max(1, round(GRID * i / (degree + 1))) for i in range(degree + 2)]
    for _ in range(30):
        coefficients = solve([grid[i] for i in places], function, weight, degree)
        errors = [(evaluate(coefficients, x) - value) * w for x, value, w in zip(grid, values, weights)]
        found = extrema(errors)
        while len(found) > degree + 2:
            found.pop(0 if abs(errors[found[0]]) < abs(errors[found[-1]]) else -1)
        if len(found) < degree + 2 or found == places:
            break
        places = found
    return coefficients, lambda rounded: max(abs((evaluate(rounded, x) - value) * w) for x, value, w in zip(grid, values, weights))


def report(name, function, weight, low, high, degree, element):
    coefficients, error = minimax(function, weight, mpf(low), mpf(high), degree)
    if element == "float":
        rounded, unit = [struct.unpack("f", struct.pack("f", float(c)))[0] for c in coefficients], mpf(2) ** -24
    else:
        rounded, unit = [float(c) for c in coefficients], mpf(2) ** -53
    print(f"{name}, {element}, degree {degree} on [{low}, {high}]: error {nstr(error([mpf(c) for c in rounded]) / unit, 3)}")
    for coefficient in rounded:
        print(f"    {coefficient!r}")


def quotient(r):
    """(e^r - 1 - r) / r^2: e^r is 1 + r + r^2 times it. Its weight makes the error that of e^r, relatively."""
    return (exp(r) - 1 - r) / r**2


def tail(a):
    """The share of a normal distribution beyond a deviations."""
    return erfc(a / sqrt(mpf(2))) / 2


def tail_logarithm(a):
    """(log2 tail(a) + 1) / a: the tail is 2^(a times it - 1)."""
    return (log(tail(a)) / LN2 + 1) / a if a else -sqrt(2 / pi) / LN2


def slope(a):
    """((tail(a) - a density(a)) e^(a^2/2) - 1/2) / a: the derivative of gelu at -a is e^(-a^2/2) (1/2 + a times it)."""
    return (tail(a) * exp(a * a / 2) - mpf(1) / 2) / a - 1 / sqrt(2 * pi) if a else -2 / sqrt(2 * pi)


for element, degree in (("float", 4), ("double", 9)):
    report("quotient", quotient, lambda r: r**2 * exp(-r), -0.3467, 0.3467, degree, element)

# The weights turn errors into those of the tail and of the derivative; the floor keeps some digits of small tails.
for element, degree, high, floor in (("float", 8, 6, 1e-6), ("double", 21, 8.5, 1e-14)):
    report("tail_logarithm", tail_logarithm, lambda a: a * LN2 * max(tail(a), mpf(floor)), 0, high, degree, element)

for element, degree, high in (("float", 9, 6.5), ("double", 25, 9)):
    report("slope", slope, lambda a: a * exp(-a * a / 2), 0, high, degree, element)
