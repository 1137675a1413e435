#!/bin/bash
# Men who came in under Chieu Hoi, 1963-1966.
# usage: plots/chieu-hoi-timeline.sh [FIGURE]  (FIGURE: plots/chieu-hoi-timeline.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/chieu-hoi-timeline.svg}

data=datasets/chieu-hoi
awol-read -q $data/returnees.csv | awol-count -q --units $data/units.csv |
    awol-fit -q --offers $data/offers.csv | awol-plot -o "$figure"
