#!/bin/bash
# Which assumptions about the handbills of 1776 decide how many leave. Assumptions, not an estimate.
# usage: plots/handbills-levers.sh [FIGURE]  (FIGURE: plots/handbills-levers.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/handbills-levers.svg}

awol-scenario -q terms datasets/scenarios/hessian-1776.scenario |
    awol-plot -o "$figure"
