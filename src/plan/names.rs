//! Who is in the population, and by which names its objects refer to each other.

use super::footprint::{self, Trace};
use crate::pipeline::{PortError, PortErrorKind, SourceDirectory, SourceObject};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// The objects of a population by their names: some 60 bytes a name.
///
/// ```
/// use attrflow::{pipeline::SourceObject, plan::Names};
/// let ada = SourceObject { id: "1".into(), object: "User".into(), attributes: Default::default() };
/// let mut names = Names::default();
/// names.add(&ada, &[(0, "anchor 1".into()), (1, "plain ada@contoso.com".into())]);
/// assert!(names.has("1") && !names.is_twice("1") && names.len() == 1);
/// ```
#[derive(Debug, Default)]
pub struct Names {
    /// By name: its rank, which object, and whether several objects of that rank have it.
    named: HashMap<Trace, (u16, u32, bool)>,
    /// The anchors, one after the other.
    anchors: String,
    /// Where the anchors begin.
    starts: Vec<usize>,
    present: HashSet<Trace>,
    twice: HashSet<Trace>,
    /// Where the objects stand whose anchors others have as well.
    places: HashMap<Trace, Vec<String>>,
}

impl Names {
    /// The objects of that kind.
    ///
    /// # Errors
    /// The source cannot be read.
    pub fn read(source: &mut dyn SourceDirectory, object: &str) -> Result<Self, PortError> {
        let namer = source.namer();
        let mut names = Self::default();
        source.each(object, &mut |found| {
            names.add(&found, &namer.names(&found));
            ControlFlow::Continue(())
        })?;
        Ok(names)
    }

    /// Adds an object with its names.
    pub fn add(&mut self, object: &SourceObject, names: &[(usize, String)]) {
        let own = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
        self.starts.push(self.anchors.len());
        self.anchors.push_str(&object.id);
        let own_name = footprint::name(&object.id);
        if !self.present.insert(own_name) {
            self.twice.insert(own_name);
        }
        for (rank, name) in names {
            let rank = u16::try_from(*rank).unwrap_or(u16::MAX);
            let known = self
                .named
                .entry(footprint::name(name))
                .or_insert((rank, own, false));
            match rank.cmp(&known.0) {
                std::cmp::Ordering::Less => *known = (rank, own, false),
                std::cmp::Ordering::Equal if known.1 != own => known.2 = true,
                _ => {}
            }
        }
    }

    /// Whether the population has no object.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// How many objects the population has.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether the population has an object with this anchor.
    pub fn has(&self, anchor: &str) -> bool {
        self.present.contains(&footprint::name(anchor))
    }

    /// Whether several objects have this anchor.
    pub fn is_twice(&self, anchor: &str) -> bool {
        !self.twice.is_empty() && self.twice.contains(&footprint::name(anchor))
    }

    /// Whether any anchor is that of several objects.
    pub fn any_twice(&self) -> bool {
        !self.twice.is_empty()
    }

    /// Says where an object stands whose anchor others have as well, such as `users.ndjson:10`.
    pub fn place(&mut self, anchor: &str, place: String) {
        let places = self.places.entry(footprint::name(anchor)).or_default();
        places.push(place);
    }

    /// Where the objects with this anchor stand, as far as it was said.
    pub(super) fn places(&self, anchor: &str) -> &[String] {
        let known = self.places.get(&footprint::name(anchor));
        known.map_or(&[], Vec::as_slice)
    }

    /// The anchor of the object that a key names.
    ///
    /// # Errors
    /// Several objects have that key.
    pub(super) fn anchor(
        &self,
        key: &str,
        spellings: &[String],
    ) -> Result<Option<&str>, PortError> {
        let found = spellings
            .iter()
            .filter_map(|spelling| self.named.get(&footprint::name(spelling)))
            .min_by_key(|(rank, ..)| *rank);
        let Some((_, at, twice)) = found else {
            return Ok(None);
        };
        if *twice {
            let message = format!("`{key}` names several objects of the source");
            return Err(PortError::new(PortErrorKind::InternalError, message)
                .help("delete all but one of them, or refer by the anchor"));
        }
        let at = *at as usize;
        let start = self.starts.get(at).copied().unwrap_or_default();
        let end = self.starts.get(at + 1).copied();
        let end = end.unwrap_or(self.anchors.len());
        Ok(self.anchors.get(start..end))
    }
}

/// Anchors that were met, and where: some 40 bytes each.
///
/// ```
/// let mut anchors = attrflow::plan::Anchors::default();
/// assert_eq!(anchors.before("a", 1), None);
/// assert_eq!(anchors.before("b", 2), None);
/// assert_eq!(anchors.before("a", 3), Some(1));
/// ```
#[derive(Debug, Default)]
pub struct Anchors {
    met: HashMap<Trace, usize>,
}

impl Anchors {
    /// Where this anchor was met before; where it was not, it is met here.
    pub fn before(&mut self, anchor: &str, place: usize) -> Option<usize> {
        match self.met.entry(footprint::name(anchor)) {
            Entry::Occupied(met) => Some(*met.get()),
            Entry::Vacant(free) => {
                free.insert(place);
                None
            }
        }
    }
}
