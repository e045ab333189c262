//! The schema as JSON: what `planls templates show ID --as-schema` prints. Its shape is a contract
//! with those who read it; see the command line's documentation.

use super::{ColumnSpec, FieldSpec, Slot, SlotId, TableSpec, Template, ValueType};
use serde_json::{Value, json};

impl Template {
    /// What was inferred: `{ "version": 1, "id", "title", "fields", "slots": [ … ] }`. `fields` are
    /// those above the first section; the slots within a slot are its `slots`.
    pub fn schema_json(&self) -> Value {
        json!({
            "version": 1,
            "id": self.id,
            "title": self.title,
            "fields": self.fields.iter().map(field).collect::<Vec<_>>(),
            "slots": self.slots_json(0, self.slots.len()),
        })
    }

    /// The slots of a range that lie next to each other, each with those inside it. As deep as
    /// headings go.
    fn slots_json(&self, mut at: SlotId, end: SlotId) -> Vec<Value> {
        let mut slots = vec![];
        while let Some(slot) = self.slot(at).filter(|_| at < end) {
            slots.push(self.slot_json(at, slot));
            at = slot.end.max(at + 1);
        }
        slots
    }

    fn slot_json(&self, id: SlotId, slot: &Slot) -> Value {
        json!({
            "heading": slot.heading,
            "concept": slot.concept.map(|c| c.id()),
            "level": slot.level,
            "optional": slot.optional,
            "repeats": slot.repeats.is_some(),
            "fields": slot.fields.iter().map(field).collect::<Vec<_>>(),
            "tables": slot.tables.iter().map(table).collect::<Vec<_>>(),
            "lists": slot.lists.iter().map(|l| json!({ "kind": l.name() })).collect::<Vec<_>>(),
            "slots": self.slots_json(id + 1, slot.end),
        })
    }
}

fn field(field: &FieldSpec) -> Value {
    let mut value = typed("label", &field.label, &field.value);
    if let Some(map) = value.as_object_mut() {
        map.insert("optional".into(), field.optional.into());
    }
    value
}

fn table(table: &TableSpec) -> Value {
    let column = |c: &ColumnSpec| typed("name", &c.name, &c.value);
    json!({ "columns": table.columns.iter().map(column).collect::<Vec<_>>() })
}

fn typed(key: &str, name: &str, value: &ValueType) -> Value {
    json!({ key: name, "type": value.name(), "choices": value.choices() })
}

#[cfg(test)]
mod tests {
    use crate::template::{Origin, Template};
    use expect_test::expect;

    #[test]
    fn slots_within_slots() {
        let text = "# Plan: [Name]\n\n**Status:** Draft | Done\n\n## Steps\n\n### Step 1: [Name]\n\n- [ ] do\n\n## Notes (optional)\n\n| Who | When |\n|---|---|\n| [Name] | [Date] |\n";
        let (template, _) = Template::load("team", text, Origin::BuiltIn);
        expect![[r#"
            {
              "fields": [
                {
                  "choices": [
                    "Draft",
                    "Done"
                  ],
                  "label": "Status",
                  "optional": false,
                  "type": "choice"
                }
              ],
              "id": "team",
              "slots": [
                {
                  "concept": "phases",
                  "fields": [],
                  "heading": "Steps",
                  "level": 2,
                  "lists": [],
                  "optional": false,
                  "repeats": false,
                  "slots": [
                    {
                      "concept": null,
                      "fields": [],
                      "heading": "Step 1: [Name]",
                      "level": 3,
                      "lists": [
                        {
                          "kind": "task"
                        }
                      ],
                      "optional": false,
                      "repeats": true,
                      "slots": [],
                      "tables": []
                    }
                  ],
                  "tables": []
                },
                {
                  "concept": "notes",
                  "fields": [],
                  "heading": "Notes (optional)",
                  "level": 2,
                  "lists": [],
                  "optional": true,
                  "repeats": false,
                  "slots": [],
                  "tables": [
                    {
                      "columns": [
                        {
                          "choices": [],
                          "name": "Who",
                          "type": "text"
                        },
                        {
                          "choices": [],
                          "name": "When",
                          "type": "date"
                        }
                      ]
                    }
                  ]
                }
              ],
              "title": "Plan",
              "version": 1
            }
        "#]]
        .assert_eq(&format!("{:#}\n", template.schema_json()));
    }
}
