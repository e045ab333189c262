#!/usr/bin/env bash
# run.sh: the packaged extension in the real VS Code, in headless Chromium. PLANLS: the server (target/debug/planls).
# The cases: package.mjs of the package, e2e/cases.js through the API, screen.mjs on the screen. Pictures: target/editors/vscode/shots.
source "$(dirname "$0")/../../test/setup.sh"
"$here/provision.sh" >/dev/null
planls=$cache/bin/planls   # as a release has it, without debug information; also what is found on PATH
mkdir -p "$cache/bin"
strip -o "$planls" "$(server)" 2>/dev/null || cp "$(server)" "$planls"
workspace=$(workspace)
extension=$root/editors/vscode
export PATH=$cache/bin:$cache/node/bin:$PATH PLANLS=$planls
unset PLANLS_SERVER

cd "$extension"
npm run --silent check
npm run --silent build
node scripts/package.mjs --out "$cache/planls.vsix" >"$cache/package.log" 2>&1 || die "$(cat "$cache/package.log")"

data=$cache/data
rm -rf "$data" "$cache/shots"
mkdir -p "$data/user/User" "$cache/shots"
cp "$here/settings.json" "$data/user/User/settings.json"
code=("$cache/node/bin/node" "$cache/vscode/out/server-main.js" --server-data-dir "$data/server" --user-data-dir "$data/user"
  --extensions-dir "$data/extensions" --accept-server-license-terms)
"${code[@]}" --install-extension "$cache/planls.vsix" >"$data/install.log" 2>&1 || die "$(cat "$data/install.log")"

"${code[@]}" --host 127.0.0.1 --port 0 --without-connection-token --enable-smoke-test-driver --telemetry-level off \
  --disable-experiments --disable-workspace-trust >"$data/log" 2>&1 &
pid=$!
trap 'kill $pid 2>/dev/null; wait $pid 2>/dev/null || true' EXIT
for _ in $(seq 240); do
  port=$(sed -n 's/^Extension host agent listening on \([0-9]*\).*/\1/p' "$data/log")
  [ -z "$port" ] || break
  kill -0 $pid 2>/dev/null || die "VS Code's server ended: $(cat "$data/log")"
  sleep .25
done
[ -n "$port" ] || die "VS Code's server did not start: $(cat "$data/log")"
node "$here/browser.mjs" "$port" "$workspace" "$here/e2e" "$cache"
