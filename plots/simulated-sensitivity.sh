#!/bin/bash
# The estimates if only a share of the departures had been recorded. SIMULATED.
# usage: plots/simulated-sensitivity.sh [FIGURE]  (FIGURE: plots/simulated-sensitivity.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/simulated-sensitivity.svg}

data=datasets/simulated
awol-fit -q --offers $data/offers.csv $data/series.csv |
    awol-check -q -n 0 --quick --recorded 0.5:1 | awol-plot --figure sensitivity -o "$figure"
