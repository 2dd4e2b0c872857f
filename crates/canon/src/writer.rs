//! The canonical writer: RFC 8785 JSON for the subset that has no floats, straight from serde into bytes.
//!
//! Members are written in the order they come, and put in order afterwards only where they were not: a type that
//! declares its fields by name order pays nothing.

use crate::MAX_BYTES;
use crate::error::CanonError;
use crate::name::Name;
use crate::value::MAX_SAFE_INTEGER;
use serde::Serialize;
use serde::ser::{self, Serializer};
use std::fmt;
use std::ops::Range;

/// The deepest nesting that is written.
pub const MAX_DEPTH: usize = 100;

/// The canonical bytes of a value.
///
/// # Errors
/// [`CanonError`] for a float, an integer beyond 2^53 − 1, a member name that is not plain ASCII, a member that
/// stands twice, nesting deeper than [`MAX_DEPTH`], or more than [`MAX_BYTES`](crate::MAX_BYTES).
pub fn to_bytes<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonError> {
    let (out, members) = (Vec::with_capacity(1024), Vec::with_capacity(16));
    let mut writer = Writer { out, depth: 0, members, sorting: Vec::new() };
    value.serialize(&mut writer)?;
    let bytes = writer.out.len();
    if bytes > MAX_BYTES { Err(CanonError::TooLong { bytes }) } else { Ok(writer.out) }
}

struct Writer {
    out: Vec<u8>,
    depth: usize,
    /// The members of all objects that are open, the innermost last: one list for all spares an allocation each.
    members: Vec<Member>,
    /// Where members are put in order.
    sorting: Vec<u8>,
}

/// How many digits [`MAX_SAFE_INTEGER`] has.
const INTEGER_DIGITS: usize = 16;

impl Writer {
    fn open(&mut self, bracket: u8) -> Result<(), CanonError> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > MAX_DEPTH {
            return Err(CanonError::Depth);
        }
        self.out.push(bracket);
        Ok(())
    }

    fn close(&mut self, bracket: u8) {
        self.depth = self.depth.saturating_sub(1);
        self.out.push(bracket);
    }

    fn integer(&mut self, value: i128) -> Result<(), CanonError> {
        let safe = u64::try_from(value.unsigned_abs()).ok();
        let Some(mut rest) = safe.filter(|size| *size <= MAX_SAFE_INTEGER.unsigned_abs()) else {
            return Err(CanonError::Integer(value));
        };
        if value < 0 {
            self.out.push(b'-');
        }
        let mut digits = [b'0'; INTEGER_DIGITS];
        let mut unused = INTEGER_DIGITS;
        for digit in digits.iter_mut().rev() {
            *digit = b'0'.saturating_add(u8::try_from(rest % 10).unwrap_or(0));
            unused = unused.saturating_sub(1);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.out.extend_from_slice(digits.get(unused..).unwrap_or_default());
        Ok(())
    }

    fn text(&mut self, text: &str) {
        self.out.push(b'"');
        self.escaped(text);
        self.out.push(b'"');
    }

    fn escaped(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        loop {
            let (plain, tail) = rest.split_at_checked(plain(rest)).unwrap_or((rest, &[]));
            self.out.extend_from_slice(plain);
            let Some((byte, tail)) = tail.split_first() else { return };
            self.escape(*byte);
            rest = tail;
        }
    }

    /// RFC 8785 §3.2.2.2: the short escapes where there is one, otherwise `\u00xx` in lower case.
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            0x08 => b'b',
            0x09 => b't',
            0x0a => b'n',
            0x0c => b'f',
            0x0d => b'r',
            b'"' | b'\\' => byte,
            _ => {
                self.out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
                return;
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }
}

/// How many bytes come before the first that is escaped. Eight are looked at together: a subtraction borrows from the
/// highest bit of a byte exactly if one of them is smaller than what is taken away.
fn plain(text: &[u8]) -> usize {
    const ALL: u64 = u64::MAX / 0xff;
    let below = |eight: u64, least: u64| eight.wrapping_sub(ALL.wrapping_mul(least)) & !eight;
    let is = |eight: u64, byte: u8| below(eight ^ ALL.wrapping_mul(byte.into()), 1);
    let special = |eight: u64| (below(eight, 0x20) | is(eight, b'"') | is(eight, b'\\')) & (ALL << 7) != 0;
    let (eights, _) = text.as_chunks();
    let free = eights.iter().take_while(|eight| !special(u64::from_le_bytes(**eight))).count();
    let free = free.saturating_mul(8);
    let tail = text.get(free..).unwrap_or_default();
    let one = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
    free.saturating_add(tail.iter().position(one).unwrap_or(tail.len()))
}

