//! One page of a collection: filtered, ordered, cut to the properties that are wanted.

use super::{Filter, Malformed, Order, Query};
use serde_json::{Map, Value as Json};
use std::ops::ControlFlow;

/// How many objects a page has where nobody says how many.
const USUAL: usize = 100;

/// How many objects a page has at most.
const MOST: usize = 999;

/// What is wanted of a collection.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Options {
    /// `$filter`.
    pub filter: Option<Filter>,
    /// `$orderby`; empty for the collection's own order.
    pub order: Vec<Order>,
    /// `$top`: how many objects a page has; further ones are told by a link.
    pub top: Option<usize>,
    /// `$select`, as paths; empty for everything.
    pub select: Vec<Vec<String>>,
    /// `$count`: whether the number of all objects is told.
    pub count: bool,
    start: Start,
}

/// Where a page begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Start {
    #[default]
    Beginning,
    /// Behind the object of that mark.
    After(i64),
    /// Behind so many objects.
    Offset(usize),
}

impl Options {
    /// Reads the options of a query.
    ///
    /// ```
    /// use attrflow::serve::graph::odata::{Options, Query};
    /// let query = Query::read("$top=5&$select=id,status/code").unwrap();
    /// let options = Options::read(&query).unwrap();
    /// assert_eq!((options.top, options.select.len()), (Some(5), 2));
    /// ```
    ///
    /// # Errors
    /// One is malformed; with the name of that option.
    pub fn read(query: &Query) -> Result<Self, (&'static str, Malformed)> {
        let mut options = Self::default();
        if let Some(text) = query.get("$filter") {
            let read = Filter::read(text).map_err(|wrong| ("$filter", wrong))?;
            options.filter = Some(read);
        }
        if let Some(text) = query.get("$orderby") {
            options.order = Order::read(text).map_err(|wrong| ("$orderby", wrong))?;
        }
        let malformed = |name, message: String| {
            (
                name,
                Malformed {
                    position: 0,
                    message,
                },
            )
        };
        if let Some(text) = query.get("$top") {
            let read: Result<u32, _> = text.trim().parse();
            let Ok(top) = read else {
                return Err(malformed("$top", format!("`{text}` is no whole number")));
            };
            options.top = Some(usize::try_from(top).unwrap_or(MOST).min(MOST));
        }
        if let Some(text) = query.get("$count") {
            options.count = match text.trim().to_ascii_lowercase().as_str() {
                "true" => true,
                "false" => false,
                _ => {
                    let message = format!("`{text}` is neither `true` nor `false`");
                    return Err(malformed("$count", message));
                }
            };
        }
        if let Some(text) = query.get("$skiptoken") {
            let read = Start::read(text);
            options.start = read.ok_or_else(|| {
                malformed("$skiptoken", "this is no token of a next page".to_owned())
            })?;
        }
        if let Some(text) = query.get("$select") {
            let names = text.split(',').map(str::trim).filter(|name| *name != "*");
            let path = |name: &str| name.split('/').map(str::to_owned).collect();
            options.select = names.map(path).collect();
        }
        Ok(options)
    }

    /// The mark of the object behind which the page begins, where the collection's own order counts.
    pub fn after(&self) -> Option<i64> {
        match self.start {
            Start::After(mark) => Some(mark),
            _ => None,
        }
    }

    /// An object with the properties that are wanted, in their own order; what belongs to the protocol stays.
    pub fn selected(&self, object: Json) -> Json {
        match object {
            Json::Object(members) if !self.select.is_empty() => {
                let wanted = |name: &String| {
                    let mut wanted = self.select.iter().filter_map(|path| path.first());
                    // An annotation goes with what it is about; without a name before it, with the whole.
                    let name = name.split('@').next().unwrap_or_default();
                    name.is_empty() || wanted.any(|first| first.eq_ignore_ascii_case(name))
                };
                let kept = members.into_iter().filter(|(name, _)| wanted(name));
                Json::Object(kept.collect::<Map<_, _>>())
            }
            other => other,
        }
    }

