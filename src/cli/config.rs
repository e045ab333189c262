//! `planls config`: what holds, and where each value came from.

use super::output::{self, DIM, Failure, Outcome, RESET};
use super::{Common, input};
use crate::config::{Config, schema};
use crate::text::Text;
use crate::workspace::{self, Project};
use clap::{Args, ValueEnum};
use serde_json::json;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  planls config                       what holds in the current folder
  planls config docs/plan.md          what holds for a plan
  planls config --schema > schema.json";

/// Show the configuration in force and where each value came from
///
/// It is read from `planls.toml` or `.planls.toml`, the nearest one upwards. What is wrong with it is
/// reported with its place, and the exit code is 2.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The file or folder whose configuration is shown
    #[arg(default_value = ".")]
    path: PathBuf,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
    /// Print the JSON schema of the configuration instead
    #[arg(long)]
    schema: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// TOML with comments
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Outcome {
    if arguments.schema {
        output::print_json(&schema())?;
        return Ok(0);
    }
    let workspace = common.workspace()?;
    let path = &arguments.path;
    if !path.exists() {
        return Err(Failure::new(format!("{}: no such file or folder", path.display())));
    }
    let inside = if path.is_dir() { path.join("-") } else { path.clone() };
    let project = workspace.project(&inside);
    for trouble in project.troubles.iter().chain(&project.template_troubles) {
        let name = input::shown(&trouble.path);
        output::complain_at_length(&super::format::text::trouble(&name, trouble));
    }
    match arguments.format {
        Form::Text => output::print(&text(&project))?,
        Form::Json => {
            let file = project.config_path.as_deref().map(workspace::slashes);
            output::print_json(&json!({ "version": 1, "file": file, "config": project.config }))?;
        }
    }
    Ok(if project.troubles.is_empty() { 0 } else { 2 })
}

fn text(project: &Project) -> String {
    let source = project.config_path.as_deref().and_then(|p| workspace::read(p).ok());
    let source = Text::from(source.map(|s| s.text).unwrap_or_default().as_str());
    let file = project.config_path.as_deref().map(input::shown);
    let origin = |key: &str| match (project.config.places.get(key), &file) {
        (Some(span), Some(file)) => format!("{file}:{}", source.line_of(span.start) + 1),
        _ => "default".to_owned(),
    };
    let mut out = match &file {
        Some(file) => format!("{DIM}# {file}{RESET}\n"),
        None => format!("{DIM}# no planls.toml here or above: defaults{RESET}\n"),
    };
    for (section, values) in values(&project.config).into_iter().filter(|s| !s.1.is_empty()) {
        out += &format!("\n[{section}]\n");
        for (name, value) in values {
            let key = format!("{section}.{name}");
            let said = format!("{name} = {value}");
            out += &format!("{said:46}  {DIM}# {}{RESET}\n", origin(&key));
        }
    }
    out
}

/// Every value in the order of the documentation, as TOML.
fn values(config: &Config) -> Vec<(&'static str, Vec<(String, String)>)> {
    let quote = |text: &str| toml::Value::from(text).to_string();
    let list = |items: &[String]| {
        format!("[{}]", items.iter().map(|i| quote(i)).collect::<Vec<_>>().join(", "))
    };
    let plans = vec![
        ("include".to_owned(), list(&config.plans.include)),
        ("exclude".to_owned(), list(&config.plans.exclude)),
    ];
    let directories = config.template_directories().into_iter().map(str::to_owned);
    let mut templates = vec![("directories".to_owned(), list(&directories.collect::<Vec<_>>()))];
    let default = config.templates.default.iter().map(|d| ("default".to_owned(), quote(d)));
    templates.extend(default);
    let one = |u: &crate::config::Use| {
        format!("{{ files = {}, template = {} }}", quote(&u.files), quote(&u.template))
    };
    if !config.templates.uses.is_empty() {
        let uses: Vec<String> = config.templates.uses.iter().map(one).collect();
        templates.push(("use".to_owned(), format!("[{}]", uses.join(", "))));
    }
    let rules = config.rules.iter().map(|(name, level)| (name.clone(), quote(level)));
    let aliases = config.aliases.iter().map(|(id, headings)| (id.clone(), list(headings)));
    let features = config.features();
    let switch = |(name, on): (&str, bool)| (name.to_owned(), on.to_string());
    let mut editor = vec![("outline".to_owned(), quote(features.outline.name()))];
    editor.extend(
        [
            ("completion", features.completion),
            ("hints", features.hints),
            ("lenses", features.lenses),
            ("format", features.format),
        ]
        .map(switch),
    );
    vec![
        ("plans", plans),
        ("templates", templates),
        ("rules", rules.collect()),
        ("aliases", aliases.collect()),
        ("format", vec![switch(("align-tables", features.align_tables))]),
        ("editor", editor),
    ]
}
