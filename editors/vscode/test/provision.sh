#!/usr/bin/env bash
# provision.sh: what the tests need, once, into target/editors/vscode: `node` (24), `vscode` (the real VS Code's server, as
# npm's code-server carries it), `chromium` (a link: the one that is installed, else Debian's; PLANLS_CHROMIUM names one of
# your own), and the packages of this extension. Quiet; prints the folder.
source "$(dirname "$0")/../../test/setup.sh"
node=24.21.0
code_server=4.139.1
mkdir -p "$cache"
cd "$cache"
exec 3>&1 >/dev/null

browser() { command -v "${PLANLS_CHROMIUM:-chromium}" google-chrome | head -1; }
[ -n "$(browser)" ] || need chromium chromium
ln -sfn "$(browser)" chromium
need npm npm

if [ "$(cat node/version 2>/dev/null)" != "$node" ]; then
  rm -rf node
  package=node-linux-$(uname -m | sed 's/x86_64/x64/;s/aarch64/arm64/')
  npm install --silent --no-audit --no-fund --prefix node "$package@$node"
  ln -s "node_modules/$package/bin" node/bin
  echo "$node" >node/version
fi
export PATH=$cache/node/bin:$PATH

# Only lib/vscode, and no install scripts: what they would compile (terminal, database, log files) no test needs.
if [ "$(cat vscode/version 2>/dev/null)" != "$code_server" ]; then
  rm -rf vscode package
  archive=$(npm pack --silent "code-server@$code_server")
  tar xzf "$archive" package/lib/vscode
  rm "$archive"
  (cd package/lib/vscode && npm install --silent --ignore-scripts --omit=dev --no-audit --no-fund)
  rm -rf package/lib/vscode/node_modules/@github package/lib/vscode/extensions/copilot
  mv package/lib/vscode vscode
  rm -r package
  echo "$code_server" >vscode/version
fi
(cd "$root/editors/vscode" && [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent --ignore-scripts --no-audit --no-fund)
printf '%s\n' "$cache" >&3
