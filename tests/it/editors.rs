//! The servers that real editors see: each is initialized with what that editor sends
//! (`clients/*.json`, as captured), and offered what it can use.

use crate::client::Client;
use expect_test::{Expect, expect};
use serde_json::Value;

/// What is offered to an editor, one capability per line.
fn check(editor: &str, expected: Expect) {
    let path = format!("{}/tests/it/clients/{editor}.json", env!("CARGO_MANIFEST_DIR"));
    let mut params: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    params["processId"] = Value::Null;
    let offered = Client::start().ask("initialize", params)["capabilities"].clone();
    let offered = offered.as_object().unwrap().iter();
    expected
        .assert_eq(&offered.map(|(name, value)| format!("{name} {value}\n")).collect::<String>());
}

#[test]
fn vscode() {
    check(
        "vscode",
        expect![[r##"
            codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"],"resolveProvider":true}
            codeLensProvider {"resolveProvider":true}
            completionProvider {"resolveProvider":true,"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
            definitionProvider true
            diagnosticProvider {"identifier":"planls","interFileDependencies":false,"workspaceDiagnostics":true}
            documentFormattingProvider true
            documentHighlightProvider true
            documentLinkProvider {}
            documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
            documentRangeFormattingProvider true
            documentSymbolProvider {"label":"Plan"}
            executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
            foldingRangeProvider true
            hoverProvider true
            inlayHintProvider true
            linkedEditingRangeProvider true
            positionEncoding "utf-16"
            referencesProvider true
            renameProvider {"prepareProvider":true}
            selectionRangeProvider true
            semanticTokensProvider {"full":{"delta":true},"legend":{"tokenModifiers":[],"tokenTypes":["comment","macro","string","number","enumMember","property"]},"range":true}
            textDocumentSync {"change":2,"openClose":true,"save":true}
            workspace {"fileOperations":{"didRename":{"filters":[{"pattern":{"glob":"**/*"},"scheme":"file"}]},"willRename":{"filters":[{"pattern":{"glob":"**/*"},"scheme":"file"}]}},"workspaceFolders":{"changeNotifications":true,"supported":true}}
            workspaceSymbolProvider true
        "##]],
    );
}

#[test]
fn neovim_0_12() {
    check(
        "neovim-0.12",
        expect![[r##"
            codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"],"resolveProvider":true}
            codeLensProvider {"resolveProvider":true}
            completionProvider {"resolveProvider":true,"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
            definitionProvider true
            diagnosticProvider {"identifier":"planls","interFileDependencies":false,"workspaceDiagnostics":true}
            documentFormattingProvider true
            documentHighlightProvider true
            documentLinkProvider {}
            documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
            documentRangeFormattingProvider true
            documentSymbolProvider true
            executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
            foldingRangeProvider true
            hoverProvider true
            inlayHintProvider true
            linkedEditingRangeProvider true
            positionEncoding "utf-8"
            referencesProvider true
            renameProvider {"prepareProvider":true}
            selectionRangeProvider true
            semanticTokensProvider {"full":{"delta":true},"legend":{"tokenModifiers":[],"tokenTypes":["comment","macro","string","number","enumMember","property"]},"range":true}
            textDocumentSync {"change":2,"openClose":true,"save":true}
            workspace {"workspaceFolders":{"changeNotifications":true,"supported":true}}
            workspaceSymbolProvider true
        "##]],
    );
}

#[test]
fn helix_25_01() {
    check(
        "helix-25.01",
        expect![[r##"
            codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"],"resolveProvider":true}
            codeLensProvider {}
            completionProvider {"resolveProvider":true,"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
            definitionProvider true
            documentFormattingProvider true
            documentHighlightProvider true
            documentLinkProvider {}
            documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
            documentRangeFormattingProvider true
            documentSymbolProvider true
            executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
            foldingRangeProvider true
            hoverProvider true
            inlayHintProvider true
            positionEncoding "utf-8"
            referencesProvider true
            renameProvider {"prepareProvider":true}
            selectionRangeProvider true
            textDocumentSync {"change":2,"openClose":true,"save":true}
            workspace {"fileOperations":{"didRename":{"filters":[{"pattern":{"glob":"**/*"},"scheme":"file"}]},"willRename":{"filters":[{"pattern":{"glob":"**/*"},"scheme":"file"}]}},"workspaceFolders":{"changeNotifications":true,"supported":true}}
            workspaceSymbolProvider true
        "##]],
    );
}

#[test]
fn helix() {
    check(
        "helix",
        expect![[r##"
            codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"],"resolveProvider":true}
            codeLensProvider {}
            completionProvider {"resolveProvider":true,"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
            definitionProvider true
            diagnosticProvider {"identifier":"planls","interFileDependencies":false,"workspaceDiagnostics":true}
            documentFormattingProvider true
            documentHighlightProvider true
            documentLinkProvider {}
            documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
            documentRangeFormattingProvider true
            documentSymbolProvider true
            executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
            foldingRangeProvider true
            hoverProvider true
            inlayHintProvider true
            positionEncoding "utf-8"
            referencesProvider true
            renameProvider {"prepareProvider":true}
            selectionRangeProvider true
            textDocumentSync {"change":2,"openClose":true,"save":true}
            workspace {"fileOperations":{"didRename":{"filters":[{"pattern":{"glob":"**/*"},"scheme":"file"}]},"willRename":{"filters":[{"pattern":{"glob":"**/*"},"scheme":"file"}]}},"workspaceFolders":{"changeNotifications":true,"supported":true}}
            workspaceSymbolProvider true
        "##]],
    );
}

#[test]
fn emacs_eglot_1_9() {
    check(
        "emacs-eglot-1.9",
        expect![[r##"
            codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"]}
            codeLensProvider {}
            completionProvider {"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
            definitionProvider true
            documentFormattingProvider true
            documentHighlightProvider true
            documentLinkProvider {}
            documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
            documentRangeFormattingProvider true
            documentSymbolProvider true
            executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
            foldingRangeProvider true
            hoverProvider true
            positionEncoding "utf-16"
            referencesProvider true
            renameProvider true
            selectionRangeProvider true
            textDocumentSync {"change":2,"openClose":true,"save":true}
            workspace {"workspaceFolders":{"changeNotifications":true,"supported":true}}
            workspaceSymbolProvider true
        "##]],
    );
}

#[test]
fn emacs_eglot_30_1() {
    check(
        "emacs-eglot-30.1",
        expect![[r##"
            codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"],"resolveProvider":true}
            codeLensProvider {}
            completionProvider {"resolveProvider":true,"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
            definitionProvider true
            documentFormattingProvider true
            documentHighlightProvider true
            documentLinkProvider {}
            documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
            documentRangeFormattingProvider true
            documentSymbolProvider true
            executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
            foldingRangeProvider true
            hoverProvider true
            inlayHintProvider true
            positionEncoding "utf-8"
            referencesProvider true
            renameProvider true
            selectionRangeProvider true
            textDocumentSync {"change":2,"openClose":true,"save":true}
            workspace {"workspaceFolders":{"changeNotifications":true,"supported":true}}
            workspaceSymbolProvider true
        "##]],
    );
}

#[test]
fn kakoune_lsp() {
    check(
        "kakoune-lsp",
        expect![[r##"
            codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"]}
            codeLensProvider {}
            completionProvider {"resolveProvider":true,"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
            definitionProvider true
            documentFormattingProvider true
            documentHighlightProvider true
            documentLinkProvider {}
            documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
            documentRangeFormattingProvider true
            documentSymbolProvider true
            executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
            foldingRangeProvider true
            hoverProvider true
            inlayHintProvider true
            positionEncoding "utf-8"
            referencesProvider true
            renameProvider true
            selectionRangeProvider true
            semanticTokensProvider {"full":true,"legend":{"tokenModifiers":[],"tokenTypes":["comment","macro","string","number","enumMember","property"]}}
            textDocumentSync {"change":2,"openClose":true,"save":true}
            workspaceSymbolProvider true
        "##]],
    );
}

#[test]
fn kate() {
    check(
        "kate",
        expect![[r##"
            codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"]}
            codeLensProvider {}
            completionProvider {"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
            definitionProvider true
            documentFormattingProvider true
            documentHighlightProvider true
            documentLinkProvider {}
            documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
            documentRangeFormattingProvider true
            documentSymbolProvider true
            executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
            foldingRangeProvider true
            hoverProvider true
            positionEncoding "utf-16"
            referencesProvider true
            renameProvider true
            selectionRangeProvider true
            semanticTokensProvider {"full":{"delta":true},"legend":{"tokenModifiers":[],"tokenTypes":["comment","macro","string","number","enumMember","property"]},"range":true}
            textDocumentSync {"change":2,"openClose":true,"save":true}
            workspaceSymbolProvider true
        "##]],
    );
}

#[test]
fn vim_yegappan_lsp() {
    check(
        "vim-yegappan-lsp",
        expect![[r##"
            codeActionProvider {"codeActionKinds":["quickfix","refactor.rewrite","source.fixAll.planls","source.organizeSections.planls"],"resolveProvider":true}
            codeLensProvider {}
            completionProvider {"resolveProvider":true,"triggerCharacters":["#","*","[","|","`","/","(",":","{"," "]}
            definitionProvider true
            diagnosticProvider {"identifier":"planls","interFileDependencies":false,"workspaceDiagnostics":true}
            documentFormattingProvider true
            documentHighlightProvider true
            documentLinkProvider {}
            documentOnTypeFormattingProvider {"firstTriggerCharacter":"|","moreTriggerCharacter":["\n"]}
            documentRangeFormattingProvider true
            documentSymbolProvider true
            executeCommandProvider {"commands":["planls.showNextTask","planls.addTableRow","planls.insertMissingSections","planls.fix"]}
            foldingRangeProvider true
            hoverProvider true
            inlayHintProvider true
            positionEncoding "utf-16"
            referencesProvider true
            renameProvider true
            selectionRangeProvider true
            semanticTokensProvider {"full":{"delta":true},"legend":{"tokenModifiers":[],"tokenTypes":["comment","macro","string","number","enumMember","property"]}}
            textDocumentSync {"change":2,"openClose":true,"save":true}
            workspace {"workspaceFolders":{"changeNotifications":true,"supported":true}}
            workspaceSymbolProvider true
        "##]],
    );
}
