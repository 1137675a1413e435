"""fits.py DIR: the records of bench-fit in DIR, fitted with what is installed of statsmodels and SciPy. Rows: model,
peer, processor seconds of the fit alone (the median of five times so many), log-likelihood."""
import csv
import math
import statistics
import sys
import time
import warnings

warnings.simplefilter("ignore")


def column(name, column="count"):
    with open(f"{sys.argv[1]}/{name}") as file:
        return [float(row[column]) for row in csv.DictReader(file, delimiter="\t")]


def seconds(fit, times):
    turns = []
    for _ in range(5):
        begin = time.process_time()
        for _ in range(times):
            fit()
        turns.append((time.process_time() - begin) / times)
    return statistics.median(turns)


def say(model, peer, fit, times, log_likelihood):
    print(f"{model}\t{peer}\t{seconds(fit, times):.5f}\t{log_likelihood:.6f}")


try:
    import numpy as np
    import statsmodels
    from statsmodels.discrete.discrete_model import NegativeBinomial

    count = np.array(column("its.tsv"))
    design = np.column_stack([np.ones(400), np.arange(1, 401) > 200]).astype(float)

    def step():
        return NegativeBinomial(count, design).fit(disp=0)

    say("step", f"statsmodels {statsmodels.__version__}", step, 5, step().llf)
except ImportError:
    pass

try:
    import numpy as np
    import scipy
    from scipy.optimize import curve_fit

    sales, year = np.array(column("bass.tsv")), np.arange(0.0, 11)

    def sold(year, m, p, q):
        fall = np.exp(-(p + q) * np.append(year - 1, year[-1]))
        return m * np.diff((1 - fall) / (1 + q / p * fall))

    def bass():
        return curve_fit(sold, year[1:], sales, p0=[60630, 0.03, 0.38])[0]

    mean_square = np.mean((sales - sold(year[1:], *bass())) ** 2)
    say("bass", f"SciPy {scipy.__version__}", bass, 100, -5 * (math.log(2 * math.pi * mean_square) + 1))
except ImportError:
    pass
