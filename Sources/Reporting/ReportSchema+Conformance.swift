extension ReportSchema {
  /// Definitions of what only a conformance run has.
  static let conformance = #"""
        "conformance": {
          "description": "The frame of a check, and cases instead of what a check finds out.",
          "$ref": "#/$defs/run",
          "required": ["conformance", "cases"],
          "properties": {
            "conformance": {
              "type": "object",
              "required": ["tier", "strict", "echo", "compression", "counts", "connections"],
              "properties": {
                "tier": {"enum": ["safe", "full"]},
                "strict": {"type": "boolean"},
                "echo": {"description": "Whether the endpoint sends messages back.", "enum": ["yes", "no", "option", "unknown"]},
                "compression": {"description": "Whether the endpoint agreed to permessage-deflate.", "type": "boolean"},
                "directURL": {"type": "string"},
                "counts": {
                  "type": "object",
                  "required": ["pass", "nonStrict", "fail", "inconclusive", "skipped"],
                  "additionalProperties": {"type": "integer", "minimum": 0}
                },
                "connections": {"type": "integer", "minimum": 0}
              }
            },
            "cases": {"type": "array", "items": {
              "type": "object",
              "required": ["id", "level", "verdict", "requirement", "expected", "actual", "closing", "startSeconds", "durationSeconds", "transcript"],
              "properties": {
                "id": {"type": "string", "pattern": "^rfc(6455|7692)(\\.[0-9]+)+\\.[a-z0-9-]+$"},
                "level": {"enum": ["must", "should"]},
                "verdict": {"$ref": "#/$defs/caseVerdict"},
                "requirement": {"type": "string"},
                "expected": {"type": "string"},
                "actual": {"type": ["string", "null"]},
                "closing": {"$ref": "#/$defs/closing"},
                "reason": {"description": "Why it is inconclusive or was skipped.", "type": "string"},
                "startSeconds": {"$ref": "#/$defs/seconds"},
                "durationSeconds": {"$ref": "#/$defs/seconds"},
                "transcript": {"$ref": "#/$defs/transcript"},
                "direct": {
                  "description": "What the backend did when it was asked past the proxy.",
                  "type": "object",
                  "required": ["verdict", "actual", "closing", "transcript"],
                  "properties": {
                    "verdict": {"$ref": "#/$defs/caseVerdict"},
                    "actual": {"type": ["string", "null"]},
                    "closing": {"$ref": "#/$defs/closing"},
                    "reason": {"type": "string"},
                    "transcript": {"$ref": "#/$defs/transcript"}
                  }
                }
              }
            }}
          }
        },
        "caseVerdict": {"enum": ["pass", "non-strict", "fail", "inconclusive", "skipped"]},
        "closing": {"enum": ["clean", "wrong-code", "unclean", "not-judged"]},
        "transcript": {"type": "array", "items": {
          "type": "object",
          "required": ["atSeconds", "direction", "what"],
          "properties": {
            "atSeconds": {"$ref": "#/$defs/seconds"}, "direction": {"enum": ["sent", "received"]},
            "what": {"type": "string"},
            "octets": {"description": "The first octets of what was sent, in hexadecimal.", "type": "string"}
          }
        }},

    """#
}
