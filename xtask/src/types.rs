//! Writes `extension/view.d.ts`: the types of an analysis and of a comparison for the JavaScript, from the JSON Schemas that
//! the core prints.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{command, project};

/// Where the types lie after [`generate`].
pub const FILE: &str = "extension/view.d.ts";
const HEADER: &str = "// The types of an analysis and of a comparison, written from the core's JSON Schemas.\n";
/// Longer alternatives stand one a line.
const LONGEST_LINE: usize = 120;

/// Asks the command line for its schemas and writes the types.
///
/// # Errors
/// If the command line does not build or a schema holds something without a form in TypeScript.
pub fn generate() -> Result<()> {
    let schemas = [schema(&["schema"])?, schema(&["compare", "--schema"])?];
    project::write(&project::root().join(FILE), declarations(&schemas)?)
}

fn schema(arguments: &[&str]) -> Result<Value> {
    let mut command = command::cargo();
    command.args(["run", "--quiet", "--package", "sayso", "--bin", "sayso", "--"]).args(arguments);
    serde_json::from_str(&command::read(&mut command)?)
        .with_context(|| format!("`sayso {}` printed no JSON", arguments.join(" ")))
}

/// One exported declaration for each schema itself and for each of their definitions; what two share is one.
fn declarations(schemas: &[Value]) -> Result<String> {
    let mut out = HEADER.to_owned();
    let mut known = BTreeSet::new();
    for schema in schemas {
        let title = schema["title"].as_str().context("a schema has no title")?;
        let definitions = schema["$defs"].as_object().into_iter().flatten();
        for (name, definition) in
            std::iter::once((title, schema)).chain(definitions.map(|(name, one)| (name.as_str(), one)))
        {
            if known.insert(name) {
                declare(&mut out, name, definition)?;
            }
        }
    }
    Ok(out)
}

fn declare(out: &mut String, name: &str, schema: &Value) -> Result<()> {
    out.push('\n');
    comment(out, "", schema);
    let Some(properties) = schema["properties"].as_object() else {
        out.push_str(&format!("export type {name} = {};\n", written(schema)?));
        return Ok(());
    };
    out.push_str(&format!("export interface {name} {{\n"));
    for (key, property) in properties {
        comment(out, "  ", property);
        let is_required = schema["required"].as_array().is_some_and(|keys| keys.iter().any(|required| required == key));
        let mark = if is_required { "" } else { "?" };
        let kind = written(property).with_context(|| format!("{name}.{key}"))?;
        // What may be left out is never `null`; the schema's `null` is for readers of JSON that put it there.
        let kind = if is_required { kind.as_str() } else { kind.trim_end_matches(" | null") };
        out.push_str(&format!("  {key}{mark}: {kind};\n"));
    }
    out.push_str("}\n");
    Ok(())
}

fn comment(out: &mut String, indent: &str, schema: &Value) {
    if let Some(description) = schema["description"].as_str() {
        let description = description.replace('\n', " ");
        out.push_str(&format!("{indent}/** {description} */\n"));
    }
}

/// A schema as a TypeScript expression.
fn written(schema: &Value) -> Result<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return Ok(reference.rsplit('/').next().unwrap_or(reference).to_owned());
    }
    if let Some(constant) = schema.get("const") {
        return Ok(constant.to_string());
    }
    if let Some(values) = schema["enum"].as_array() {
        return Ok(either(values.iter().map(ToString::to_string).collect()));
    }
    if let Some(choices) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        return Ok(either(choices.iter().map(written).collect::<Result<_>>()?));
    }
    match &schema["type"] {
        Value::String(name) => named(name, schema),
        Value::Array(names) => {
            let names = names.iter().filter_map(Value::as_str);
            Ok(either(names.map(|name| named(name, schema)).collect::<Result<_>>()?))
        }
        _ => anyhow::bail!("no TypeScript form for {schema}"),
    }
}

fn named(name: &str, schema: &Value) -> Result<String> {
    Ok(match name {
        "array" => format!("{}[]", bracketed(written(&schema["items"])?)),
        "integer" | "number" => "number".to_owned(),
        "string" | "boolean" | "null" => name.to_owned(),
        "object" => format!("{{ [key: string]: {} }}", written(&schema["additionalProperties"])?),
        _ => anyhow::bail!("no TypeScript form for the type {name}"),
    })
}

fn bracketed(kind: String) -> String {
    if kind.contains(" | ") { format!("({kind})") } else { kind }
}

fn either(kinds: Vec<String>) -> String {
    let line = kinds.join(" | ");
    if line.len() <= LONGEST_LINE { line } else { format!("\n  | {}", kinds.join("\n  | ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn writes_interfaces_lists_and_alternatives() {
        let schema = json!({
            "title": "View",
            "properties": {
                "text": { "type": "string", "description": "The article." },
                "id": { "type": ["string", "null"] },
                "tags": { "type": "array", "items": { "$ref": "#/$defs/Tag" } },
            },
            "required": ["text", "tags"],
            "$defs": { "Tag": { "enum": ["number", "date"] } },
        });
        let expected = "\nexport interface View {\n  /** The article. */\n  text: string;\n  id?: string;\n  tags: Tag[];\n}\n\
                        \nexport type Tag = \"number\" | \"date\";\n";
        assert_eq!(declarations(&[schema]).unwrap(), format!("{HEADER}{expected}"));
    }

    #[test]
    fn refuses_what_it_cannot_write() {
        assert!(declarations(&[json!({ "title": "View", "properties": { "a": {} } })]).is_err());
    }
}
