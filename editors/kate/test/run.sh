#!/usr/bin/env bash
# run.sh: what editors/README.md tells users of Kate to write, and the server, in a real Kate on a display of its own, which is
# read as a person reads it (tesseract). PLANLS: the server.
source "$(dirname "$0")/../../test/setup.sh"
source "$root/editors/test/screen.sh"
editor=$("$here/provision.sh")
workspace=$(workspace)
at_home
export DISPLAY=:97 XDG_RUNTIME_DIR=$cache/run OMP_THREAD_LIMIT=1
rm -rf "$cache/home" && mkdir -p "$cache/home/kate/lspclient" "$XDG_RUNTIME_DIR" && chmod 700 "$XDG_RUNTIME_DIR"
snippets Kate json > "$cache/home/kate/lspclient/settings.json"
printf '[lspclient]\nAllowedServerCommandLines=%s lsp\n' "$cache/bin/planls" > "$cache/home/katerc"   # what Kate asks once

start() {
  cp "$root/examples/$1" "$1"   # the case before may have saved it
  "$editor" --new --block "$1" 2>"$cache/kate.log" &
  kate=$!
  window=$(timeout 60 xdotool search --sync --onlyvisible --name "$1" | tail -1)
  xdotool windowmove "$window" 0 0 windowsize "$window" 1300 800 windowfocus "$window"
}
write() { xdotool type --delay 30 "$1"; }
press() {
  [ "$1" != ctrl+s ] || xdotool windowfocus "$window"   # a dialog that closes gives the focus to nobody
  xdotool key --clearmodifiers "$1"
}
screen() { import -silent -window root -colorspace gray -resize 200% png:- | tesseract - - --psm 11 2>/dev/null | grep .; }
stop() { kill -KILL "$kate" && wait "$kate" || true; } 2>/dev/null   # asked to end, it asks whether to save

PATIENCE=60
Xvfb "$DISPLAY" -screen 0 1300x800x24 -nolisten tcp >/dev/null 2>&1 &
display=$!
trap 'close; kill $display' EXIT

"$editor" --version
cd "$workspace"
faulty=search-index-faulty.md
listed=(see 'Search Index per Tenant' press alt+l see 'Switch to' press d see 'missing-rollback-plan')

try 'findings are listed' $faulty "${listed[@]}" see 'risk-without-mitigation'
try 'a quick fix is applied' $faulty "${listed[@]}" \
  press alt+Return see 'Add a risk' press Down press Return gone 'missing-rollback-plan' press ctrl+s saved '### Rollback Plan'
try 'symbols are searched' $faulty "${listed[@]}" press ctrl+alt+p type 'Backfill' see 'takes the disks beyond 85 %' \
  press Return see '67:5'
try 'rename' $faulty "${listed[@]}" press ctrl+g type '93' press Return press End see '93:26' \
  press F2 see 'New name' press ctrl+a type 'Move the Readers' press Return see 'Phase 3: Move' \
  press ctrl+s saved '| Phase 3: Move the Readers'
try 'the whole plan is formatted' $faulty "${listed[@]}" press ctrl+t press f see 'Undo' \
  press ctrl+s saved '| Index router | New          | Chooses the index from the tenant'"'"'s id       |'
finish
