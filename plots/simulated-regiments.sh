#!/bin/bash
# Six regiments with one offer, each on the same scale. SIMULATED.
# usage: plots/simulated-regiments.sh [FIGURE]  (FIGURE: plots/simulated-regiments.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/simulated-regiments.svg}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'id,kind,start,end\nland,offer,1777-05-01,1777-07-01\n' >"$work/offers.csv"
{ echo unit,men; for k in 1 2 3 4 5 6; do echo "Regiment $k,$((300 + 100 * k))"; done; } >"$work/units.csv"
awol-simulate -q --model cascade --set rate=0.0007,offer.land=2.5,eta=0.4,tau_days=6 \
    --offers "$work/offers.csv" --from 1777-01-01 --days 280 --by month --units "$work/units.csv" |
    awol-fit -q --offers "$work/offers.csv" |
    awol-plot --figure multiples --title "Six SIMULATED regiments" -o "$figure"
