#!/bin/bash
# What would carry a company of 100 men away. Assumptions, not an estimate.
# usage: plots/company-threshold.sh [FIGURE]  (FIGURE: plots/company-threshold.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/company-threshold.svg}

awol-scenario -q threshold --threshold-mean 0.25 --threshold-sd 0.1 --men 100 |
    awol-plot -o "$figure"
