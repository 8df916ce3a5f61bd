import json, random

random.seed(7)
names = ["temperature", "humidity", "pressure", "voltage", "current", "rpm", "flow", "level"]
with open("server/payload.jsonl", "w") as f:
    for m in range(64):
        rec = []
        s = 0
        while s < 16200:
            r = {
                "id": random.randrange(10**9),
                "ts": 1760000000000 + random.randrange(10**9),
                "sensor": random.choice(names),
                "unit": "u%d" % random.randrange(9),
                "value": round(random.gauss(50, 20), 4),
                "ok": random.random() < 0.95,
                "tags": ["site-%d" % random.randrange(40), "rack-%d" % random.randrange(200)],
                "user": "user%05d@example.com" % random.randrange(5000),
            }
            rec.append(r)
            s += len(json.dumps(r, separators=(",", ":"))) + 1
        t = json.dumps({"type": "batch", "seq": m, "records": rec}, separators=(",", ":"))
        f.write(t + "\n")