/// The inside of a string that is being written piece by piece.
struct Escaped<'a>(&'a mut Writer);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.0.escaped(piece);
        Ok(())
    }
}

/// A list that is being written; `tail` brackets close an enum variant's object around it.
struct List<'a> {
    writer: &'a mut Writer,
    first: bool,
    wrapped: bool,
}

impl List<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonError> {
        if !std::mem::take(&mut self.first) {
            self.writer.out.push(b',');
        }
        value.serialize(&mut *self.writer)
    }

    fn finish(self) {
        self.writer.close(b']');
        if self.wrapped {
            self.writer.close(b'}');
        }
    }
}

/// One member already written: where its name and the whole of it stand.
struct Member {
    name: Range<usize>,
    whole: Range<usize>,
}

/// An object that is being written.
struct Object<'a> {
    writer: &'a mut Writer,
    /// Where this object's members begin in the writer's list.
    first: usize,
    sorted: bool,
    wrapped: bool,
    name_from: usize,
}

impl<'a> Object<'a> {
    fn open(writer: &'a mut Writer, wrapped: bool) -> Result<Self, CanonError> {
        writer.open(b'{')?;
        let first = writer.members.len();
        Ok(Self { writer, first, sorted: true, wrapped, name_from: 0 })
    }

    fn name(&mut self, name: &str) -> Result<(), CanonError> {
        if !name.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\') {
            return Err(CanonError::Key(name.to_owned()));
        }
        if self.writer.members.len() > self.first {
            self.writer.out.push(b',');
        }
        self.name_from = self.writer.out.len();
        // Nothing in it is escaped.
        self.writer.out.push(b'"');
        self.writer.out.extend_from_slice(name.as_bytes());
        self.writer.out.extend_from_slice(b"\":");
        Ok(())
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonError> {
        // `"name":` — the name stands between the quotes.
        let name = self.name_from.saturating_add(1)..self.writer.out.len().saturating_sub(2);
        value.serialize(&mut *self.writer)?;
        let whole = self.name_from..self.writer.out.len();
        if let Some(last) = self.writer.members.get(self.first..).and_then(<[Member]>::last) {
            self.sorted = self.sorted && self.bytes(&last.name) < self.bytes(&name);
        }
        self.writer.members.push(Member { name, whole });
        Ok(())
    }

    fn bytes(&self, range: &Range<usize>) -> &[u8] {
        self.writer.out.get(range.clone()).unwrap_or_default()
    }

    fn finish(mut self) -> Result<(), CanonError> {
        if !self.sorted {
            self.sort()?;
        }
        self.writer.members.truncate(self.first);
        self.writer.close(b'}');
        if self.wrapped {
            self.writer.close(b'}');
        }
        Ok(())
    }

    fn sort(&mut self) -> Result<(), CanonError> {
        let Writer { out, members, sorting, .. } = &mut *self.writer;
        let members = members.get_mut(self.first..).unwrap_or_default();
        let start = members.first().map_or(out.len(), |member| member.whole.start);
        let bytes = |range: &Range<usize>| out.get(range.clone()).unwrap_or_default();
        members.sort_by(|a, b| bytes(&a.name).cmp(bytes(&b.name)));
        for pair in members.windows(2) {
            if let [a, b] = pair
                && bytes(&a.name) == bytes(&b.name)
            {
                return Err(CanonError::Duplicate(String::from_utf8_lossy(bytes(&a.name)).into_owned()));
            }
        }
        sorting.clear();
        for member in members.iter() {
            if !sorting.is_empty() {
                sorting.push(b',');
            }
            sorting.extend_from_slice(bytes(&member.whole));
        }
        out.truncate(start);
        out.extend_from_slice(sorting);
        Ok(())
    }
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = CanonError;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = List<'a>;
    type SerializeTupleVariant = List<'a>;
    type SerializeMap = Object<'a>;
    type SerializeStruct = Object<'a>;
    type SerializeStructVariant = Object<'a>;

