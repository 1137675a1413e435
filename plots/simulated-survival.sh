#!/bin/bash
# Two companies of 100 men, whose rates differ by a half. SIMULATED.
# usage: plots/simulated-survival.sh [FIGURE]  (FIGURE: plots/simulated-survival.svg)
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=${AWOL:-build/release/bin}:$PATH
figure=${1:-plots/simulated-survival.svg}

# A row for each man: the day on which he left, or the last on which he was watched.
spells() {
    awol-simulate -q --model null --set "rate=$2" --draw time --as events --from 1777-01-01 \
        --days 180 --men 100 --seed 7 | awol-table --table events --format csv |
        awk -F , -v company="$1" '
            NR == 1 { for (i = 1; i <= NF; i++) if ($i == "date") date = i; next }
            { left++; print company ",1777-01-01," $date ",1" }
            END { for (; left < 100; left++) print company ",1777-01-01,1777-06-29,0" }'
}

{ echo unit,enter,leave,event; spells A 0.004; spells B 0.006; } |
    awol-count -q --survival --by-group unit - |
    awol-plot --title "Two SIMULATED companies" -o "$figure"
