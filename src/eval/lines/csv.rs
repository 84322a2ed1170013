//! Users as CSV records: the header names the attributes, the schema says what the cells are.

use super::cells::Cells;
use super::plan::Use;
use super::scan::Scan;
use super::{LineEvaluator, LineResult, write};
use crate::library::{Fidelity, FixedHost};
use crate::schema::{AttributeKind, ObjectDefinition};
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::{String as ArenaString, Vec as ArenaVec};

/// What separates the values of an attribute with several; `\;` is a semicolon in a value, `\\` a backslash.
const BETWEEN: char = ';';

/// The first record of a CSV file, which names the attributes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CsvHeader {
    /// What separates cells: a comma, or a tab or semicolon where the first line has no comma.
    pub delimiter: u8,
    /// The attributes, in the order of the columns.
    pub names: Vec<String>,
    /// How many bytes the header takes, with its line break.
    pub bytes: usize,
}

impl CsvHeader {
    /// Reads the header at the start of a text, behind the byte order mark.
    ///
    /// # Errors
    /// What is wrong with it, in words: it is empty, a column has no name, two have the same.
    ///
    /// ```
    /// use attrflow::eval::CsvHeader;
    /// let header = CsvHeader::read("mail; givenName\n…").unwrap();
    /// assert_eq!((header.delimiter, header.names, header.bytes), (b';', vec!["mail".into(), "givenName".into()], 16));
    /// assert_eq!(CsvHeader::read("mail,mail\n").unwrap_err(), "the column `mail` is there twice");
    /// ```
    pub fn read(text: &str) -> Result<Self, String> {
        let start = text.trim_start_matches(['\r', '\n']);
        let line = start.split('\n').next().unwrap_or(start);
        let separators = [b',', b'\t', b';'];
        let found = separators
            .into_iter()
            .find(|byte| line.as_bytes().contains(byte));
        let delimiter = found.unwrap_or(b',');
        if start.is_empty() {
            return Err("the file is empty".to_owned());
        }
        let arena = Bump::new();
        let mut cells = Cells::new(start, delimiter);
        let mut names: Vec<String> = Vec::new();
        loop {
            let cell = cells.next(&arena);
            let name = cell.text.trim();
            if name.is_empty() {
                return Err(format!("column {} has no name", names.len() + 1));
            }
            if names.iter().any(|other| other == name) {
                return Err(format!("the column `{name}` is there twice"));
            }
            names.push(name.to_owned());
            if cell.last {
                break;
            }
        }
        Ok(Self {
            delimiter,
            names,
            bytes: text.len() - start.len() + cells.at,
        })
    }
}

/// Where each column of a CSV file goes, for one mapping.
pub struct CsvLayout {
    delimiter: u8,
    columns: Vec<Column>,
}

struct Column {
    name: String,
    what: Use,
    kind: AttributeKind,
    multivalued: bool,
}

/// What became of a record.
#[derive(Clone, PartialEq, Debug)]
pub struct CsvRecord {
    /// What was written.
    pub result: LineResult,
    /// How many bytes the record takes, with its line break.
    pub bytes: usize,
    /// How many line breaks it takes.
    pub line_breaks: usize,
}

