//! The plan: what a project manager sees in a document. Sections by concept, phases, steps, tasks,
//! fields, whatever shape their author chose. Owned data and ranges; knows no templates, no rules.

pub mod anchor;
pub mod choice;
pub mod claim;
pub mod concept;
pub mod date;
pub mod dependency;
pub mod directive;
pub mod estimate;
pub mod field;
pub mod heading;
pub mod marks;
pub mod mention;
pub mod nodes;
pub mod path;
pub mod placeholder;
pub mod reference;
pub mod relations;
mod remembered;
pub mod renumber;
pub mod risk;
pub mod section;
pub mod series;
mod shape;
pub mod statement;
pub mod status;
pub mod table;
pub mod timeline;
mod tree;
pub mod words;
pub mod work;

pub use concept::Concept;
pub use field::Field;
pub use nodes::{Node, Nodes};
pub use relations::Relations;
pub use section::{Heading, Item, Section};
pub use shape::Shape;
pub use tree::{Aliases, NodeId, Plan};