    fn serialize_bool(self, v: bool) -> Result<(), CanonError> {
        self.out.extend_from_slice(if v { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_i8(self, v: i8) -> Result<(), CanonError> {
        self.integer(v.into())
    }

    fn serialize_i16(self, v: i16) -> Result<(), CanonError> {
        self.integer(v.into())
    }

    fn serialize_i32(self, v: i32) -> Result<(), CanonError> {
        self.integer(v.into())
    }

    fn serialize_i64(self, v: i64) -> Result<(), CanonError> {
        self.integer(v.into())
    }

    fn serialize_i128(self, v: i128) -> Result<(), CanonError> {
        self.integer(v)
    }

    fn serialize_u8(self, v: u8) -> Result<(), CanonError> {
        self.integer(v.into())
    }

    fn serialize_u16(self, v: u16) -> Result<(), CanonError> {
        self.integer(v.into())
    }

    fn serialize_u32(self, v: u32) -> Result<(), CanonError> {
        self.integer(v.into())
    }

    fn serialize_u64(self, v: u64) -> Result<(), CanonError> {
        self.integer(v.into())
    }

    fn serialize_u128(self, v: u128) -> Result<(), CanonError> {
        self.integer(i128::try_from(v).unwrap_or(i128::MAX))
    }

    fn serialize_f32(self, _: f32) -> Result<(), CanonError> {
        Err(CanonError::Float)
    }

    fn serialize_f64(self, _: f64) -> Result<(), CanonError> {
        Err(CanonError::Float)
    }

    fn serialize_char(self, v: char) -> Result<(), CanonError> {
        self.text(v.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, v: &str) -> Result<(), CanonError> {
        self.text(v);
        Ok(())
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<(), CanonError> {
        self.out.push(b'"');
        // Formatting into a vector fails only where the value's own `Display` does.
        fmt::write(&mut Escaped(self), format_args!("{value}"))
            .map_err(|e| CanonError::Other(e.to_string()))?;
        self.out.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, v: &[u8]) -> Result<(), CanonError> {
        v.serialize(self)
    }

    fn serialize_none(self) -> Result<(), CanonError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CanonError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), CanonError> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), CanonError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), CanonError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), CanonError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), CanonError> {
        let mut object = Object::open(self, false)?;
        object.name(variant)?;
        object.value(value)?;
        object.finish()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, CanonError> {
        self.open(b'[')?;
        Ok(List { writer: self, first: true, wrapped: false })
    }

    fn serialize_tuple(self, len: usize) -> Result<List<'a>, CanonError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<List<'a>, CanonError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'a>, CanonError> {
        self.open(b'{')?;
        self.text(variant);
        self.out.push(b':');
        self.open(b'[')?;
        Ok(List { writer: self, first: true, wrapped: true })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object<'a>, CanonError> {
        Object::open(self, false)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'a>, CanonError> {
        Object::open(self, false)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Object<'a>, CanonError> {
        self.open(b'{')?;
        self.text(variant);
        self.out.push(b':');
        Object::open(self, true)
    }
}

macro_rules! list {
    ($($compound:ident :: $method:ident),+) => {$(
        impl ser::$compound for List<'_> {
            type Ok = ();
            type Error = CanonError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonError> {
                self.element(value)
            }

            fn end(self) -> Result<(), CanonError> {
                self.finish();
                Ok(())
            }
        }
    )+};
}

list!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! object {
    ($($compound:ident),+) => {$(
        impl ser::$compound for Object<'_> {
            type Ok = ();
            type Error = CanonError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), CanonError> {
                self.name(name)?;
                self.value(value)
            }

            fn end(self) -> Result<(), CanonError> {
                self.finish()
            }
        }
    )+};
}

object!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Object<'_> {
    type Ok = ();
    type Error = CanonError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CanonError> {
        key.serialize(Name(|name: &str| self.name(name)))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonError> {
        self.value(value)
    }

    fn end(self) -> Result<(), CanonError> {
        self.finish()
    }
}

#[cfg(test)]
mod tests;