    /// The properties that filter, order and selection name, each with the option that names it.
    pub fn properties(&self) -> Vec<(&'static str, &[String])> {
        let filtered = self.filter.iter().flat_map(Filter::properties);
        let ordered = self.order.iter().map(|key| key.path.as_slice());
        let selected = self.select.iter().map(Vec::as_slice);
        filtered
            .map(|path| ("$filter", path))
            .chain(ordered.map(|path| ("$orderby", path)))
            .chain(selected.map(|path| ("$select", path)))
            .collect()
    }

    fn size(&self) -> usize {
        self.top.unwrap_or(USUAL)
    }
}

impl Start {
    fn read(text: &str) -> Option<Self> {
        if let Some(mark) = text.strip_prefix("after-") {
            return mark.parse().ok().map(Self::After);
        }
        let offset: u32 = text.strip_prefix("from-")?.parse().ok()?;
        usize::try_from(offset).ok().map(Self::Offset)
    }
}

/// A page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Page {
    /// Its objects.
    pub objects: Vec<Json>,
    /// The `$skiptoken` of the next one, if there is one.
    pub next: Option<String>,
    /// How many objects there are on all pages, where that was asked.
    pub count: Option<usize>,
}

/// A page that is being made: objects go in one after the other, each with a mark of its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed<'o> {
    options: &'o Options,
    kept: Vec<(i64, Json)>,
    count: usize,
}

impl<'o> Listed<'o> {
    /// Begins a page.
    ///
    /// ```
    /// use attrflow::serve::graph::odata::{Listed, Options, Query};
    /// let options = Options::read(&Query::read("$top=1&$orderby=id desc").unwrap()).unwrap();
    /// let mut listed = Listed::new(&options);
    /// for id in 1..=3 {
    ///     let _ = listed.push(id, serde_json::json!({"id": id}));
    /// }
    /// let page = listed.finish();
    /// assert_eq!((page.objects[0]["id"].clone(), page.next.as_deref()), (3.into(), Some("from-1")));
    /// ```
    pub fn new(options: &'o Options) -> Self {
        Self {
            options,
            kept: Vec::new(),
            count: 0,
        }
    }

    /// Counts an object of an earlier page.
    pub fn pass(&mut self, object: &Json) {
        let filter = self.options.filter.as_ref();
        self.count += usize::from(filter.is_none_or(|filter| filter.holds(object)));
    }

    /// Takes the next object; says when further ones change nothing.
    pub fn push(&mut self, mark: i64, object: Json) -> ControlFlow<()> {
        let filter = self.options.filter.as_ref();
        if filter.is_some_and(|filter| !filter.holds(&object)) {
            return ControlFlow::Continue(());
        }
        self.count += 1;
        // One more than is shown tells that there is a next page.
        let enough = self.offset() + self.options.size() + 1;
        if self.options.order.is_empty() {
            if self.kept.len() < enough {
                self.kept.push((mark, object));
            }
            return match self.kept.len() >= enough && !self.options.count {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            };
        }
        self.kept.push((mark, object));
        if self.kept.len() >= 2 * enough {
            self.sort();
            self.kept.truncate(enough);
        }
        ControlFlow::Continue(())
    }

    /// The page.
    pub fn finish(mut self) -> Page {
        self.sort();
        let (offset, size) = (self.offset(), self.options.size());
        let more = self.kept.len() > offset + size;
        self.kept.truncate(offset + size);
        let shown = self.kept.split_off(offset.min(self.kept.len()));
        let last = shown.last().map(|(mark, _)| *mark);
        let next = match (more, last) {
            (true, Some(mark)) if self.options.order.is_empty() => Some(format!("after-{mark}")),
            (true, Some(_)) => Some(format!("from-{}", offset + size)),
            _ => None,
        };
        let cut = |(_, object)| self.options.selected(object);
        Page {
            objects: shown.into_iter().map(cut).collect(),
            next,
            count: self.options.count.then_some(self.count),
        }
    }

    fn offset(&self) -> usize {
        match self.options.start {
            Start::Offset(offset) => offset,
            _ => 0,
        }
    }

    /// Objects that are equal in the order go by their marks, in the direction of the last key.
    fn sort(&mut self) {
        let order = &self.options.order;
        let Some(last) = order.last() else {
            return;
        };
        self.kept.sort_by(|(mark, left), (other, right)| {
            let order = Order::compare(order, left, right);
            order.then_with(|| match last.descending {
                true => other.cmp(mark),
                false => mark.cmp(other),
            })
        });
    }
}
