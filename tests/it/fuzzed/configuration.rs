//! Any text is read as `planls.toml`, and as an editor's settings: what is wrong has its place, what
//! holds can be written and read again. Input: the text.

use planls::config::{Config, from_settings, from_toml};

pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (config, problems) = from_toml(&text);
    for problem in &problems {
        assert!(
            text.get(problem.span.start..problem.span.end).is_some(),
            "{problem:?} in {text:?}"
        );
        assert!(!problem.message.is_empty(), "{problem:?} in {text:?}");
    }
    for span in config.places.values() {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
    }
    used(&config);
    again(&config);
    if let Ok(settings) = serde_json::from_str(&text) {
        let (config, _) = from_settings(&settings);
        used(&config);
        again(&config);
    }
}

/// What the parts of planls take from it.
fn used(config: &Config) {
    config.settings();
    config.features();
    config.aliases();
    config.template_directories();
    config.unknown_templates(&["phased"]);
    let over = config.clone().over(config);
    assert_eq!(&over, config);
}

/// Written as settings, it is the same.
fn again(config: &Config) {
    let written = serde_json::to_value(config).unwrap();
    let (read, problems) = from_settings(&written);
    let bare = Config { places: Default::default(), ..config.clone() };
    assert_eq!(Config { places: Default::default(), ..read }, bare, "{written}");
    assert_eq!(problems, [], "{written}");
}
