//! `textDocument/codeAction`: from the range alone; the client's diagnostics are not consulted.
//! The edit waits for `codeAction/resolve` where the client asks for it then.

use crate::lsp::actions::{self, Action};
use crate::lsp::query::Query;
use crate::lsp::{commands, to_proto};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command,
};

/// The actions at a range, of the kinds asked for; as commands where the client takes only those.
pub fn handle(query: &Query, params: &CodeActionParams) -> Option<CodeActionResponse> {
    let client = &query.client.code_action;
    if !client.literals && !query.client.apply_edit {
        return None;
    }
    let only = params.context.only.as_ref();
    let action = |action: Action| CodeAction {
        title: action.title,
        kind: Some(action.kind.into()),
        diagnostics: action.finding.map(|finding| vec![to_proto::diagnostic(query, finding)]),
        edit: (!client.resolve_edit)
            .then(|| query.workspace_edit(&action.edits.of(&query.snapshot))),
        data: client.resolve_edit.then(|| actions::address(query, params.range, &action.key)),
        is_preferred: (client.is_preferred && action.preferred).then_some(true),
        ..CodeAction::default()
    };
    let all = actions::at(query, query.span(params.range)).into_iter();
    let wanted = all.filter(|action| actions::wanted(action.kind, only));
    let command = |action: Action| {
        let address = actions::address(query, params.range, &action.key);
        Command::new(action.title, commands::FIX.to_owned(), Some(vec![address]))
    };
    let actions: Vec<CodeActionOrCommand> = match client.literals {
        true => wanted.map(|found| action(found).into()).collect(),
        false => wanted.map(|found| command(found).into()).collect(),
    };
    (!actions.is_empty()).then_some(actions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::handlers::code_action_resolve;
    use expect_test::{Expect, expect};
    use serde_json::json;

    const PLAN: &str = "# Plan: A\n\n## Risks\n\n| Risk | Mitigation |\n| --- | --- |\n| a | b |\n";

    /// The kinds of the actions in the table, without repetition. That a client that resolves edits
    /// gets the same ones is checked by the way.
    fn check(only: Option<&str>, expected: Expect) {
        let at = json!({ "line": 6, "character": 2 });
        let params = json!({
            "textDocument": { "uri": "untitled:plan" },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [], "only": only.map(|only| [only]) },
        });
        let params: CodeActionParams = serde_json::from_value(params).unwrap();
        let client = |resolve: &[&str]| {
            let resolve = json!({ "properties": resolve });
            let action = json!({ "codeActionLiteralSupport": {}, "dataSupport": true, "resolveSupport": resolve });
            Query::of_plan(PLAN, json!({ "textDocument": { "codeAction": action } }))
        };
        let (now, later) = (client(&[]), client(&["edit"]));
        let all = |query| {
            let actions = handle(query, &params).into_iter().flatten();
            let actions = actions.map(|action| match action {
                CodeActionOrCommand::CodeAction(action) => action,
                CodeActionOrCommand::Command(command) => panic!("{command:?}"),
            });
            actions.collect::<Vec<_>>()
        };
        let mut kinds = vec![];
        for (now, lazy) in all(&now).into_iter().zip(all(&later)) {
            assert_eq!((&lazy.title, &lazy.edit), (&now.title, &None));
            assert_eq!(code_action_resolve::handle(&later, lazy).unwrap().edit, now.edit);
            kinds.push(now.kind.unwrap().as_str().to_owned());
        }
        kinds.dedup();
        expected.assert_eq(&kinds.join(" "));
    }

    #[test]
    fn edits_come_at_once_or_later_and_only_is_obeyed() {
        check(Some("refactor"), expect!["refactor.rewrite"]);
        check(Some("source.fixAll.other"), expect![""]);
    }

    #[test]
    fn without_literals_there_are_none() {
        let query = Query::of_plan(PLAN, json!({}));
        let params = json!({ "textDocument": { "uri": "untitled:plan" }, "range": { "start": { "line": 6, "character": 2 }, "end": { "line": 6, "character": 2 } }, "context": { "diagnostics": [] } });
        assert_eq!(handle(&query, &serde_json::from_value(params).unwrap()), None);
    }

    #[test]
    fn an_action_of_an_older_version_is_not_applied() {
        let query = Query::of_plan(PLAN, json!({}));
        let range =
            json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
        let data = json!({ "document": "untitled:plan", "version": 2, "range": range, "key": "x" });
        let action = CodeAction { data: Some(data), ..CodeAction::default() };
        assert_eq!(code_action_resolve::handle(&query, action).unwrap_err().code.code(), -32801);
        let foreign = CodeAction { data: Some(json!(7)), ..CodeAction::default() };
        assert_eq!(code_action_resolve::handle(&query, foreign.clone()), Ok(foreign));
    }
}
