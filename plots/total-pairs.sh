#!/bin/bash
# Which direct effects and which prompting by comrades would make 3,000 of 30,000 men in 18 days. Assumptions, not an estimate.
# usage: plots/total-pairs.sh [FIGURE]  (FIGURE: plots/total-pairs.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/total-pairs.svg}

awol-scenario -q total --men 30000 --total 3000 --window 18 --rate 1:4 --tau 1:30 |
    awol-plot -o "$figure"
