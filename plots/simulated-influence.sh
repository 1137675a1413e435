#!/bin/bash
# The estimates without each week in turn. SIMULATED.
# usage: plots/simulated-influence.sh [FIGURE]  (FIGURE: plots/simulated-influence.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/simulated-influence.svg}

data=datasets/simulated
awol-fit -q --offers $data/offers.csv $data/series.csv | awol-check -q -n 0 |
    awol-plot --figure influence -o "$figure"
