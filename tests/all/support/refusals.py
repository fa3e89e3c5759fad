"""What JSON Schema refuses: takes a list of {"schema", "value"} in JSON, gives for each a list of the keys of the
value below which something is refused ("" for the value itself) and the reasons."""

import json
import sys

from jsonschema import Draft7Validator

refusals = []
for question in json.load(sys.stdin):
    Draft7Validator.check_schema(question["schema"])
    errors = Draft7Validator(question["schema"]).iter_errors(question["value"])
    refusals.append([("".join(list(error.absolute_path)[:1]), f"{error.json_path}: {error.message}") for error in errors])
json.dump(refusals, sys.stdout)
