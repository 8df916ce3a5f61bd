extension ReportSchema {
  /// Definitions of what differs between two reports.
  static let diff = #"""
        "diff": {
          "description": "What differs between two reports, as wsdoctor diff finds it.",
          "type": "object",
          "required": ["same", "exitStatus", "summary", "pairs"],
          "properties": {
            "same": {"description": "Nothing that was found differs; other conditions alone make no difference.", "type": "boolean"},
            "exitStatus": {"enum": [0, 1]},
            "summary": {"type": "string"},
            "pairs": {"description": "One for each target, in their order.", "type": "array", "items": {
              "type": "object",
              "required": ["a", "b", "conditions", "changes"],
              "properties": {
                "a": {"$ref": "#/$defs/side"}, "b": {"$ref": "#/$defs/side"},
                "conditions": {"description": "What was asked under other conditions, which may explain a difference by itself.", "$ref": "#/$defs/changes"},
                "changes": {"$ref": "#/$defs/changes"}
              }
            }}
          }
        },
        "side": {
          "type": "object",
          "required": ["url", "startedAt", "verdict", "summary"],
          "properties": {
            "url": {"type": "string"}, "startedAt": {"type": "string"},
            "verdict": {"$ref": "#/$defs/verdict"}, "summary": {"type": "string"}
          }
        },
        "changes": {"type": "array", "items": {
          "type": "object",
          "required": ["area", "name", "a", "b"],
          "properties": {
            "area": {"enum": ["target", "settings", "environment", "verdict", "fault", "step", "probe", "case", "proxy", "measurement", "answer", "header", "connection"]},
            "name": {"description": "The id or name of the thing.", "type": "string"},
            "a": {"description": "null: unknown, or not there.", "type": ["string", "null"]},
            "b": {"type": ["string", "null"]}
          }
        }},

    """#
}
