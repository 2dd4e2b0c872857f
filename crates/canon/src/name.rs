//! The serializer of member names in maps: text, and nothing else.

use crate::error::CanonError;
use serde::ser::{Impossible, Serialize, Serializer};

/// Hands the text of a member name to `write`, without a buffer between.
pub(crate) struct Name<W>(pub(crate) W);

/// Refuses the listed scalar types.
macro_rules! refuse {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, _: $type) -> Result<(), CanonError> {
            Err(CanonError::KeyType)
        })*
    };
}

type Never = Impossible<(), CanonError>;

impl<W: FnOnce(&str) -> Result<(), CanonError>> Serializer for Name<W> {
    type Ok = ();
    type Error = CanonError;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    refuse! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_bytes: &[u8], serialize_unit_struct: &'static str,
    }

    fn serialize_str(self, name: &str) -> Result<(), CanonError> {
        (self.0)(name)
    }

    fn serialize_char(self, name: char) -> Result<(), CanonError> {
        self.serialize_str(name.encode_utf8(&mut [0; 4]))
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

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CanonError> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), CanonError> {
        Err(CanonError::KeyType)
    }

    fn serialize_unit(self) -> Result<(), CanonError> {
        Err(CanonError::KeyType)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), CanonError> {
        Err(CanonError::KeyType)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Never, CanonError> {
        Err(CanonError::KeyType)
    }

    fn serialize_tuple(self, _: usize) -> Result<Never, CanonError> {
        Err(CanonError::KeyType)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never, CanonError> {
        Err(CanonError::KeyType)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, CanonError> {
        Err(CanonError::KeyType)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Never, CanonError> {
        Err(CanonError::KeyType)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Never, CanonError> {
        Err(CanonError::KeyType)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, CanonError> {
        Err(CanonError::KeyType)
    }
}
