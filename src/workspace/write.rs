//! Writing: only what somebody asked to be written, from the terminal or through a tool. A file is
//! replaced whole or not at all; permissions, byte order mark and whoever else was quicker are
//! respected. The language server has no business here.

use super::{Source, Workspace, absolute, read};
use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

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
        return Err("read-only, and is left as it is; make it writable and run again".to_owned());
    }
    if read(&file).as_ref() != Ok(source) {
        return Err("changed meanwhile, and is left as it is; run again".to_owned());
    }
    let mark = if source.bom { "\u{feff}" } else { "" };
    replace(&file, format!("{mark}{text}").as_bytes())
}

/// Puts `bytes` in place of a file, or makes it; nobody ever sees half of them.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let before = fs::metadata(path).ok().map(|kind| kind.permissions());
    let left = if before.is_some() { "; the file is as it was" } else { "" };
    let said = |error: io::Error| format!("cannot be written: {}{left}", reason(&error));
    let fresh = whole(path, bytes, before).map_err(said)?;
    fresh.persist(path).map(|_| ()).map_err(|error| said(error.error))
}

/// Writes a new file, with the folders around it; one that is there stays as it is.
pub fn create(file: &Path, text: &str) -> Result<(), String> {
    let name = file.display();
    let there = || format!("{name} is already there, and is left as it is");
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => there(),
        _ => format!("{name} cannot be written: {}", reason(&error)),
    };
    if fs::symlink_metadata(file).is_ok() {
        return Err(there());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let fresh = whole(file, text.as_bytes(), None).map_err(failed)?;
    fresh.persist_noclobber(file).map(|_| ()).map_err(|error| failed(error.error))
}

/// A file beside `path` with all of the bytes, on the disk: it only needs the name.
fn whole(path: &Path, bytes: &[u8], mode: Option<Permissions>) -> io::Result<NamedTempFile> {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
    let mut fresh = tempfile::Builder::new()
        .prefix(".planls-")
        .tempfile_in(parent.unwrap_or(Path::new(".")))?;
    fresh.write_all(bytes)?;
    match mode {
        Some(mode) => fresh.as_file().set_permissions(mode)?,
        None => readable(fresh.as_file())?,
    }
    // Not before it is on the disk: the old file is gone the moment the new one has its name.
    fresh.as_file().sync_all()?;
    Ok(fresh)
}

/// Why something cannot be written, and what to do about it.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full, make room and run again".to_owned(),
        io::ErrorKind::QuotaExceeded => "your quota is used up, make room and run again".to_owned(),
        io::ErrorKind::FileTooLarge => "files may not be that large here (`ulimit -f`)".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is mounted read-only".to_owned(),
        io::ErrorKind::PermissionDenied => "its folder is not writable for you".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
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
