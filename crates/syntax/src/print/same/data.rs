//! 登记信息.

use super::Forget;
use crate::tree::{DataClause, FieldWord, TypeName};

fields!(DataClause { name, ty, words });
variants!(TypeName { Money, Integer, Flag, Date, Text, Choice(names) });
variants!(FieldWord { Required, Personal, By(role) });
