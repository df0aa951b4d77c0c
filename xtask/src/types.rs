//! Writes `extension/view.d.ts`: the types of an analysis for the JavaScript, from the JSON Schema that the core prints.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{command, project};

/// Where the types lie after [`generate`].
const FILE: &str = "extension/view.d.ts";
const HEADER: &str = "// The types of an analysis, written by `cargo xtask check` from the core's JSON Schema.\n";
/// Longer alternatives stand one a line.
const LONGEST_LINE: usize = 120;

/// Asks the command line for its schema and writes the types.
///
/// # Errors
/// If the command line does not build or the schema holds something without a form in TypeScript.
pub fn generate() -> Result<()> {
    let mut schema = command::cargo();
    schema.args(["run", "--quiet", "--package", "sayso", "--bin", "sayso", "--", "schema"]);
    let schema: Value = serde_json::from_str(&command::read(&mut schema)?).context("`sayso schema` printed no JSON")?;
    project::write(&project::root().join(FILE), declarations(&schema)?)
}

/// One exported declaration for the schema itself and for each of its definitions.
fn declarations(schema: &Value) -> Result<String> {
    let mut out = HEADER.to_owned();
    let name = schema["title"].as_str().context("the schema has no title")?;
    declare(&mut out, name, schema)?;
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        declare(&mut out, name, definition)?;
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
        // What the page does not state is left out; the schema's `null` is for readers of JSON that put it there.
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
        assert_eq!(declarations(&schema).unwrap(), format!("{HEADER}{expected}"));
    }

    #[test]
    fn refuses_what_it_cannot_write() {
        assert!(declarations(&json!({ "title": "View", "properties": { "a": {} } })).is_err());
    }
}
