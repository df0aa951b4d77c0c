"""Asks the questions in newsroom.sql of what `sayso batch` wrote.

    python newsroom.py 'OUTPUT/part-*'            prints the first rows of each answer
    python newsroom.py --json 'OUTPUT/part-*'     prints all rows, one JSON object for each question
"""

import argparse
import json
import pathlib

import duckdb

# Only what the questions need; a page that failed has an `error` and none of the rest.
COLUMNS = {
    "id": "VARCHAR",
    "document": "STRUCT(url VARCHAR, title VARCHAR, publisher VARCHAR, published VARCHAR)",
    "sources": 'STRUCT(name VARCHAR, kind VARCHAR, statements STRUCT("mode" VARCHAR)[])[]',
    "claims": "STRUCT(text VARCHAR, speaker VARCHAR, score DOUBLE, start BIGINT)[]",
    "error": "STRUCT(code VARCHAR, message VARCHAR)",
}


def questions(database: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Each query of the file with its question, the comment right before it."""
    script = pathlib.Path(__file__).with_name("newsroom.sql").read_text()
    found = []
    for statement in database.extract_statements(script):
        lines = statement.query.strip().splitlines()
        comments = [line.removeprefix("-- ") for line in lines if line.startswith("-- ")]
        found.append((comments[-1], statement.query))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print all rows as JSON")
    parser.add_argument("answers", help="JSON lines, a file or a pattern")
    arguments = parser.parse_args()

    database = duckdb.connect()
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in COLUMNS.items())
    read = f"read_json(?, format = 'newline_delimited', columns = {{{columns}}})"
    database.execute(f"CREATE TABLE everything AS SELECT * FROM {read}", [arguments.answers])
    database.execute("CREATE VIEW answers AS SELECT * FROM everything WHERE error IS NULL")
    for question, query in questions(database):
        result = database.sql(query)
        if arguments.json:
            print(json.dumps({"question": question, "columns": result.columns, "rows": result.fetchall()}))
        else:
            print(question)
            print(result.limit(10))


if __name__ == "__main__":
    main()
