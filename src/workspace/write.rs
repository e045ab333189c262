//! Writing: only what somebody asked to be written, from the terminal or through a tool. A file is
//! replaced whole or not at all; permissions, byte order mark and whoever else was quicker are
//! respected. The language server has no business here.

use super::{Source, Workspace, absolute, read};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Replaces the document `source` was read from by `text`.
pub fn write(
    workspace: &Workspace,
    path: &Path,
    source: &Source,
    text: &str,
) -> Result<(), String> {
    let link = fs::symlink_metadata(path).is_ok_and(|kind| kind.is_symlink());
    let file = fs::canonicalize(path).unwrap_or_else(|_| absolute(path));
    let folder = &workspace.project(path).folder;
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
    if link && !file.starts_with(folder) {
        return Err("a link that leads out of the workspace, and is left as it is".to_owned());
    }
    if fs::metadata(&file).is_ok_and(|kind| kind.permissions().readonly()) {
        return Err("read-only, and is left as it is".to_owned());
    }
    if read(&file).as_ref() != Ok(source) {
        return Err("changed meanwhile, and is left as it is; run again".to_owned());
    }
    let mark = if source.bom { "\u{feff}" } else { "" };
    replace(&file, format!("{mark}{text}").as_bytes())
}

/// Puts `bytes` in place of a file, or makes it; nobody ever sees half of them.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let said = |error: io::Error| format!("cannot be written: {error}");
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
    let mut fresh = tempfile::Builder::new()
        .prefix(".planls-")
        .tempfile_in(parent.unwrap_or(Path::new(".")))
        .map_err(said)?;
    fresh.write_all(bytes).map_err(said)?;
    match fs::metadata(path) {
        Ok(kind) => fresh.as_file().set_permissions(kind.permissions()).map_err(said)?,
        Err(_) => readable(fresh.as_file()).map_err(said)?,
    }
    // Not before it is on the disk: the old file is gone the moment the new one has its name.
    fresh.as_file().sync_all().map_err(said)?;
    fresh.persist(path).map(|_| ()).map_err(|error| said(error.error))
}

/// Writes a new file, with the folders around it; one that is there stays as it is.
pub fn create(file: &Path, text: &str) -> Result<(), String> {
    let name = file.display();
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!("{name} is already there, and is left as it is"),
        _ => format!("{name} cannot be written: {error}"),
    };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut out = fs::File::create_new(file).map_err(failed)?;
    out.write_all(text.as_bytes()).map_err(failed)
}

/// New files are for everybody to read, unlike temporary ones.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}
