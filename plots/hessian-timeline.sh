#!/bin/bash
# German auxiliaries in America, 1776-1783: what was counted, offers, battles, men at risk.
# usage: plots/hessian-timeline.sh [FIGURE]  (FIGURE: plots/hessian-timeline.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/hessian-timeline.svg}

data=datasets/hessian
awol-read -q $data/deserters.csv | awol-count -q --strength $data/strength.csv |
    awol-fit -q --offers $data/offers.csv --circumstances $data/circumstances.csv |
    awol-plot -o "$figure"
