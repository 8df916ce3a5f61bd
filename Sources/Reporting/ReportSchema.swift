/// The JSON Schema of our reports, as in reports/report.schema.json: a test holds the two together.
public enum ReportSchema {
  public static let text = frame + conformance + diff + lint + parts

  /// The document and what is said of a check as a whole.
  private static let frame = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:wsdoctor:report:1",
      "title": "Report of wsdoctor, schemaVersion 1.x",
      "description": "Times are seconds. null means unknown, an absent key means not applicable. Lists are ordered. Keys, ids and products may be added in 1.x: readers accept unknown ones. Secrets are never in a report.",
      "type": "object",
      "required": ["kind", "schemaVersion", "tool"],
      "properties": {
        "kind": {"enum": ["check", "conformance", "diff", "lint", "collection"]},
        "schemaVersion": {"type": "string", "pattern": "^1\\.[0-9]+$"},
        "tool": {"$ref": "#/$defs/tool"}
      },
      "allOf": [
        {"if": {"properties": {"kind": {"const": "check"}}}, "then": {"$ref": "#/$defs/check"}},
        {"if": {"properties": {"kind": {"const": "conformance"}}}, "then": {"$ref": "#/$defs/conformance"}},
        {"if": {"properties": {"kind": {"const": "diff"}}}, "then": {"$ref": "#/$defs/diff"}},
        {"if": {"properties": {"kind": {"const": "lint"}}}, "then": {"$ref": "#/$defs/lint"}},
        {"if": {"properties": {"kind": {"const": "collection"}}}, "then": {"$ref": "#/$defs/collection"}}
      ],
      "$defs": {
        "tool": {
          "type": "object",
          "required": ["name", "version"],
          "properties": {"name": {"const": "wsdoctor"}, "version": {"type": "string"}}
        },
        "collection": {
          "description": "Several URLs, or the two reports of demo.",
          "type": "object",
          "required": ["verdict", "exitStatus", "reports"],
          "properties": {
            "verdict": {"$ref": "#/$defs/verdict"},
            "exitStatus": {"$ref": "#/$defs/exitStatus"},
            "reports": {"type": "array", "items": {"$ref": "#"}}
          }
        },
        "check": {
          "$ref": "#/$defs/run",
          "required": ["observations", "diagnoses", "setupSteps", "probes"]
        },
        "run": {
          "description": "What a check and a conformance run have in common.",
          "type": "object",
          "required": [
            "startedAt", "durationSeconds", "interrupted", "exitStatus", "environment", "settings",
            "target", "verdict", "summary", "untested", "hops", "proxy", "measurements", "exchanges",
            "connections", "redactions"
          ],
          "properties": {
            "startedAt": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$"},
            "durationSeconds": {"$ref": "#/$defs/seconds"},
            "interrupted": {"type": "boolean"},
            "exitStatus": {"$ref": "#/$defs/exitStatus"},
            "environment": {
              "type": "object",
              "required": ["system", "architecture", "forwardProxy"],
              "properties": {
                "system": {"type": "string"},
                "architecture": {"type": "string"},
                "forwardProxy": {"enum": ["none", "option", "environment"]}
              }
            },
            "settings": {
              "type": "object",
              "required": ["quick", "idleSeconds", "keepaliveSeconds", "keepaliveFrom", "stepTimeoutSeconds", "sent"],
              "properties": {
                "quick": {"type": "boolean"},
                "idleSeconds": {"$ref": "#/$defs/seconds"},
                "keepaliveSeconds": {"$ref": "#/$defs/secondsOrUnknown"},
                "keepaliveFrom": {"enum": ["option", "profile", "observed", "unknown"]},
                "stepTimeoutSeconds": {"$ref": "#/$defs/seconds"},
                "sent": {"description": "Names of what was sent along, never values.", "$ref": "#/$defs/strings"},
                "waitSeconds": {"description": "How long the application was to be waited for.", "$ref": "#/$defs/seconds"}
              }
            },
            "target": {
              "type": "object",
              "required": ["url", "webSocketURL", "webSocketPathFrom", "endpointConfirmed", "pollingURL", "profile", "profileFrom", "addresses"],
              "properties": {
                "url": {"type": "string"},
                "webSocketURL": {"type": ["string", "null"]},
                "webSocketPathFrom": {"enum": ["option", "curl", "page", "profile"]},
                "endpointConfirmed": {"type": "boolean"},
                "pollingURL": {"type": ["string", "null"]},
                "profile": {"$ref": "#/$defs/id"},
                "profileTitle": {"type": "string"},
                "profileFrom": {"enum": ["option", "recognised"]},
                "addresses": {"$ref": "#/$defs/strings"},
                "redirectedFrom": {"description": "The address that was given, where it redirects to url.", "type": "string"},
                "takenWithoutTLS": {"description": "Whether the handshake is taken there without TLS.", "type": "boolean"}
              }
            },
            "verdict": {"$ref": "#/$defs/verdict"},
            "summary": {"description": "One sentence a person can act on.", "type": "string"},
            "notices": {"type": "array", "items": {"type": "string"}},
            "untested": {"type": "array", "items": {"$ref": "#/$defs/id"}},
            "hops": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["role", "product", "version", "certainty", "evidence"],
                "properties": {
                  "role": {"enum": ["forward-proxy", "edge", "proxy", "application"]},
                  "product": {"$ref": "#/$defs/id"},
                  "version": {"type": ["string", "null"]},
                  "certainty": {"$ref": "#/$defs/certainty"},
                  "evidence": {"description": "Ids of observations.", "$ref": "#/$defs/strings"},
                  "name": {"description": "As the product's makers write it.", "type": "string"}
                }
              }
            },
            "proxy": {
              "description": "The hop whose steps are named in the diagnoses.",
              "type": "object",
              "required": ["product", "version", "certainty"],
              "properties": {
                "product": {"$ref": "#/$defs/id"},
                "version": {"type": ["string", "null"]},
                "certainty": {"$ref": "#/$defs/certainty"},
                "name": {"description": "As the product's makers write it.", "type": "string"}
              }
            },
            "observations": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "probe", "name", "value", "text", "exchanges"],
                "properties": {
                  "id": {"type": "string", "pattern": "^o[0-9]+$"},
                  "probe": {"$ref": "#/$defs/id"},
                  "name": {"type": "string"},
                  "value": {"$ref": "#/$defs/observed"},
                  "text": {"type": "string"},
                  "exchanges": {"$ref": "#/$defs/strings"}
                }
              }
            },
            "diagnoses": {"type": "array", "items": {"$ref": "#/$defs/diagnosis"}},
            "setupSteps": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["step", "title", "status", "because"],
                "properties": {
                  "step": {"$ref": "#/$defs/id"},
                  "title": {"type": "string"},
                  "status": {"enum": ["done", "missing", "suspected", "not-needed", "unknown"]},
                  "because": {"type": "string"},
                  "today": {"type": "string"}
                }
              }
            },
            "probes": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "title", "outcome", "startSeconds", "durationSeconds", "expected", "actual", "facts"],
                "properties": {
                  "id": {"$ref": "#/$defs/id"},
                  "title": {"type": "string"},
                  "outcome": {"enum": ["pass", "warn", "fail", "skipped", "error"]},
                  "reason": {"type": "string"},
                  "startSeconds": {"$ref": "#/$defs/seconds"},
                  "durationSeconds": {"$ref": "#/$defs/seconds"},
                  "expected": {"type": "string"},
                  "actual": {"type": ["string", "null"]},
                  "facts": {"type": "object", "additionalProperties": {"$ref": "#/$defs/observed"}}
                }
              }
            },
            "measurements": {
              "type": "object",
              "required": ["idleLimit"],
              "properties": {
                "waitedSeconds": {"description": "How long the application was waited for.", "$ref": "#/$defs/seconds"},
                "handshakeSeconds": {"$ref": "#/$defs/seconds"},
                "resolveSeconds": {"$ref": "#/$defs/seconds"},
                "connectSeconds": {"$ref": "#/$defs/seconds"},
                "tlsSeconds": {"$ref": "#/$defs/seconds"},
                "pingSeconds": {"$ref": "#/$defs/seconds"},
                "idleLimit": {
                  "type": "object",
                  "required": ["state", "seconds", "uncertaintySeconds", "knownAs"],
                  "properties": {
                    "state": {"enum": ["measured", "at-least", "not-measured"]},
                    "seconds": {"$ref": "#/$defs/secondsOrUnknown"},
                    "uncertaintySeconds": {"$ref": "#/$defs/secondsOrUnknown"},
                    "knownAs": {"$ref": "#/$defs/strings"}
                  }
                }
              }
            },
            "exchanges": {"type": "array", "items": {"$ref": "#/$defs/exchange"}},
            "connections": {"type": "array", "items": {"$ref": "#/$defs/connection"}},
            "redactions": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["name", "where", "count"],
                "properties": {
                  "name": {"type": "string"},
                  "where": {"type": "string"},
                  "count": {"type": "integer", "minimum": 0}
                }
              }
            }
          }
        },

    """#
}
