#!/bin/bash
# Who left with whom: Finegan's picket before Petersburg, January 1865.
# usage: plots/finegan-strip.sh [FIGURE]  (FIGURE: plots/finegan-strip.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/finegan-strip.svg}

awol-read -q datasets/finegan/picket.xml | awol-plot -o "$figure"
