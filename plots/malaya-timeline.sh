#!/bin/bash
# Surrenders in the Malayan Emergency, 1948-1955, with the amnesty of 1955 that failed.
# usage: plots/malaya-timeline.sh [FIGURE]  (FIGURE: plots/malaya-timeline.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/malaya-timeline.svg}

data=datasets/malaya
awol-read -q $data/surrenders.csv | awol-count -q --event surrendered --units $data/units.csv |
    awol-fit -q --offers $data/offers.csv | awol-plot -o "$figure"
