extension ReportSchema {
  /// Definitions of what a configuration says.
  static let lint = #"""
        "lint": {
          "description": "What a proxy's own configuration says of a handshake's way.",
          "type": "object",
          "required": ["startedAt", "durationSeconds", "exitStatus", "settings", "verdict", "summary", "files", "unread", "ways", "routes", "diagnoses"],
          "properties": {
            "startedAt": {"type": "string"},
            "durationSeconds": {"$ref": "#/$defs/seconds"},
            "exitStatus": {"$ref": "#/$defs/exitStatus"},
            "settings": {
              "type": "object",
              "required": ["host", "port", "webSocketPaths", "keepaliveSeconds"],
              "properties": {
                "host": {"type": ["string", "null"]}, "port": {"type": ["integer", "null"]},
                "webSocketPaths": {"$ref": "#/$defs/strings"},
                "keepaliveSeconds": {"$ref": "#/$defs/secondsOrUnknown"}
              }
            },
            "verdict": {"$ref": "#/$defs/verdict"},
            "summary": {"type": "string"},
            "files": {"type": "array", "items": {
              "type": "object",
              "required": ["path", "product", "version"],
              "properties": {
                "path": {"type": "string"}, "product": {"$ref": "#/$defs/id"},
                "version": {"type": ["string", "null"]}
              }
            }},
            "unread": {"description": "Lines that aren't understood: nothing that depends on them is claimed.", "type": "array", "items": {
              "type": "object",
              "required": ["file", "line", "text"],
              "properties": {"file": {"type": "string"}, "line": {"type": "integer", "minimum": 1}, "text": {"type": "string"}}
            }},
            "ways": {"description": "Of the requests that were asked for, else of those that a diagnosis is about.", "type": "array", "items": {"$ref": "#/$defs/route"}},
            "routes": {"type": "array", "items": {"$ref": "#/$defs/route"}},
            "diagnoses": {"type": "array", "items": {
              "type": "object",
              "required": ["fault", "severity", "certainty", "title", "explanation", "host", "port", "path", "evidence", "missingSteps", "alternatives", "ruledOut"],
              "properties": {
                "fault": {"$ref": "#/$defs/id"},
                "severity": {"enum": ["error", "warning", "info"]},
                "certainty": {"$ref": "#/$defs/certainty"},
                "title": {"type": "string"}, "explanation": {"type": "string"},
                "host": {"type": "string"}, "port": {"type": "integer"}, "path": {"type": "string"},
                "evidence": {"$ref": "#/$defs/configurationLines"},
                "missingSteps": {"type": "array", "items": {
                  "type": "object",
                  "required": ["step", "rank", "certainty", "title", "file", "directive", "snippet"]
                }},
                "change": {
                  "type": "object",
                  "required": ["file", "lines"],
                  "properties": {
                    "file": {"type": "string"}, "note": {"type": "string"},
                    "lines": {"type": "array", "items": {
                      "type": "object",
                      "required": ["kind", "number", "text"],
                      "properties": {
                        "kind": {"enum": ["stays", "goes", "comes"]},
                        "number": {"type": ["integer", "null"]}, "text": {"type": "string"}
                      }
                    }}
                  }
                }
              }
            }}
          }
        },
        "route": {
          "type": "object",
          "required": ["host", "port", "path", "leadsTo", "handshake", "outcome", "because", "mayAnswer"],
          "properties": {
            "host": {"type": "string"}, "port": {"type": "integer"}, "path": {"type": "string"},
            "match": {"description": "Absent: a path that was asked for.", "enum": ["exact", "prefix", "regex", "default"]},
            "leadsTo": {"type": ["string", "null"]},
            "handshake": {"enum": ["forwarded", "lost", "half", "blocked", "redirected", "not-proxied", "unknown"]},
            "arrives": {
              "type": "object",
              "required": ["version", "path", "host", "upgrade", "connection"],
              "additionalProperties": {"type": ["string", "null"]}
            },
            "silenceLimit": {
              "type": "object",
              "required": ["seconds", "from"],
              "properties": {
                "seconds": {"$ref": "#/$defs/secondsOrUnknown"}, "from": {"enum": ["default", "line"]},
                "file": {"type": "string"}, "line": {"type": "integer"}
              }
            },
            "outcome": {"type": "string"},
            "because": {"$ref": "#/$defs/configurationLines"},
            "mayAnswer": {"description": "Lines that may answer instead, depending on who asks.", "$ref": "#/$defs/configurationLines"}
          }
        },
        "configurationLines": {"type": "array", "items": {
          "type": "object",
          "required": ["file", "line", "text", "fact"],
          "properties": {
            "file": {"type": "string"}, "line": {"type": "integer", "minimum": 1},
            "text": {"type": "string"}, "fact": {"type": "string"}
          }
        }},

    """#
}
