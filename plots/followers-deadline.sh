#!/bin/bash
# How many follow two first deserters under an offer that ends. Assumptions, not an estimate.
# usage: plots/followers-deadline.sh [FIGURE]  (FIGURE: plots/followers-deadline.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/followers-deadline.svg}

awol-scenario -q followers --first 1:2 --eta 0.5:0.8 --tau 7 --deadline 14 | awol-plot -o "$figure"
