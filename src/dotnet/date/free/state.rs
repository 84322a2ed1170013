//! Owns the grammar of free date texts: which tokens may follow each other, and what they add up to. Knows no text.

/// A token of a free date text: a number or name together with what stands behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token {
    End,
    NumberEnd,
    NumberDesignator,
    NumberBlank,
    NumberDateSeparator,
    NumberTimeSeparator,
    /// A number before the `T` of ISO 8601.
    NumberTimeMark,
    /// A number before a Chinese, Japanese or Korean word for year, month or day.
    NumberDateSuffix,
    /// A number before such a word for hour, minute or second.
    NumberTimeSuffix,
    MonthEnd,
    MonthBlank,
    MonthDateSeparator,
    YearEnd,
    YearBlank,
    YearDateSeparator,
    Weekday,
    Zone,
    Era,
}

/// What was read since the last finished date or time. N is a number, M a month name, Y a year of three digits or more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    Start,
    N,
    Nn,
    /// From here to `YMThen`: surely a date. "Then" means that a date separator stands last.
    NThen,
    DateNn,
    NnThen,
    M,
    Mn,
    Nm,
    MnThen,
    NSuffixed,
    Y,
    Yn,
    YnThen,
    Ym,
    YmThen,
    DateSuffixed,
    TimeSuffixed,
    /// One number and a time separator.
    Hour,
    /// Two numbers, each with a time separator.
    HourMinute,
}

/// A finished date or time, by the order of its parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Finding {
    Nn,
    Nnn,
    Mn,
    Nm,
    Mnn,
    Ynn,
    Nny,
    Ymn,
    Yn,
    Ym,
    /// All parts have suffixes.
    Suffixed,
    SuffixedN,
    NSuffixed,
    NnSuffixed,
    TimeN,
    TimeNn,
    TimeNnn,
}

/// What a token leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Go(State),
    Found(Finding),
}

use Step::{Found, Go};

impl State {
    /// The step that a token makes from here, or `None` where it may not stand here.
    pub fn next(self, token: Token) -> Option<Step> {
        if self.stays(token) {
            return Some(Go(match self {
                State::YnThen => State::Yn,
                State::YmThen => State::Ym,
                other => other,
            }));
        }
        match self {
            State::Start => start(token),
            State::N | State::NThen => one_number(self, token),
            State::Nn | State::DateNn | State::NnThen => two_numbers(self, token),
            State::M | State::Mn | State::Nm | State::MnThen => month(self, token),
            State::Y | State::Yn | State::YnThen | State::Ym | State::YmThen => year(self, token),
            State::NSuffixed | State::DateSuffixed | State::TimeSuffixed => suffixed(self, token),
            State::Hour | State::HourMinute => time(self, token),
        }
    }

    /// Whether a token that adds nothing to date or time may stand here.
    fn stays(self, token: Token) -> bool {
        match token {
            Token::Era => true,
            Token::Weekday => self != State::Hour,
            Token::Zone => matches!(
                self,
                State::Start
                    | State::N
                    | State::Nn
                    | State::TimeSuffixed
                    | State::Hour
                    | State::HourMinute
            ),
            Token::End => self == State::Start,
            _ => false,
        }
    }
}

fn start(token: Token) -> Option<Step> {
    Some(match token {
        Token::NumberDesignator => Found(Finding::TimeN),
        Token::NumberBlank => Go(State::N),
        Token::NumberDateSeparator => Go(State::NThen),
        Token::NumberTimeSeparator => Go(State::Hour),
        Token::NumberDateSuffix => Go(State::DateSuffixed),
        Token::NumberTimeSuffix => Go(State::TimeSuffixed),
        Token::MonthBlank | Token::MonthDateSeparator => Go(State::M),
        Token::YearBlank | Token::YearDateSeparator => Go(State::Y),
        _ => return None,
    })
}

fn one_number(state: State, token: Token) -> Option<Step> {
    let separated = state == State::NThen;
    Some(match token {
        Token::NumberEnd => Found(Finding::Nn),
        Token::NumberDesignator if !separated => Found(Finding::TimeNn),
        Token::NumberBlank => Go(if separated { State::DateNn } else { State::Nn }),
        Token::NumberDateSeparator => Go(State::NnThen),
        Token::NumberDateSuffix if !separated => Go(State::NSuffixed),
        Token::MonthEnd => Found(Finding::Nm),
        Token::MonthBlank => Go(if separated { State::Mn } else { State::Nm }),
        Token::MonthDateSeparator => Go(State::MnThen),
        Token::YearEnd => Found(Finding::Yn),
        Token::YearBlank => Go(State::Yn),
        Token::YearDateSeparator => Go(State::YnThen),
        _ => return None,
    })
}

