#!/bin/bash
# Campaigns beside each other, per 1,000 men at risk, by days since the offer.
# usage: plots/campaigns-clock.sh [FIGURE]  (FIGURE: plots/campaigns-clock.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/campaigns-clock.svg}

hessian=datasets/hessian
simulated=datasets/simulated
awol-plot --figure campaigns -o "$figure" \
    <(awol-read -q $hessian/deserters.csv | awol-count -q --strength $hessian/strength.csv |
        awol-fit -q --offers $hessian/offers.csv) \
    <(awol-fit -q --offers $simulated/offers.csv $simulated/series.csv)
