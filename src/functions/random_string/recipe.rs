//! What a random text is made of.

use crate::diag::{Code, Sample, Severity};

/// A text that nobody can make.
pub(in crate::functions) static IMPOSSIBLE: Code = Code {
    slug: "random-string",
    severity: Severity::Error,
    title: "no text meets the demands of `RandomString`",
    explanation: "`RandomString(Length, MinimumNumbers, MinimumSpecialCharacters, MinimumCapital, \
MinimumLowerCase, CharactersToAvoid)` gives at most 256 characters. The four minimums must fit into the \
length together, and the characters to avoid must leave some of each kind that is demanded.",
    sample: Sample::Expression("RandomString(6, 3, 2, 1, 1)"),
};

/// The kinds of character in the order of the minimums, each with what people call it.
pub(super) const CLASSES: [(&str, &[u8]); 4] = [
    ("digits", b"0123456789"),
    ("special characters", b"~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/"),
    ("capital letters", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("lower-case letters", b"abcdefghijklmnopqrstuvwxyz"),
];

/// The position of the length; the minimums follow.
pub(super) const LENGTH: usize = 0;

/// The documented limit.
const LONGEST: usize = 256;

/// How many characters of which pools.
#[derive(Debug)]
pub(super) struct Recipe {
    length: usize,
    minimums: [usize; CLASSES.len()],
    pools: [Box<[u8]>; CLASSES.len()],
    all: Box<[u8]>,
}

/// Why there is no such text.
pub(super) struct Wrong {
    /// The argument that asks for too much.
    pub(super) argument: usize,
    /// Whether the length has a share in it.
    pub(super) beside_length: bool,
    pub(super) message: String,
}

impl Recipe {
    /// A recipe from the length and the minimums.
    pub(super) fn new(numbers: [i64; CLASSES.len() + 1], avoided: &str) -> Result<Self, Wrong> {
        let [length, minimums @ ..] = numbers;
        let wrong = |argument, beside_length, message| Wrong {
            argument,
            beside_length,
            message,
        };
        let length = usize::try_from(length)
            .ok()
            .filter(|length| (1..=LONGEST).contains(length))
            .ok_or_else(|| {
                let message = format!("a length of `{length}` is not between 1 and {LONGEST}");
                wrong(LENGTH, false, message)
            })?;
        let pools = CLASSES.map(|(_, characters)| {
            let kept = characters
                .iter()
                .copied()
                .filter(|character| !avoided.contains(char::from(*character)));
            kept.collect::<Box<[u8]>>()
        });
        let mut counts = [0; CLASSES.len()];
        let mut sum = 0_usize;
        let parts = minimums.iter().zip(&mut counts).zip(CLASSES).zip(&pools);
        for (index, (((minimum, count), (name, _)), pool)) in parts.enumerate() {
            let argument = index + 1;
            *count = usize::try_from(*minimum).map_err(|_| {
                wrong(
                    argument,
                    false,
                    format!("`{minimum}` is not a number of {name}"),
                )
            })?;
            sum = sum.saturating_add(*count);
            if sum > length {
                let message = format!("the minimums do not fit into {length} characters");
                return Err(wrong(argument, true, message));
            }
            if *count > 0 && pool.is_empty() {
                let message = format!("{name} are demanded, and all of them are to be avoided");
                return Err(wrong(argument, false, message));
            }
        }
        let all = pools.concat().into_boxed_slice();
        if sum < length && all.is_empty() {
            return Err(wrong(
                CLASSES.len() + 1,
                false,
                "no character is left that is not to be avoided".to_owned(),
            ));
        }
        Ok(Self {
            length,
            minimums: counts,
            pools,
            all,
        })
    }

    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// How many characters no minimum asks for.
    pub(super) fn rest(&self) -> usize {
        self.length - self.minimums.iter().sum::<usize>()
    }

    /// Makes a text, character by character.
    pub(super) fn follow(&self, mut random: impl FnMut() -> u64, mut push: impl FnMut(char)) {
        let mut made = [0_u8; LONGEST];
        let wanted = self
            .minimums
            .iter()
            .zip(&self.pools)
            .flat_map(|(count, pool)| std::iter::repeat_n(pool, *count))
            .chain(std::iter::repeat_n(&self.all, self.rest()));
        for (place, pool) in made.iter_mut().zip(wanted) {
            let at = below(pool.len(), random());
            *place = pool.get(at).copied().unwrap_or_default();
        }
        let made = made.get_mut(..self.length).unwrap_or_default();
        // Fisher and Yates: every order is equally likely.
        for last in (1..made.len()).rev() {
            made.swap(last, below(last + 1, random()));
        }
        for character in made {
            push(char::from(*character));
        }
    }
}

/// A number below the limit, each as likely as any other as far as 64 bits tell.
fn below(limit: usize, random: u64) -> usize {
    ((u128::from(random) * limit as u128) >> 64) as usize
}
