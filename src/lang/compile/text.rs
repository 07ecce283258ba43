//! f-strings and t-strings.
//!
//! Source: `codegen_joined_str`, `codegen_interpolation` of CPython 3.14.

use super::{Compiled, Compiler};
use crate::lang::code::{Const, Intrinsic1, Op};
use crate::lang::parse::ast;

impl<'a> Compiler<'a> {
    pub(super) fn f_string(&mut self, node: &'a ast::ExprFString) -> Compiled {
        let mut n = 0;
        let mut text = String::new();
        for part in node.value.iter() {
            match part {
                ast::FStringPart::Literal(literal) => text.push_str(&literal.value),
                ast::FStringPart::FString(string) => {
                    for element in &string.elements {
                        self.interpolated(element, &mut text, &mut n)?;
                    }
                }
            }
        }
        self.at(node);
        self.flush(&mut text, &mut n);
        if n != 1 {
            self.emit_arg(Op::BuildString, n);
        }
        Ok(())
    }

    /// A tuple of strings and, between them, tuples of what is interpolated: `Intrinsic1::Template` makes a template of it.
    pub(super) fn t_string(&mut self, node: &'a ast::ExprTString) -> Compiled {
        let (mut text, mut n) = (String::new(), 0);
        for element in node.value.elements() {
            let element = match element {
                ast::InterpolatedStringElement::Literal(literal) => {
                    text.push_str(&literal.value);
                    continue;
                }
                ast::InterpolatedStringElement::Interpolation(element) => element,
            };
            if let Some(debug) = &element.debug_text {
                text.push_str(debug.leading());
                text.push_str(debug.expression());
                text.push_str(debug.trailing());
            }
            self.at(element);
            self.load_const(Const::Str(std::mem::take(&mut text).into()));
            self.expr(&element.expression)?;
            self.at(element);
            self.load_const(Const::Str(self.source_of(&*element.expression).into()));
            self.load_const(match element.conversion {
                ast::ConversionFlag::Str => Const::Str("s".into()),
                ast::ConversionFlag::Repr => Const::Str("r".into()),
                ast::ConversionFlag::Ascii => Const::Str("a".into()),
                ast::ConversionFlag::None if element.debug_text.is_some() && element.format_spec.is_none() => {
                    Const::Str("r".into())
                }
                ast::ConversionFlag::None => Const::None,
            });
            self.format_of(element.format_spec.as_deref())?;
            self.emit_arg(Op::BuildTuple, 4);
            n += 2;
        }
        self.at(node);
        self.load_const(Const::Str(text.into()));
        self.emit_arg(Op::BuildTuple, n + 1);
        self.emit_arg(Op::CallIntrinsic1, Intrinsic1::Template as u32);
        Ok(())
    }

    /// A format specification as one string on the stack.
    fn format_of(&mut self, spec: Option<&'a ast::InterpolatedStringFormatSpec>) -> Compiled {
        let (mut inner, mut m) = (String::new(), 0);
        for element in spec.iter().flat_map(|spec| &spec.elements) {
            self.interpolated(element, &mut inner, &mut m)?;
        }
        self.flush(&mut inner, &mut m);
        if m != 1 {
            self.emit_arg(Op::BuildString, m);
        }
        Ok(())
    }

    fn flush(&mut self, text: &mut String, n: &mut u32) {
        if !text.is_empty() || *n == 0 {
            self.load_const(Const::Str(std::mem::take(text).into()));
            *n += 1;
        }
    }

    fn interpolated(
        &mut self,
        element: &'a ast::InterpolatedStringElement,
        text: &mut String,
        n: &mut u32,
    ) -> Compiled {
        let element = match element {
            ast::InterpolatedStringElement::Literal(literal) => {
                text.push_str(&literal.value);
                return Ok(());
            }
            ast::InterpolatedStringElement::Interpolation(element) => element,
        };
        if let Some(debug) = &element.debug_text {
            text.push_str(debug.leading());
            text.push_str(debug.expression());
            text.push_str(debug.trailing());
        }
        if !text.is_empty() {
            self.at(element);
            self.flush(text, n);
        }
        self.expr(&element.expression)?;
        self.at(element);
        let shows_repr = element.debug_text.is_some() && element.format_spec.is_none();
        match element.conversion {
            ast::ConversionFlag::Str => self.emit_arg(Op::ConvertValue, 1),
            ast::ConversionFlag::Repr => self.emit_arg(Op::ConvertValue, 2),
            ast::ConversionFlag::Ascii => self.emit_arg(Op::ConvertValue, 3),
            ast::ConversionFlag::None if shows_repr => self.emit_arg(Op::ConvertValue, 2),
            ast::ConversionFlag::None => {}
        }
        match &element.format_spec {
            None => self.emit(Op::FormatSimple),
            Some(spec) => {
                self.format_of(Some(spec))?;
                self.emit(Op::FormatWithSpec);
            }
        }
        *n += 1;
        Ok(())
    }
}
