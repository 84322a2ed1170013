//! From trees to text: the one spelling that Graph returns, and a form for people.

use std::fmt;

use super::literal::push_quoted;
use super::{Call, Expr, ExprKind};

/// Blanks per level of the pretty form.
const INDENT: usize = 2;

impl fmt::Display for Expr {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.canonical())
    }
}

impl Expr {
    /// The canonical spelling on one line, as Graph returns it: one blank after each comma, none inside
    /// parentheses or around comparisons, a trailing `, )` where the last argument is absent.
    ///
    /// ```
    /// let tree = attrflow::syntax::parse_expression(r#"Replace([x],"-",,,"_",,)"#).unwrap();
    /// assert_eq!(tree.canonical(), r#"Replace([x], "-", , , "_", , )"#);
    /// ```
    pub fn canonical(&self) -> String {
        let mut written = String::new();
        push(&mut written, self);
        written
    }

    /// Broken over lines where a call is longer than `width` characters, one argument a line.
    ///
    /// ```
    /// let tree = attrflow::syntax::parse_expression("Join(\"@\", [alias], [domain])").unwrap();
    /// assert_eq!(tree.pretty(20), "Join(\n  \"@\",\n  [alias],\n  [domain]\n)");
    /// ```
    pub fn pretty(&self, width: usize) -> String {
        self.pretty_with(width, &|_| None)
    }

    /// As [`Expr::pretty`], with the arguments of some functions two a line: `pairs_after` says after
    /// how many arguments the pairs of a function begin.
    ///
    /// ```
    /// let tree = attrflow::syntax::parse_expression("Switch([c], , \"US\", \"1\", \"DE\", \"49\")").unwrap();
    /// let pairs = |name: &str| (name == "Switch").then_some(2);
    /// assert_eq!(tree.pretty_with(20, &pairs), "Switch(\n  [c],\n  ,\n  \"US\", \"1\",\n  \"DE\", \"49\"\n)");
    /// ```
    pub fn pretty_with(&self, width: usize, pairs_after: &dyn Fn(&str) -> Option<usize>) -> String {
        let mut pretty = Pretty {
            written: String::new(),
            width,
            pairs_after,
        };
        pretty.expr(self, 0, 0);
        pretty.written
    }
}

fn push(written: &mut String, expr: &Expr) {
    match &expr.kind {
        ExprKind::Call(call) => {
            written.push_str(&call.name.node);
            written.push('(');
            for (at, arg) in call.args.iter().enumerate() {
                if at > 0 {
                    written.push_str(", ");
                }
                if let Some(value) = &arg.value {
                    push(written, value);
                }
            }
            written.push(')');
        }
        ExprKind::Compare {
            operator,
            left,
            right,
        } => {
            push_operand(written, left);
            written.push_str(operator.node.spelling());
            push_operand(written, right);
        }
        ExprKind::Concat(operands) => {
            for (at, operand) in operands.iter().enumerate() {
                if at > 0 {
                    written.push_str(" & ");
                }
                push_operand(written, operand);
            }
        }
        ExprKind::Attribute(name) => {
            written.push('[');
            written.push_str(name);
            written.push(']');
        }
        ExprKind::Text(text) => push_quoted(written, text),
        ExprKind::Number(number) => written.push_str(number),
        ExprKind::Word(word) => written.push_str(word),
        ExprKind::Parameter(name) => {
            written.push('%');
            written.push_str(name);
            written.push('%');
        }
    }
}

/// An operand; a comparison among operators needs its parentheses.
fn push_operand(written: &mut String, operand: &Expr) {
    if matches!(operand.kind, ExprKind::Compare { .. }) {
        written.push('(');
        push(written, operand);
        written.push(')');
    } else {
        push(written, operand);
    }
}

struct Pretty<'p> {
    written: String,
    width: usize,
    pairs_after: &'p dyn Fn(&str) -> Option<usize>,
}

impl Pretty<'_> {
    /// Writes an expression; `depth` levels in, with `after` more characters on its last line.
    fn expr(&mut self, expr: &Expr, depth: usize, after: usize) {
        let line = expr.canonical();
        if self.column() + line.chars().count() + after <= self.width {
            self.written.push_str(&line);
            return;
        }
        match &expr.kind {
            ExprKind::Call(call) if !call.args.is_empty() => self.call(call, depth),
            ExprKind::Compare {
                operator,
                left,
                right,
            } => {
                let sign = operator.node.spelling();
                self.operand(left, depth, sign.len());
                self.written.push_str(sign);
                self.operand(right, depth, after);
            }
            ExprKind::Concat(operands) => {
                for (at, operand) in operands.iter().enumerate() {
                    if at > 0 {
                        self.written.push_str(" &");
                        self.line(depth + 1);
                    }
                    self.operand(operand, depth + usize::from(at > 0), 2);
                }
            }
            _ => self.written.push_str(&line),
        }
    }

    fn operand(&mut self, operand: &Expr, depth: usize, after: usize) {
        let parentheses = matches!(operand.kind, ExprKind::Compare { .. });
        if parentheses {
            self.written.push('(');
        }
        self.expr(operand, depth, after + usize::from(parentheses));
        if parentheses {
            self.written.push(')');
        }
    }

    fn call(&mut self, call: &Call, depth: usize) {
        let pairs_after = (self.pairs_after)(&call.name.node).unwrap_or(usize::MAX);
        let last = call.args.len() - 1;
        self.written.push_str(&call.name.node);
        self.written.push('(');
        for (at, arg) in call.args.iter().enumerate() {
            let second = at > pairs_after && (at - pairs_after) % 2 == 1;
            match (&arg.value, second) {
                (None, _) if at == last => {}
                (_, true) => self.written.push(' '),
                (_, false) => self.line(depth + 1),
            }
            if let Some(value) = &arg.value {
                self.expr(value, depth + 1, 1);
            }
            if at < last {
                self.written.push(',');
            }
        }
        self.line(depth);
        self.written.push(')');
    }

    fn line(&mut self, depth: usize) {
        self.written.push('\n');
        self.written
            .extend(std::iter::repeat_n(' ', depth * INDENT));
    }

    /// Characters since the last line break.
    fn column(&self) -> usize {
        let line = self.written.rsplit('\n').next().unwrap_or_default();
        line.chars().count()
    }
}
