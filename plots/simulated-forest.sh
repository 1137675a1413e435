#!/bin/bash
# Five campaigns with the same offer, drawn with a ratio of 2, and what they have in common. SIMULATED.
# usage: plots/simulated-forest.sh [FIGURE]  (FIGURE: plots/simulated-forest.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/simulated-forest.svg}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'id,kind,start,end\nland,offer,1777-05-01,1777-07-01\n' >"$work/offers.csv"
for campaign in 1 2 3 4 5; do
    awol-simulate -q --model cascade --set rate=0.0005,offer.land=2,eta=0.3,tau_days=5 \
        --offers "$work/offers.csv" --from 1777-01-01 --days 300 --by week \
        --men $((1000 * campaign)) --seed $campaign |
        sed "s/^# campaign: .*/# campaign: SIMULATED, ${campaign},000 men/" >"$work/series"
    awol-fit -q --offers "$work/offers.csv" "$work/series" >"$work/$campaign"
done
awol-compare -q --campaigns "$work"/[1-5] | awol-plot --title "Five SIMULATED campaigns" -o "$figure"
