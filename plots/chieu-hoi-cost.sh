#!/bin/bash
# What each man cost whom the offer brought, by how many would have come anyway: the famous 125
# dollars of 1966 against 322,000. NOT AN ESTIMATE.
# usage: plots/chieu-hoi-cost.sh [FIGURE]  (FIGURE: plots/chieu-hoi-cost.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/chieu-hoi-cost.svg}

awol-explain -q --men 20242 --per-man 125.12 --alternative 322000 --currency dollars |
    awol-plot --figure cost -o "$figure"
