#!/bin/bash
# Whether the cascade that the record was drawn from fits it. SIMULATED.
# usage: plots/simulated-goodness.sh [FIGURE]  (FIGURE: plots/simulated-goodness.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/simulated-goodness.svg}

data=datasets/simulated
awol-fit -q --offers $data/offers.csv $data/series.csv | awol-check -q -n 99 --quick |
    awol-plot --figure goodness -o "$figure"