impl LineEvaluator<'_> {
    /// Where the columns go; cells become what the source object's definition says of their attributes, texts
    /// where it says nothing.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::check_mapping, eval::{CsvHeader, LineEvaluator, LineOptions, LineResult}, library::FixedHost, schema::Schema};
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, object) = schema.mappings().next().unwrap();
    /// # let (mapping, _) = check_mapping(standard(), &schema, rule, object, None);
    /// let options = LineOptions { key: "mail".into(), in_scope_only: false, notes: false };
    /// let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let (mut evaluator, mut out) = (LineEvaluator::new(&mapping, options), Vec::new());
    /// let header = CsvHeader::read("givenName,mail\n").unwrap();
    /// let layout = evaluator.layout(&header, schema.source_object(rule, object));
    /// let record = evaluator.record("Ada,a@contoso.com\nBob,…", &layout, &host, &arena, &mut |_| {}, &mut out);
    /// assert_eq!((record.result, record.bytes), (LineResult::Written, 18));
    /// assert!(out.starts_with(b"{\"mail\":\"a@contoso.com\""));
    /// ```
    pub fn layout(&self, header: &CsvHeader, source: Option<&ObjectDefinition>) -> CsvLayout {
        let column = |name: &String| {
            let known = source.and_then(|source| source.attribute(name));
            Column {
                name: name.clone(),
                what: self.plan.find(name),
                kind: known.map_or(AttributeKind::String, |attribute| attribute.kind),
                multivalued: known.is_some_and(|attribute| attribute.multivalued),
            }
        };
        CsvLayout {
            delimiter: header.delimiter,
            columns: header.names.iter().map(column).collect(),
        }
    }

    /// Evaluates the record at the start of a text, which must not start with a line break, as
    /// [`line`](Self::line) evaluates a line; cells in quotes may hold line breaks.
    ///
    /// See [`layout`](Self::layout) for an example.
    pub fn record(
        &self,
        text: &str,
        layout: &CsvLayout,
        host: &FixedHost,
        arena: &Bump,
        found: &mut dyn FnMut(&'static Fidelity),
        out: &mut Vec<u8>,
    ) -> CsvRecord {
        let row = arena.alloc_slice_fill_copy(self.width, Value::Null);
        let mut cells = Cells::new(text, layout.delimiter);
        let mut wrong = None;
        let mut count = 0;
        loop {
            let cell = cells.next(arena);
            if let Some(column) = layout.columns.get(count)
                && column.what != Use::Skip
                && !cell.text.is_empty()
                && let Err(message) = self.cell(cell.text, column, row, arena)
            {
                wrong.get_or_insert(message);
            }
            count += 1;
            if cell.last {
                break;
            }
        }
        let passed = text.get(..cells.at).unwrap_or_default();
        let line_breaks = match cells.quotes {
            true => memchr::memchr_iter(b'\n', passed.as_bytes()).count(),
            false => usize::from(passed.ends_with('\n')),
        };
        let whole = layout.columns.len();
        if cells.unclosed {
            wrong = Some("a quote is opened and never closed".to_owned());
        } else if count != whole {
            let values = if count == 1 { "value" } else { "values" };
            wrong = Some(format!(
                "this line has {count} {values}, the first one names {whole}"
            ));
        }
        let result = match wrong {
            Some(message) => {
                write::error(&message, out);
                LineResult::BadRecord(message)
            }
            // Cells are no JSON strings.
            None => self.user("", row, host, arena, found, out),
        };
        CsvRecord {
            result,
            bytes: cells.at,
            line_breaks,
        }
    }

    #[inline]
    fn cell<'v>(
        &self,
        cell: &'v str,
        column: &Column,
        row: &mut [Value<'v>],
        arena: &'v Bump,
    ) -> Result<(), String> {
        let value = match (column.kind, column.multivalued) {
            (AttributeKind::String, false) => Ok(Value::Text(cell)),
            (kind, false) => single(cell, kind, arena),
            (kind, true) => several(cell, kind, arena),
        };
        let value = value.map_err(|message| format!("in column `{}`, {message}", column.name))?;
        match column.what {
            Use::Skip => {}
            Use::Slot(slot) => {
                if let Some(place) = row.get_mut(slot as usize) {
                    *place = value;
                }
            }
            Use::Parts(list) => self.parts(list, value, row),
        }
        Ok(())
    }
}

/// A cell as the schema defines its attribute; the error is what is wrong with it.
fn single<'v>(cell: &'v str, kind: AttributeKind, arena: &'v Bump) -> Result<Value<'v>, String> {
    let plain = cell.trim();
    match kind {
        AttributeKind::Boolean if plain.eq_ignore_ascii_case("true") || plain == "1" => {
            Ok(Value::Bool(true))
        }
        AttributeKind::Boolean if plain.eq_ignore_ascii_case("false") || plain == "0" => {
            Ok(Value::Bool(false))
        }
        AttributeKind::Boolean => Err(format!("`{plain}` is neither `true` nor `false`")),
        AttributeKind::Integer => match plain.parse() {
            Ok(number) => Ok(Value::Int(number)),
            Err(_) => Err(format!("`{plain}` is no whole number")),
        },
        // Assignments of roles are objects.
        AttributeKind::Reference if plain.starts_with(['[', '{']) => {
            let mut scan = Scan::new(plain, 0);
            let value = scan.value(arena, 1);
            scan.blanks();
            match (value, scan.peek()) {
                (Ok(value), None) => Ok(value),
                (Err(not), _) => Err(format!("this is no JSON: {} is wanted", not.wanted)),
                (Ok(_), Some(_)) => Err("this is no JSON: the end is wanted".to_owned()),
            }
        }
        _ => Ok(Value::Text(cell)),
    }
}

fn several<'v>(cell: &'v str, kind: AttributeKind, arena: &'v Bump) -> Result<Value<'v>, String> {
    let mut values = ArenaVec::new_in(arena);
    if !cell.contains('\\') {
        for piece in cell.split(BETWEEN) {
            values.push(single(piece, kind, arena)?);
        }
        return Ok(Value::List(values.into_bump_slice()));
    }
    let mut piece = ArenaString::new_in(arena);
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some(escaped @ ('\\' | BETWEEN)) => piece.push(escaped),
                Some(other) => piece.extend(['\\', other]),
                None => piece.push('\\'),
            },
            BETWEEN => {
                let whole = std::mem::replace(&mut piece, ArenaString::new_in(arena));
                values.push(single(whole.into_bump_str(), kind, arena)?);
            }
            other => piece.push(other),
        }
    }
    values.push(single(piece.into_bump_str(), kind, arena)?);
    Ok(Value::List(values.into_bump_slice()))
}