fn two_numbers(state: State, token: Token) -> Option<Step> {
    let separated = state == State::NnThen;
    Some(match token {
        Token::End if !separated => Found(Finding::Nn),
        Token::NumberEnd | Token::NumberBlank => Found(Finding::Nnn),
        Token::NumberDesignator => Found(match state {
            State::Nn => Finding::TimeNnn,
            State::DateNn => Finding::TimeN,
            _ => Finding::Nnn,
        }),
        Token::NumberTimeSeparator if !separated => Go(State::Hour),
        Token::NumberTimeSuffix if !separated => Go(State::TimeSuffixed),
        Token::NumberDateSuffix if state != State::Nn => Found(Finding::Suffixed),
        Token::MonthEnd | Token::MonthBlank => Found(Finding::Mnn),
        Token::YearEnd | Token::YearBlank => Found(Finding::Nny),
        _ => return None,
    })
}

fn month(state: State, token: Token) -> Option<Step> {
    let complete = matches!(state, State::Mn | State::Nm);
    Some(match token {
        Token::NumberEnd if state == State::M => Found(Finding::Mn),
        Token::NumberBlank if state == State::M => Go(State::Mn),
        Token::NumberDateSeparator if state == State::M => Go(State::MnThen),
        Token::YearEnd if state == State::M => Found(Finding::Ym),
        Token::YearBlank if state == State::M => Go(State::Ym),
        Token::YearDateSeparator if state == State::M => Go(State::YmThen),
        _ if state == State::M => return None,
        Token::End if complete => Found(if state == State::Mn {
            Finding::Mn
        } else {
            Finding::Nm
        }),
        Token::NumberEnd | Token::NumberBlank => Found(Finding::Mnn),
        Token::NumberDesignator if complete => Found(Finding::Mnn),
        Token::NumberTimeSeparator if complete => Go(State::Hour),
        Token::NumberDateSuffix if complete => Found(Finding::Suffixed),
        Token::NumberTimeSuffix if complete => Go(State::TimeSuffixed),
        Token::YearEnd | Token::YearBlank => Found(Finding::Ymn),
        _ => return None,
    })
}

fn year(state: State, token: Token) -> Option<Step> {
    Some(match (state, token) {
        (State::Y, Token::NumberEnd) => Found(Finding::Yn),
        (State::Y, Token::NumberBlank) => Go(State::Yn),
        (State::Y, Token::NumberDateSeparator) => Go(State::YnThen),
        (State::Y, Token::MonthEnd) => Found(Finding::Ym),
        (State::Y, Token::MonthBlank | Token::NumberDateSuffix) => Go(State::Ym),
        (State::Y, Token::MonthDateSeparator) => Go(State::YmThen),
        (State::Yn, Token::End) => Found(Finding::Yn),
        (State::Ym, Token::End) => Found(Finding::Ym),
        (
            State::Yn | State::YnThen,
            Token::NumberEnd | Token::NumberDesignator | Token::NumberBlank,
        ) => Found(Finding::Ynn),
        (
            State::Ym | State::YmThen,
            Token::NumberEnd | Token::NumberDesignator | Token::NumberBlank,
        ) => Found(Finding::Ymn),
        (State::Yn | State::YnThen, Token::MonthEnd | Token::MonthBlank) => Found(Finding::Ymn),
        _ => return None,
    })
}

fn suffixed(state: State, token: Token) -> Option<Step> {
    Some(match (state, token) {
        (State::NSuffixed, Token::End) => Found(Finding::NSuffixed),
        (State::NSuffixed, Token::NumberEnd | Token::NumberDesignator | Token::NumberBlank) => {
            Found(Finding::NnSuffixed)
        }
        (State::NSuffixed, Token::NumberDateSuffix) => Go(State::NSuffixed),
        (State::DateSuffixed, Token::End) => Found(Finding::Suffixed),
        (State::DateSuffixed, Token::NumberEnd) => Found(Finding::SuffixedN),
        (State::DateSuffixed, Token::NumberDesignator) => Found(Finding::TimeN),
        (State::DateSuffixed, Token::NumberBlank) => Go(State::Hour),
        (State::TimeSuffixed, Token::End | Token::NumberEnd | Token::NumberDesignator) => {
            Found(Finding::Suffixed)
        }
        (State::TimeSuffixed, Token::NumberBlank) => Go(State::Hour),
        (State::TimeSuffixed, Token::NumberDateSeparator) => Go(State::NThen),
        (State::NSuffixed | State::DateSuffixed, Token::NumberTimeSeparator) => Go(State::Hour),
        (State::DateSuffixed | State::TimeSuffixed, Token::NumberDateSuffix) => {
            Go(State::DateSuffixed)
        }
        (_, Token::NumberTimeSuffix) => Go(State::TimeSuffixed),
        _ => return None,
    })
}

fn time(state: State, token: Token) -> Option<Step> {
    Some(match (state, token) {
        (State::Hour, Token::NumberEnd | Token::NumberDesignator | Token::NumberBlank) => {
            Found(Finding::TimeNn)
        }
        (State::Hour, Token::NumberTimeSeparator) => Go(State::HourMinute),
        (State::Hour, Token::MonthEnd) => Found(Finding::Nm),
        (State::Hour, Token::MonthBlank) => Go(State::Nm),
        (State::HourMinute, Token::NumberEnd | Token::NumberDesignator | Token::NumberBlank) => {
            Found(Finding::TimeNnn)
        }
        (_, Token::NumberTimeSuffix) => Go(State::TimeSuffixed),
        _ => return None,
    })
}
