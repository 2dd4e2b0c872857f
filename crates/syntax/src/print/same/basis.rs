//! Legal bases and roles.

use super::Forget;
use crate::tree::{Basis, Role};

variants!(Basis { Law { title, article }, OwnRule(text), Unverified });
variants!(Role { Applicant, Officer, FirstHandler, OwnSuperior, Post(name) });
