#!/bin/sh
# Make an environment with stock Argos Translate and all that it declares, to measure against.
# Usage: benchmarks/make_stock_env.sh DIR        (about 1.5 GB; nothing to do where it is ready)
#
# PYTHON    the interpreter (default python3)
# TORCH     the torch to install first (default torch==2.13.0). A CPU build is enough. Where your
#           package index serves CUDA builds, of several GB, name the index of CPU wheels in
#           PIP_EXTRA_INDEX_URL, or a wheel file in TORCH.
set -eu

directory=${1:?usage: benchmarks/make_stock_env.sh DIR}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=${PYTHON:-python3}
torch=${TORCH:-torch==2.13.0}
ready="$directory/ready"

if [ -e "$ready" ]; then
    echo "$directory is ready."
    exit 0
fi

"$python" -m venv "$directory"
"$directory/bin/python" -m pip install --quiet "$torch"

# Both sides decode with the same library versions, and argostranslate's dependencies must not
# replace torch by another build.
constraints="$directory/constraints.txt"
version=$("$directory/bin/python" -c 'import importlib.metadata as m; print(m.version("torch"))')
{
    echo "torch==$version"
    grep -oE '^(argostranslate|ctranslate2|sentencepiece)==[^ ;\\]+' "$root/requirements.lock"
} > "$constraints"
"$directory/bin/python" -m pip install --quiet --constraint "$constraints" argostranslate

"$directory/bin/python" - "$version" <<'CHECK'
import importlib.metadata as metadata
import sys

assert metadata.version("torch") == sys.argv[1], "torch was replaced"
import argostranslate.translate  # noqa: E402

for name in ("argostranslate", "ctranslate2", "sentencepiece", "stanza", "torch"):
    print(name, metadata.version(name))
CHECK
"$directory/bin/argos-translate" --help > /dev/null
touch "$ready"
