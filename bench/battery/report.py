"""JSON lines of the battery on standard input -> the table of docs/battery.md."""

import json
import sys

SAID = ("scenario", "database", "date", "seconds", "wrong")


def row(result: dict) -> str:
    figures = ", ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in result.items() if name not in SAID
    )
    verdict = "; ".join(result["wrong"]) or "nothing wrong"
    cells = [result["scenario"], result["database"], result["date"], f"{result['seconds']} s"]
    return f"| {' | '.join([*cells, figures, verdict])} |"


def main() -> None:
    results = [json.loads(line) for line in sys.stdin if line.startswith("{")]
    results.sort(key=lambda result: (result["scenario"], result["database"]))
    print("| Id | Database | Run | Took | Figures | Found |")
    print("|---|---|---|---|---|---|")
    for result in results:
        print(row(result))


if __name__ == "__main__":
    main()
