//! Values that carry their audience in their type.
//!
//! [`Labeled<T, L>`] is a value as the author wrote it, labelled with the outermost audience
//! `L` that may read it. [`Cleared<T, A>`] is a value that went through the one gate,
//! [`Labeled::clear`], and may stand in the edition of audience `A`. The gate exists only where
//! `A: Sees<L>`, so a sales value does not fit into a client view.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::audience::{Reader, Sees};
use crate::diagnostic::{Located, Span};

/// A value as written, labelled with the outermost audience that may read it.
///
/// It cannot be printed or serialized; it can only be cleared.
pub struct Labeled<T, L> {
    value: T,
    span: Span,
    label: PhantomData<fn() -> L>,
}

impl<T, L> Labeled<T, L> {
    /// Labels a value that was just read. Only the vault reads.
    pub(in crate::vault) fn new(located: Located<T>) -> Labeled<T, L> {
        Labeled { value: located.value, span: located.span, label: PhantomData }
    }

    /// The value, cleared for audience `A`. Compiles only where `A` may read `L`.
    pub fn clear<A: Sees<L>>(&self) -> Cleared<T, A>
    where
        T: Clone,
    {
        Cleared { value: self.value.clone(), audience: PhantomData }
    }

    /// The value, for checks inside the vault that show nothing to readers.
    pub(in crate::vault) fn inspect(&self) -> &T {
        &self.value
    }

    /// Where it was written.
    pub(in crate::vault) fn span(&self) -> Span {
        self.span
    }
}

impl<T, L> fmt::Debug for Labeled<T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Labeled(…)")
    }
}

/// A value that audience `A` may read.
///
/// Made by [`Labeled::clear`] alone. The value inside cannot be exchanged for another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cleared<T, A> {
    value: T,
    audience: PhantomData<fn() -> A>,
}

impl<T, A: Reader> Cleared<T, A> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// Something computed from this value and from what the same audience may know of the rest
    /// of the project.
    pub(in crate::vault) fn derive_with<C: KnownTo<A>, U>(
        &self,
        known: &mut C,
        compute: fn(&T, &mut C) -> U,
    ) -> Cleared<U, A> {
        Cleared { value: compute(&self.value, known), audience: PhantomData }
    }

    /// Something computed from this value alone, which the same audience may therefore read.
    ///
    /// Takes a function pointer, not a closure: nothing can be carried in from outside.
    pub fn derive<U>(&self, compute: fn(&T) -> U) -> Cleared<U, A> {
        Cleared { value: compute(&self.value), audience: PhantomData }
    }
}

impl<T, A: Reader> Cleared<Option<T>, A> {
    /// Nothing, or the value inside.
    pub fn transpose(self) -> Option<Cleared<T, A>> {
        self.value.map(|value| Cleared { value, audience: PhantomData })
    }
}

/// Something made only of what audience `A` may know.
pub(in crate::vault) trait KnownTo<A> {}

impl<T: fmt::Debug, A: Reader> fmt::Debug for Cleared<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cleared<{}>({:?})", A::AUDIENCE, self.value)
    }
}

impl<T: Serialize, A> Serialize for Cleared<T, A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: JsonSchema, A> JsonSchema for Cleared<T, A> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
