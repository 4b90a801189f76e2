"""Letters typeset for the tests: any year, province and size, each with the truth it prints.

They follow the sample letters' words and layout; names, figures, numbers and dates are drawn from
a seed, so nothing that the readers could have learnt by heart is printed.
"""
