//! What stands on the command line as FILE or EXPR: `-`, an existing file, or an expression.

use super::Trouble;
use super::new_file::NewFile;
use crate::assist::{Document, DocumentKind};
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};

/// A document and where it comes from.
#[derive(Debug)]
pub struct Given {
    /// What people call it: path, `<stdin>` or `<expression>`.
    pub name: String,
    /// The file, if it is one.
    pub path: Option<PathBuf>,
    /// The document.
    pub document: Document,
}

/// Reads all that was given. A text that is no file is of the kind `otherwise`.
///
/// # Errors
/// Where a file cannot be read, or is none and looks like one.
pub fn read(arguments: &[String], otherwise: DocumentKind) -> Result<Vec<Given>, Trouble> {
    let texts = arguments.iter().filter(|text| is_text(text)).count();
    let mut number = 0;
    let mut given = Vec::with_capacity(arguments.len());
    for argument in arguments {
        if argument == "-" {
            given.push(stdin(otherwise)?);
        } else if is_text(argument) {
            number += 1;
            given.push(text(argument, otherwise, number, texts)?);
        } else {
            given.push(file(argument)?);
        }
    }
    Ok(given)
}

fn is_text(argument: &str) -> bool {
    argument != "-" && !Path::new(argument).exists()
}

/// The bytes of a file.
///
/// # Errors
/// Where it cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

/// A file's bytes, or those of standard input for `-`, and what people call it.
///
/// # Errors
/// Where it cannot be read.
pub fn open(path: &Path) -> Result<(String, Vec<u8>), Trouble> {
    let mut bytes = Vec::new();
    reader(path)?
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    let name = match path.as_os_str() == "-" {
        true => "<stdin>".to_owned(),
        false => path.display().to_string(),
    };
    Ok((name, bytes))
}

/// A file, or standard input for `-`, to be read as it comes.
///
/// # Errors
/// Where it cannot be opened.
pub fn reader(path: &Path) -> Result<Box<dyn BufRead>, Trouble> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let file = std::fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    Ok(Box::new(std::io::BufReader::with_capacity(1 << 16, file)))
}

/// A file, or standard input for `-`, without a buffer, for readers that have their own; and how many bytes
/// it has, where that is known.
///
/// # Errors
/// Where it cannot be opened.
pub fn raw(path: &Path) -> Result<(Box<dyn Read + Send>, Option<u64>), Trouble> {
    let length = |known: std::fs::Metadata| known.is_file().then_some(known.len());
    if path.as_os_str() == "-" {
        // A name that only Unix has; it tells a file that a shell gave.
        let known = std::fs::metadata("/dev/stdin").ok();
        return Ok((Box::new(std::io::stdin()), known.and_then(length)));
    }
    let file = std::fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    let known = file.metadata().ok();
    Ok((Box::new(file), known.and_then(length)))
}

/// A file that cannot be read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Trouble {
    let name = match path.as_os_str() == "-" {
        true => "standard input".to_owned(),
        false => format!("`{}`", path.display()),
    };
    Trouble::new(format!("cannot read {name}: {}", why(error)))
}

/// Writes a file anew.
///
/// # Errors
/// Where it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let mut file = NewFile::create(path, false)?;
    file.write_all(bytes)
        .map_err(|error| unwritable(path, &error))?;
    file.finish()
}

/// A file that cannot be written.
pub fn unwritable(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::new(format!("cannot write `{}`: {}", path.display(), why(error)))
}

/// What the system says, without its error number.
pub fn why(error: &std::io::Error) -> String {
    let said = error.to_string();
    let said = said.split(" (os error").next().unwrap_or_default();
    said.to_lowercase()
}

fn file(argument: &str) -> Result<Given, Trouble> {
    let path = PathBuf::from(argument);
    Ok(Given {
        name: argument.to_owned(),
        document: Document::read(argument, bytes(&path)?),
        path: Some(path),
    })
}

/// All of standard input.
///
/// # Errors
/// Where it cannot be read.
pub fn stdin(otherwise: DocumentKind) -> Result<Given, Trouble> {
    let (name, bytes) = open(Path::new("-"))?;
    let mut document = Document::read("-", bytes);
    if document.kind == DocumentKind::Expression {
        document.kind = otherwise;
    }
    Ok(Given {
        name,
        path: None,
        document,
    })
}

fn text(
    argument: &str,
    otherwise: DocumentKind,
    number: usize,
    of: usize,
) -> Result<Given, Trouble> {
    let ending = argument.rsplit_once('.').map(|(_, ending)| ending);
    let named = matches!(ending, Some("json" | "entra" | "filter" | "txt"));
    let separated = argument.contains(['/', '\\']) && !argument.contains(['(', '[', '"', ' ']);
    if named || separated {
        return Err(Trouble::new(format!(
            "cannot read `{argument}`: there is no such file"
        )));
    }
    let what = match otherwise {
        DocumentKind::Filter => "filter",
        _ => "expression",
    };
    let name = match of {
        1 => format!("<{what}>"),
        _ => format!("<{what} {number}>"),
    };
    Ok(Given {
        name,
        path: None,
        document: Document::of(otherwise, argument),
    })
}
