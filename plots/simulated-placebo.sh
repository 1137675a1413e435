#!/bin/bash
# The offer, and the same offer on days on which there was none. SIMULATED.
# usage: plots/simulated-placebo.sh [FIGURE]  (FIGURE: plots/simulated-placebo.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/simulated-placebo.svg}

data=datasets/simulated
awol-fit -q --offers $data/offers.csv $data/series.csv | awol-check -q -n 0 --quick --placebo |
    awol-plot --figure placebo -o "$figure"
