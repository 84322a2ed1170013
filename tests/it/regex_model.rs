//! Regular expressions against a model: random trees, printed as patterns, and matched by a small
//! interpreter that does what .NET's documentation says, step by step.

use attrflow::dotnet::regex::{MatchError, Regex, Template};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Tree {
    Text(&'static str),
    /// Printed form, and the members.
    Set(&'static str, &'static str),
    Anchor(&'static str),
    Sequence(Vec<Tree>),
    Either(Vec<Tree>),
    Repeat(Box<Tree>, usize, Option<usize>, bool),
    Capture(Box<Tree>),
    Atomic(Box<Tree>),
    Look {
        ahead: bool,
        negative: bool,
        tree: Box<Tree>,
    },
    /// The group opened so many groups ago, if there is one.
    Reference(usize),
}

/// A tree whose groups have numbers, with its pattern.
struct Numbered {
    pattern: String,
    groups: usize,
}

impl Numbered {
    fn print(&mut self, tree: &mut Tree) {
        match tree {
            Tree::Text(text) | Tree::Set(text, _) | Tree::Anchor(text) => self.pattern += text,
            Tree::Sequence(trees) => trees.iter_mut().for_each(|tree| self.wrapped("(?:", tree)),
            Tree::Either(trees) => {
                for (at, tree) in trees.iter_mut().enumerate() {
                    self.pattern += if at == 0 { "(?:" } else { "|" };
                    self.print(tree);
                }
                self.pattern += ")";
            }
            Tree::Repeat(tree, min, max, lazy) => {
                self.wrapped("(?:", tree);
                self.pattern += &match max {
                    Some(max) => format!("{{{min},{max}}}"),
                    None => format!("{{{min},}}"),
                };
                self.pattern += if *lazy { "?" } else { "" };
            }
            Tree::Capture(tree) => {
                self.groups += 1;
                self.wrapped("(", tree);
            }
            Tree::Atomic(tree) => self.wrapped("(?>", tree),
            Tree::Look {
                ahead,
                negative,
                tree,
            } => {
                let open = match (ahead, negative) {
                    (true, false) => "(?=",
                    (true, true) => "(?!",
                    (false, false) => "(?<=",
                    (false, true) => "(?<!",
                };
                self.wrapped(open, tree);
            }
            Tree::Reference(back) => match self.groups.checked_sub(*back) {
                Some(group) if group > 0 => {
                    *back = group;
                    self.pattern += &format!("(?:\\{group})");
                }
                _ => *tree = Tree::Sequence(Vec::new()),
            },
        }
    }

    fn wrapped(&mut self, open: &str, tree: &mut Tree) {
        self.pattern += open;
        self.print(tree);
        self.pattern += ")";
    }
}

type Groups = Vec<Option<(usize, usize)>>;
type Next<'n> = dyn FnMut(&mut Model, usize, &mut Groups) -> bool + 'n;

struct Model {
    text: Vec<char>,
    steps: usize,
}

impl Model {
    fn word(&self, at: usize) -> bool {
        self.text.get(at).is_some_and(|c| c.is_alphanumeric())
    }

    fn holds(&self, anchor: &str, at: usize) -> bool {
        let end = self.text.len();
        let boundary = || self.word(at) != (at > 0 && self.word(at - 1));
        match anchor {
            "^" => at == 0,
            "$" => at == end || (at + 1 == end && self.text[at] == '\n'),
            "\\z" => at == end,
            "(?m:^)" => at == 0 || self.text[at - 1] == '\n',
            "(?m:$)" => at == end || self.text[at] == '\n',
            "\\b" => boundary(),
            "\\B" => !boundary(),
            anchor => panic!("{anchor}"),
        }
    }

    /// Matches a tree at a place; `group` is the number of the last group opened before it.
    fn run(
        &mut self,
        tree: &Tree,
        group: usize,
        at: usize,
        groups: &mut Groups,
        next: &mut Next,
    ) -> bool {
        self.steps += 1;
        if self.steps > 20_000 {
            return false;
        }
        match tree {
            Tree::Text(text) => {
                let matches = self.text[at..].starts_with(&text.chars().collect::<Vec<_>>());
                matches && next(self, at + text.chars().count(), groups)
            }
            Tree::Set(_, members) => {
                let matches = self.text.get(at).is_some_and(|c| members.contains(*c));
                matches && next(self, at + 1, groups)
            }
            Tree::Anchor(anchor) => self.holds(anchor, at) && next(self, at, groups),
            Tree::Sequence(trees) => match trees.split_first() {
                None => next(self, at, groups),
                Some((first, rest)) => {
                    let rest = Tree::Sequence(rest.to_vec());
                    let after = group + count(first);
                    self.run(first, group, at, groups, &mut |model, at, groups| {
                        model.run(&rest, after, at, groups, next)
                    })
                }
            },
            Tree::Either(trees) => {
                let mut group = group;
                for tree in trees {
                    if self.run(tree, group, at, groups, next) {
                        return true;
                    }
                    group += count(tree);
                }
                false
            }
            Tree::Repeat(tree, min, max, lazy) => {
                let round = Round {
                    tree,
                    group,
                    min: *min,
                    max: *max,
                    lazy: *lazy,
                };
                self.round(&round, 0, false, at, groups, next)
            }
            Tree::Capture(tree) => {
                self.run(tree, group + 1, at, groups, &mut |model, end, groups| {
                    let before = groups[group + 1];
                    groups[group + 1] = Some((at, end));
                    next(model, end, groups) || {
                        groups[group + 1] = before;
                        false
                    }
                })
            }
            Tree::Atomic(tree) => {
                let saved = groups.clone();
                match self.once(tree, group, at, groups) {
                    Some(end) if next(self, end, groups) => true,
                    _ => {
                        *groups = saved;
                        false
                    }
                }
            }
            Tree::Look {
                ahead,
                negative,
                tree,
            } => {
                let saved = groups.clone();
                let found = match ahead {
                    true => self.once(tree, group, at, groups).is_some(),
                    false => (0..=at).any(|start| {
                        self.run(tree, group, start, &mut saved.clone(), &mut |_, end, _| {
                            end == at
                        })
                    }),
                };
                if *negative {
                    *groups = saved.clone();
                }
                if found != *negative && next(self, at, groups) {
                    return true;
                }
                *groups = saved;
                false
            }
            Tree::Reference(group) => {
                let Some((start, end)) = groups[*group] else {
                    return false;
                };
                let value = self.text[start..end].to_vec();
                self.text[at..].starts_with(&value) && next(self, at + value.len(), groups)
            }
        }
    }

    fn once(&mut self, tree: &Tree, group: usize, at: usize, groups: &mut Groups) -> Option<usize> {
        let mut end = None;
        self.run(tree, group, at, groups, &mut |_, at, _| {
            end = Some(at);
            true
        });
        end
    }

    fn round(
        &mut self,
        round: &Round,
        done: usize,
        empty: bool,
        at: usize,
        groups: &mut Groups,
        next: &mut Next,
    ) -> bool {
        let enough = done >= round.min;
        let may_go_on = !(enough && (empty || round.max == Some(done)));
        if enough && (round.lazy || !may_go_on) && next(self, at, groups) {
            return true;
        }
        if !may_go_on {
            return false;
        }
        let again = self.run(
            round.tree,
            round.group,
            at,
            groups,
            &mut |model, end, groups| model.round(round, done + 1, end == at, end, groups, next),
        );
        again || (enough && !round.lazy && next(self, at, groups))
    }

    fn matches(&mut self, tree: &Tree, count: usize) -> Vec<Groups> {
        let mut found = Vec::new();
        let mut at = 0;
        while at <= self.text.len() {
            let mut groups = vec![None; count + 1];
            match self.once(tree, 0, at, &mut groups) {
                None => at += 1,
                Some(end) => {
                    groups[0] = Some((at, end));
                    found.push(groups);
                    at = end + usize::from(end == at);
                }
            }
        }
        found
    }
}

struct Round<'r> {
    tree: &'r Tree,
    group: usize,
    min: usize,
    max: Option<usize>,
    lazy: bool,
}

fn count(tree: &Tree) -> usize {
    match tree {
        Tree::Sequence(trees) | Tree::Either(trees) => trees.iter().map(count).sum(),
        Tree::Capture(tree) => 1 + count(tree),
        Tree::Repeat(tree, ..) | Tree::Atomic(tree) | Tree::Look { tree, .. } => count(tree),
        _ => 0,
    }
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        4 => prop::sample::select(vec!["a", "b", "é", "ab", ""]).prop_map(Tree::Text),
        3 => prop::sample::select(vec![("[ab]", "ab"), (".", "abé "), ("[^a]", "bé \n"), (r"\w", "abé"), (r"\W", " \n")])
            .prop_map(|(text, members)| Tree::Set(text, members)),
        2 => prop::sample::select(vec!["^", "$", "\\z", "(?m:^)", "(?m:$)", "\\b", "\\B"]).prop_map(Tree::Anchor),
        1 => (0_usize..3).prop_map(Tree::Reference),
    ];
    leaf.prop_recursive(5, 14, 3, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            4 => prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::Sequence),
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(Tree::Either),
            4 => (boxed(), 0_usize..3, prop::option::of(0_usize..3), any::<bool>())
                .prop_map(|(tree, min, more, lazy)| Tree::Repeat(tree, min, more.map(|more| min + more), lazy)),
            3 => boxed().prop_map(Tree::Capture),
            1 => boxed().prop_map(Tree::Atomic),
            2 => (any::<bool>(), any::<bool>(), boxed())
                .prop_map(|(ahead, negative, tree)| Tree::Look { ahead, negative, tree }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn equals_the_model(mut tree in tree(), text in "[abé \n]{0,6}") {
        let mut numbered = Numbered { pattern: String::new(), groups: 0 };
        numbered.print(&mut tree);
        let Numbered { pattern, groups } = numbered;
        let Ok(regex) = Regex::new(&pattern) else {
            return Ok(());
        };
        let mut model = Model { text: text.chars().collect(), steps: 0 };
        let expected = model.matches(&tree, groups);
        if model.steps > 20_000 {
            return Ok(());
        }
        let template = |wanted: Option<usize>| match wanted {
            None => "<$&>".to_owned(),
            Some(group) => format!("<${{{group}}}>"),
        };
        for wanted in std::iter::once(None).chain((1..=groups).map(Some)) {
            let Ok(template) = Template::new(&template(wanted), &regex) else {
                continue;
            };
            let mut out = String::new();
            match regex.replace_all(&text, &template, &mut out) {
                Err(MatchError::Budget) => continue,
                other => prop_assert_eq!(other, Ok(!expected.is_empty()), "{} {:?}", pattern, text),
            }
            if expected.is_empty() {
                continue;
            }
            let mut model_out = String::new();
            let mut done = 0;
            for groups in &expected {
                let part = |from: usize, to: usize| model.text[from..to].iter().collect::<String>();
                let (start, end) = groups[0].unwrap();
                let value = groups[wanted.unwrap_or(0)].map_or(String::new(), |(from, to)| part(from, to));
                model_out += &format!("{}<{value}>", part(done, start));
                done = end;
            }
            model_out.extend(&model.text[done..]);
            prop_assert_eq!(out, model_out, "{} {:?} {:?}", pattern, text, wanted);
        }
    }
}
