#!/bin/sh
# Generates src/ from grammar.js and records what it was made from; a test compares the record.
# usage: grammar/generate.sh [TREE-SITTER]      default: tree-sitter on the PATH, see tools/install-tree-sitter.sh
set -eu
cd "$(dirname "$0")"
generator=${1:-tree-sitter}
"$generator" generate
version=$("$generator" --version | cut -d' ' -f2)
digest=$(sha256sum grammar.js | cut -d' ' -f1)
printf '{\n  "grammar.js": "%s",\n  "tree-sitter": "%s"\n}\n' "$digest" "$version" > src/generated.json
