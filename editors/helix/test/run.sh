#!/usr/bin/env bash
# run.sh: the language settings and the server in a real Helix, driven through a terminal. PLANLS: the server.
source "$(dirname "$0")/../../test/setup.sh"
source "$root/editors/test/screen.sh"
need tmux tmux
hx=$("$here/provision.sh")
editor="$hx -v --log '$cache/helix.log'"
workspace=$(workspace)
at_home

export COLORTERM=truecolor
mkdir -p "$cache/home/helix"
cp "$root/editors/helix/languages.toml" "$cache/home/helix/"
sed '1,/```toml/d; /```/,$d' "$root/editors/helix/README.md" > "$cache/home/helix/config.toml"   # what the page says
trap close EXIT

"$hx" --version
health=$("$hx" --health markdown 2>&1 | sed 's/\x1b\[[0-9;]*m//g')   # exits 0 whatever it finds
case $health in
  *'✓ planls'*) passed=1; echo 'ok hx --health markdown' ;;
  *) failed=1; printf 'not ok hx --health markdown\n%s\n' "$health" ;;
esac

cd "$workspace"
faulty=search-index-faulty.md
ready=(see 'no rollback plan')   # the first finding is on the first line, where the cursor is

try 'findings are shown in the text' $faulty "${ready[@]}"
try 'the outline of a plan' $faulty "${ready[@]}" type ' s' see 'Phase 3: Switch Reads'
try 'the list of findings' $faulty "${ready[@]}" type ' d' see 'missing-rollback-plan'
try 'a quick fix is applied' $faulty "${ready[@]}" \
  type ' a' see 'Add a `Rollback Plan` section' press Enter gone 'no rollback plan'
try 'a row is inserted below' $faulty "${ready[@]}" type '/The backfill takes' press Enter \
  type ' a' see 'Insert row below' press Down press Enter \
  see '|                                                 |                                                           |'
try 'a section is completed' $faulty "${ready[@]}" type '/## Dependencies' press Enter \
  type 'O### ' see 'Rollback Plan' press Tab press Enter press Escape type 'gg' gone 'no rollback plan'
try 'findings follow the text' $faulty "${ready[@]}" type '/## Dependencies' press Enter \
  type 'O## Rollback Plan' press Enter press Enter type '1. Turn the flag off' press Enter press Escape type 'gg' gone 'no rollback plan'
try 'plans of the project are searched' $faulty "${ready[@]}" type ' S' type 'Backfill' see 'Phase 2: Backfill'
try 'the server is stopped and started' $faulty "${ready[@]}" \
  type ':lsp-stop' press Enter gone 'no rollback plan' type ':lsp-restart' press Enter "${ready[@]}"
try 'rename' $faulty "${ready[@]}" type '/Phase 3: Switch' press Enter \
  type ' r' see 'rename-to:' press C-u type 'Move the Readers' press Enter type '/Phase 3: Move' press Enter see '| Phase 3: Move the Readers'
try 'definition' $faulty "${ready[@]}" type '/. Phase 1: Router' press Enter type 'gd' see ' 41:5'
try 'hover' $faulty "${ready[@]}" type '/## Risks' press Enter type ' k' see 'The template phased wants here:'
try 'the whole plan is formatted' $faulty "${ready[@]}" type '/^. Index router' press Enter \
  type ':format' press Enter see '| Index router | New          | Chooses the index from the tenant'"'"'s id       |'
try 'a task is ticked' $faulty "${ready[@]}" type '/Retry the new' press Enter \
  type ' a' see 'Mark as done' press Enter see '- [x] Retry the new index'

finish
