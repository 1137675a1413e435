#!/bin/bash
# Why the men of one campaign left, week by week, and the campaign without the offer. SIMULATED.
# usage: plots/simulated-attribution.sh [FIGURE]  (FIGURE: plots/simulated-attribution.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/simulated-attribution.svg}

data=datasets/simulated
awol-fit -q --model cascade --offers $data/offers.csv $data/series.csv | awol-explain -q --quick |
    awol-plot --figure attribution -o "$figure"
