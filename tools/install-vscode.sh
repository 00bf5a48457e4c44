#!/usr/bin/env bash
# Installs what the tests in a real VS Code need: code-server (VS Code that a browser shows), the Playwright
# driver and Chromium.
# usage: tools/install-vscode.sh [DIR]
# DIR is $NORMIL_VSCODE_DIR, else .cache/vscode in the repository. Where DIR already works this does nothing;
# on a fresh Debian with Node.js 20 it takes about two minutes and needs root for the Debian packages.
set -Eeuo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
directory=${1:-${NORMIL_VSCODE_DIR:-$repository/.cache/vscode}}
code_server=4.100.3 # VS Code 1.100, the oldest that the extension supports, and the last line for Node.js 20
playwright=1.65.1
log=$directory/install.log

say() { echo "install-vscode: $*" >&2; }
fail() { say "$*"; exit 1; }

works() {
  [[ -f $directory/node_modules/playwright-core/package.json ]] && command -v chromium >/dev/null &&
    node "$directory/node_modules/code-server/out/node/entry.js" --version 2>/dev/null | grep -q "^$code_server "
}

# The headers are those that VS Code's native modules are compiled against.
install_debian_packages() {
  local package missing=()
  for package in chromium ripgrep build-essential python3 libkrb5-dev libx11-dev libxkbfile-dev libsecret-1-dev; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || fail "these Debian packages are missing, install them as root: ${missing[*]}"
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >>"$log" 2>&1
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >>"$log" 2>&1
}

# Install scripts stay off, since several of them download prebuilt programs; the native modules that are
# needed are compiled one by one instead.
packages() { npm install --ignore-scripts --no-audit --no-fund "$@" >>"$log" 2>&1; }

compile() {
  local module
  for module in "$@"; do
    # What counts is the compiled file: node-pty's script also wants things that are not needed here.
    npm rebuild "$module" >>"$log" 2>&1 || compgen -G "node_modules/$module/build/Release/*.node" >/dev/null
  done
}

install_code_server() {
  local code=$directory/node_modules/code-server/lib/vscode prefix
  prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
  [[ ! -d $prefix/include/node ]] || export npm_config_nodedir=$prefix # else npm downloads Node's headers
  cd "$directory"
  [[ -f package.json ]] || echo '{ "private": true }' >package.json
  say "installing code-server $code_server"
  packages "code-server@$code_server" "playwright-core@$playwright"
  compile argon2
  cd "$code"
  packages --omit=dev
  compile @vscode/spdlog @parcel/watcher native-watchdog @vscode/deviceid node-pty
  mkdir -p node_modules/@vscode/ripgrep/bin
  ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
  cd extensions
  packages --omit=dev
}

mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
if ! works; then
  command -v node npm >/dev/null || fail "Node.js 20 with npm is needed"
  : >"$log"
  trap 'say "failed in line $LINENO, see $log"' ERR
  install_debian_packages
  install_code_server
  works || fail "the installed code-server does not start, see $log"
fi
echo "$directory"
