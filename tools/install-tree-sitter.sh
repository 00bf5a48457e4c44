#!/usr/bin/env bash
# Installs the tree-sitter generator into DIR, as DIR/bin/tree-sitter. It is needed only to change the grammar.
# Takes the package and its C library from the unstable release of the machine's own Debian mirror and unpacks
# them in DIR; nothing on the machine changes. On other systems install tree-sitter-cli with its package manager.
# usage: tools/install-tree-sitter.sh DIR
set -euo pipefail

mkdir -p "${1:?usage: tools/install-tree-sitter.sh DIR}"
dir=$(cd "$1" && pwd)
command="$dir/bin/tree-sitter"
if "$command" --version 2>/dev/null; then exit 0; fi

sources=$(find /etc/apt -name '*.list' -o -name '*.sources' 2>/dev/null)
mirror=$(sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+).*/\2/p; s/^URIs: *([^ ]+).*/\1/p' $sources | grep '/debian/*$' | head -1) || true
if [[ -z $mirror ]]; then
    echo "install-tree-sitter: this machine has no Debian mirror" >&2
    exit 1
fi

apt=$dir/apt
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$dir/files" "$dir/bin"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$apt/sources.list"
options=(
    -qq
    -o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=-
    -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache::Archives=$apt/archives"
    -o APT::Sandbox::User=root
)
apt-get "${options[@]}" update
(cd "$apt/archives" && apt-get "${options[@]}" download tree-sitter-cli libc6 libgcc-s1)
for package in "$apt"/archives/*.deb; do dpkg-deb --extract "$package" "$dir/files"; done

find_file() { find "$dir/files" -name "$1" | head -1; }
libraries=$(dirname "$(find_file libc.so.6)"):$(dirname "$(find_file libgcc_s.so.1)")
cat > "$command" <<END
#!/bin/sh
exec "$(find_file 'ld-linux*.so*')" --library-path "$libraries" "$(find "$dir/files" -path '*/bin/tree-sitter')" "\$@"
END
chmod +x "$command"
"$command" --version
