#!/bin/bash
# Men who left Lee's lines before Petersburg, 1864-65: reports by day, orders and battles.
# usage: plots/petersburg-timeline.sh [FIGURE]  (FIGURE: plots/petersburg-timeline.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/petersburg-timeline.svg}

data=datasets/petersburg
awol-read -q $data/deserters.csv |
    awol-count -q --units $data/units.csv --strength $data/strength.csv |
    awol-fit -q --offers $data/offers.csv --circumstances $data/circumstances.csv |
    awol-plot -o "$figure"
