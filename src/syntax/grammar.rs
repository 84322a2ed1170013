//! The parser that pest derives, and the words for its rules.

use pest_derive::Parser;

/// Parses both languages.
#[derive(Parser)]
#[grammar = "grammar/lexical.pest"]
#[grammar = "grammar/expression.pest"]
#[grammar = "grammar/filter.pest"]
pub(super) struct Grammar;

/// What people call what a rule reads; `None` for what they were never asked to write.
pub(super) fn title(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::EOI => Some("the end"),
        Rule::string
        | Rule::attribute
        | Rule::number
        | Rule::word
        | Rule::parameter
        | Rule::named
        | Rule::group
        | Rule::operand
        | Rule::expression
        | Rule::expression_text => Some("a value"),
        Rule::close => Some("`)`"),
        Rule::comma => Some("`,`"),
        Rule::colon => Some("`:`"),
        Rule::ampersand => Some("`&`"),
        Rule::equal
        | Rule::not_equal
        | Rule::less
        | Rule::less_or_equal
        | Rule::greater
        | Rule::greater_or_equal => Some("a comparison"),
        Rule::bare_attribute | Rule::clause => Some("an attribute"),
        Rule::operator_sign | Rule::operator_words => Some("an operator"),
        Rule::group_name => Some("a group's name"),
        Rule::filter_text => Some("a clause"),
        Rule::open
        | Rule::arguments
        | Rule::and
        | Rule::or
        | Rule::gap
        | Rule::odd_blank
        | Rule::odd_char
        | Rule::comment
        | Rule::string_plain
        | Rule::string_escape
        | Rule::single_quoted
        | Rule::curly_single
        | Rule::curly_quoted
        | Rule::curly_plain
        | Rule::curly_double
        | Rule::attribute_part
        | Rule::attribute_inner
        | Rule::number_char
        | Rule::word_start
        | Rule::word_char
        | Rule::comparison
        | Rule::foreign_comparison
        | Rule::foreign_word
        | Rule::semicolon
        | Rule::salvage
        | Rule::salvage_token
        | Rule::foreign_sign
        | Rule::infix
        | Rule::plus
        | Rule::arithmetic
        | Rule::negation
        | Rule::primary
        | Rule::parameter_open
        | Rule::parameter_char
        | Rule::separator
        | Rule::missing_comma
        | Rule::value_start
        | Rule::connective
        | Rule::missing_connective
        | Rule::filter_part
        | Rule::subject
        | Rule::filter_operator
        | Rule::foreign_operator
        | Rule::operator_word
        | Rule::clause_value
        | Rule::clause_text
        | Rule::foreign_value => None,
    }
}
