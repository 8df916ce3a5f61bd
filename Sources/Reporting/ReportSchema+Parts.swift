extension ReportSchema {
  /// Definitions of the parts of a check.
  static let parts = #"""
        "diagnosis": {
          "description": "A root cause; its consequences are not further entries.",
          "type": "object",
          "required": ["fault", "severity", "certainty", "title", "explanation", "evidence", "missingSteps", "alternatives", "ruledOut"],
          "properties": {
            "fault": {"$ref": "#/$defs/id"},
            "severity": {"enum": ["error", "warning", "info"]},
            "certainty": {"$ref": "#/$defs/certainty"},
            "title": {"type": "string"},
            "explanation": {"type": "string"},
            "evidence": {"type": "array", "items": {
              "type": "object",
              "required": ["probe", "fact", "observation"],
              "properties": {"probe": {"$ref": "#/$defs/id"}, "fact": {"type": "string"}, "observation": {"type": "string"}}
            }},
            "missingSteps": {"type": "array", "items": {
              "type": "object",
              "required": ["step", "rank", "certainty", "title", "file", "directive", "snippet", "placeholders", "apply", "verify", "source"],
              "properties": {
                "step": {"$ref": "#/$defs/id"},
                "rank": {"description": "Steps that cannot be told apart share a rank.", "type": "integer", "minimum": 1},
                "certainty": {"$ref": "#/$defs/certainty"},
                "title": {"type": "string"}, "file": {"type": "string"}, "directive": {"type": "string"},
                "snippet": {"type": "string"}, "placeholders": {"$ref": "#/$defs/strings"},
                "apply": {"type": "string"}, "verify": {"type": "string"}, "source": {"type": "string"},
                "note": {"type": "string"},
                "language": {
                  "description": "What the snippet is written in, as Markdown's readers name it.",
                  "type": "string"
                },
                "forms": {
                  "description": "The same for other ways of configuring the product.",
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": ["name", "snippet", "source"],
                    "properties": {
                      "name": {"type": "string"},
                      "snippet": {"type": "string"},
                      "source": {"type": "string"}
                    }
                  }
                }
              }
            }},
            "alternatives": {"type": "array", "items": {
              "type": "object",
              "required": ["fault", "separatedBy"],
              "properties": {"fault": {"$ref": "#/$defs/id"}, "separatedBy": {"type": "string"}}
            }},
            "ruledOut": {"type": "array", "items": {
              "type": "object",
              "required": ["fault", "because", "observation"],
              "properties": {
                "fault": {"$ref": "#/$defs/id"}, "called": {"type": "string"},
                "because": {"type": "string"}, "observation": {"type": "string"}
              }
            }}
          }
        },
        "exchange": {
          "type": "object",
          "required": ["id", "ask", "connection", "request", "response", "seconds"],
          "properties": {
            "id": {"type": "string", "pattern": "^x[0-9]+$"},
            "ask": {"type": "string"},
            "connection": {"type": ["string", "null"]},
            "request": {
              "type": "object",
              "required": ["method", "target", "version", "headers"],
              "properties": {"method": {"type": "string"}, "target": {"type": "string"}, "version": {"type": "string"}, "headers": {"$ref": "#/$defs/headers"}}
            },
            "response": {
              "type": ["object", "null"],
              "required": ["status", "reason", "version", "headers", "bodyBytes", "bodyStart"],
              "properties": {
                "status": {"type": "integer"}, "reason": {"type": "string"}, "version": {"type": "string"},
                "headers": {"$ref": "#/$defs/headers"}, "bodyBytes": {"type": "integer", "minimum": 0},
                "bodyStart": {"type": "string"}, "author": {"type": "string"}
              }
            },
            "failure": {"type": "string"},
            "interim": {"type": "array", "items": {"type": "integer"}},
            "seconds": {
              "type": "object",
              "required": ["start"],
              "properties": {"start": {"type": "number"}, "firstByte": {"type": "number"}, "head": {"type": "number"}, "end": {"type": "number"}}
            }
          }
        },
        "connection": {
          "type": "object",
          "required": ["id", "address", "openedAtSeconds", "phases", "traffic", "death"],
          "properties": {
            "id": {"type": "string", "pattern": "^c[0-9]+$"},
            "address": {"type": ["string", "null"]},
            "openedAtSeconds": {"$ref": "#/$defs/seconds"},
            "habit": {"type": "string", "description": "What it did by itself while it was held beside others: silent, late-silent, no-pong, keepalive, ping or data."},
            "phases": {"type": "object", "additionalProperties": {"$ref": "#/$defs/seconds"}},
            "traffic": {"type": "array", "items": {
              "type": "object",
              "required": ["atSeconds", "direction", "what", "bytes"],
              "properties": {
                "atSeconds": {"type": "number"}, "direction": {"enum": ["sent", "received"]},
                "what": {"type": "string"}, "bytes": {"type": "integer", "minimum": 0}
              }
            }},
            "death": {
              "type": ["object", "null"],
              "required": ["how", "by", "ageSeconds", "silentSeconds"],
              "properties": {
                "how": {"enum": ["close-frame", "close-notify", "fin", "rst", "silence", "still-open"]},
                "by": {"enum": ["peer", "us"]},
                "ageSeconds": {"$ref": "#/$defs/seconds"},
                "silentSeconds": {
                  "type": "object",
                  "required": ["sent", "received"],
                  "properties": {"sent": {"$ref": "#/$defs/seconds"}, "received": {"$ref": "#/$defs/seconds"}}
                },
                "close": {
                  "type": "object",
                  "required": ["code", "reason", "firstBy"],
                  "properties": {"code": {"type": ["integer", "null"]}, "reason": {"type": "string"}, "firstBy": {"enum": ["peer", "us"]}}
                }
              }
            }
          }
        },
        "verdict": {"enum": ["healthy", "degraded", "broken", "inconclusive"]},
        "certainty": {"enum": ["proven", "likely", "possible"]},
        "exitStatus": {"enum": [0, 1, 2, 3, 130, 143]},
        "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9.-]*$"},
        "observed": {"type": ["boolean", "number", "string"]},
        "seconds": {"type": "number", "minimum": 0},
        "secondsOrUnknown": {"type": ["number", "null"], "minimum": 0},
        "strings": {"type": "array", "items": {"type": "string"}},
        "headers": {"type": "array", "items": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}}
      }
    }

    """#
}
