#!/usr/bin/env bash
# run.sh: what editors/README.md tells users of Kakoune to write, and the server, in a real Kakoune, driven through a
# terminal. PLANLS: the server.
source "$(dirname "$0")/../../test/setup.sh"
source "$root/editors/test/screen.sh"
need tmux tmux
lsp=$("$here/provision.sh")
workspace=$(workspace)
at_home
export XDG_RUNTIME_DIR=$cache/run
rm -rf "$XDG_RUNTIME_DIR" && mkdir -p "$cache/home/kak" "$XDG_RUNTIME_DIR" && chmod 700 "$XDG_RUNTIME_DIR"
ln -sfn "$lsp" "$cache/bin/kak-lsp"
snippets Kakoune kak > "$cache/home/kak/kakrc"
editor='kak -s planls'
# Killed, it would leave kak-lsp and a backup behind, which the next one would read.
leave() {
  echo 'kill!' | kak -p planls
  for _ in $(seq 100); do [ -e "$XDG_RUNTIME_DIR/kakoune/planls" ] || break; sleep 0.1; done
}
trap close EXIT

"$lsp" --version
cd "$workspace"
faulty=search-index-faulty.md
ready=(see '!**Author:**')   # a finding is marked in its line

try 'findings are marked and listed' $faulty "${ready[@]}" type ' le' \
  see '[missing-rollback-plan] plan has no rollback plan' see '[timeline-mismatch]'
try 'a quick fix is applied' $faulty "${ready[@]}" \
  type ' la' see 'Add a `Rollback Plan` section' type 'Rollback' press Tab press Enter see '[+]' \
  type '/### Rollback Plan' press Enter type 'vt' see '1. Step 1'
try 'a row is inserted below' $faulty "${ready[@]}" type '/The backfill takes' press Enter type 'vt' \
  type ' la' see 'Insert row below' type 'Insert row below' press Enter \
  see '|                                                 |                                                           |'
try 'a section is completed' $faulty "${ready[@]}" type '/## Dependencies' press Enter type 'vt' \
  type 'O' press Enter press Up type '### Rollb' see 'Rollback Plan' press C-n press Escape see '1. Step 1'
try 'the outline of a plan' $faulty "${ready[@]}" type ' ls' see ' > Architecture' type 'Phase2' see 'Phase 2: Backfill'
try 'rename' $faulty "${ready[@]}" type '/Phase 3: Switch' press Enter \
  type ' lR' see 'name' press C-u type 'Move the Readers' press Enter see '[+]' type '/Phase 3: Move' press Enter see '| Phase 3: Move the Readers'
try 'definition' $faulty "${ready[@]}" type '/. Phase 1: Router' press Enter type ' ld' see ' 41:5'
try 'hover' $faulty "${ready[@]}" type '/## Risks' press Enter type ' lh' see 'The template phased wants here:'
try 'the whole plan is formatted' $faulty "${ready[@]}" type '/^. Index router' press Enter \
  type ' lf' see '| Index router | New          | Chooses the index from the tenant'"'"'s id       |'
try 'the next finding is found' $faulty "${ready[@]}" type ' ln' see ' 1:3'

finish
