#!/usr/bin/env bash
# Train with an allocator that keeps freed memory: without it most of the time goes into page faults.
# Usage: training/run.sh PYTHON ARGS…   (Debian: apt-get install libjemalloc2)
set -euo pipefail
python=$1
shift
library=$(ls /usr/lib/*/libjemalloc.so.2 2>/dev/null | head -n 1 || true)
if [ -n "$library" ]; then
    export LD_PRELOAD=$library MALLOC_CONF="dirty_decay_ms:-1,muzzy_decay_ms:-1,thp:always"
fi
exec "$python" -m training.train "$@"
