"""Values that are put where others stood: odd ones for any place, and valid ones by their key."""

from collections.abc import Mapping

from tests.fuzz.trees import Raw

CHARACTERS = (
    "\x00\x01\x07\x1b\x7f\x85\xa0\xad\u0130\u0301\u061c\u200b\u200f\u2028\u2029\u202e\u2066\u3000"
    "\ud7ff\ue000\ufeff\ufffd\ufffe\uffff\U0001f600\U0010ffff\t\n\r \"'#%&*!|>@`{}[]:,?-\\/<?="
)
"""Characters that mean something to YAML, to HTML or to a terminal, or that show nothing."""

ESCAPES = (
    r'"\ud800"',
    r'"\udc00\ud800"',
    r'"\U00110000"',
    r'"\0"',
    r'"\e[31m"',
    r'"\N"',
    r'"\_\L\P"',
    r'"\x85"',
    r'"\uFEFF"',
    r'"\u202E"',
    r'"\q"',
    r'"\ud83d\ude00"',
    '"a\\\n  b"',
    "'it''s'",
)
SCALARS = (
    *("yes", "no", "on", "off", "y", "n", "true", "True", "FALSE", "null", "~", "NULL", ".inf"),
    *(".nan", "-0", "0x1F", "0b1", "0o17", "017", "1_000", "1e9", "1E400", "12:30", "1:20:30"),
    *(
        "190:20:30",
        "=",
        "<<",
        "2026-11-20",
        "+1",
        "1.0",
        "9" * 400,
        "-1",
        "0",
        "1",
        "١٢٣",
        "\uff11\uff12",
    ),
)
YAML = (
    *("!!str x", "!!int 3", "!!binary aGk=", "!!set {a, b}"),
    *("!!null ''", "! x", "!x", "!<tag:x> y"),
    *("&a b", "&a [b]", "&a [*a]", "&a {b: *a}", "*a", "*none", "&a", "? a", "? [a, b]", "- a"),
    *("{a: b, a: c}", "{<<: {a: b}}", "{<<: [{a: b}]}", "{? [a]: b}", "{[a]: b}", "{: b}", "[,]"),
    *("{", "[", "}", "]", "'", '"'),
    *("|", ">", "|+\n  a\n\n", ">-\n  a\n   b\n", "|2\n    a\n", "%a"),
    *("@a", "`a", "a: b", "a #b", "a#b", "# a", "--- a", "...", "[a]]", "a, b", '"a" b', "*a : b"),
)
TEXTS = (
    *("", " ", "\n", "a\nb", " a ", "\ta"),
    *("\u200b", "[a]: http://x", "***", "```\n```", "&nbsp;", "![](x)", "\u3164"),
    *("a\t", "??place??", "??a b??", "<<<<<<< HEAD", "======="),
    *("<script>alert(1)</script>", "[a](javascript:alert(1))", "![](x)", "&amp;", "{{ 7 * 7 }}"),
    *("{% raw %}", "%s %(a)s {0} {a}", "a" * 91, "../../etc/passwd", "/", "..", "a/b", "C:\\x"),
    *("`" * 7, "[" * 300, "*a" * 200, "> " * 300),
    *("- " * 120 + "a", "<b>" * 60, "| a |\n|--|\n| b |\n"),
    *("إشعار", "שלום", "Ünïcödé", "e\u0301", "\u202eab\u202c", "a\u200bb"),
    *("İ", "ß", "ﬁ", "ǅ", "漢字"),
)
TIMES = (
    *("2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25 02:30+02:00", "2026-03-29T01:00Z"),
    *("1969-12-31 23:59", "1970-01-01 00:00", "9998-12-31 23:59", "9999-01-01 00:00", "0001-01-01"),
    *("2026-12-31 23:59:59", "2027-01-01 00:00", "2024-02-29 12:00", "2026-02-29 12:00"),
    *("2026-11-20 24:00", "2026-11-20 23:60", "2026-11-20 23:59:60", "2026-11-20 9:00"),
    *("2026-11-20 09:00 +14:00", "2026-11-20 09:00-12:00", "2026-11-20 09:00+14:01"),
    *("2026-11-20 09:00 America/New_York", "2026-11-20 09:00 Europe/Rom", "2026-11-20 09:00 UTC"),
    *("2026-11-20 09:00:00.123456", "2026-11-20 09:00:00.1234567", "2026-11-20\t09:00"),
    *("2026-11-20  09:00", "2026-11-20t09:00z", "20261120T0900Z", "2026-W47-5", "2026-324", "now"),
    *("2026-11-20 09:00 pm", "26-11-20 09:00", "12026-11-20 09:00"),
    *("2026-13-01 09:00", "٢٠٢٦-11-20"),
    *("2026-11-20 09:00 Antarctica/Troll", "2026-11-20 09:00 Asia/Kathmandu", "1970-01-01 00:30"),
    *("2011-12-30 12:00 Pacific/Apia", "2026-11-20 09:00 ../UTC", "2026-11-20 09:00 /etc/hosts"),
    *("9998-12-31 23:59-12:00", "1970-01-01 00:00+14:00", "2026-11-20 09:00 posixrules"),
)
LENGTHS = (
    "0m",
    "1m",
    "60m",
    "99999d",
    "100000d",
    "1 h",
    "1.5h",
    "-1h",
    "PT1H",
    "1w",
    "24H",
    "365d",
)
DAYS = ("2026-12-25", "2027-02-29", "0001-01-01", "9999-12-31", "2026-1-1", "12-25", "2026-12-25 ")
ZONES = (
    "UTC",
    "Europe/Kyiv",
    "Asia/Kolkata",
    "Etc/GMT+12",
    "localtime",
    "Factory",
    "../UTC",
    "CET",
)
IDS = ("a", "a" * 80, "a" * 81, "A", "a_b", "-", "2026-11-20-calls", "pbx", "old-pbx", "é", "con")
ADDRESSES = (
    *("https://a.example/", "http://a.example:0/", "https://a.example:99999/", "https://[::1]/"),
    *("https://user:pw@a.example/", "https://a.example/?q#f", "ftp://a.example/", "//a.example/"),
    *("https://é.example/", "https://a.example/\\..", "https://a.example/a b"),
    *("https://[a/", "https:"),
    *("https://A.Example", "https://a.example/x/../y//"),
    *("javascript:alert(1)", "https://a.example/%"),
)
INSTANTS = (
    *("2026-10-01T10:00:00Z", "2026-10-01T11:30:00.5+02:00", "2027-10-01T10:00:00Z", "1759312800"),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1969-12-31T23:00:00-05:00", "2026-10-01"),
    *("9998-12-31T23:59:59-12:00", "2026-02-30T00:00:00Z", "2026-10-01 10:00:00 +0200", "now", ""),
)
FOREIGN = (
    *("down", "disrupted", "notice", "none", "minor", "critical", "maintenance", "operational"),
    *("partial_outage", "under_maintenance", "true", "false", "yes", "Resolved", "1", ""),
)
NAMES = (
    *("favicon.svg", "FAVICON.SVG", "../../LICENSE", "/etc/passwd"),
    *("a/b.svg", ".hidden", "..", "a" * 300),
    *("é.svg", "home.html", "absent.svg", "a\\b", "nul", "style.css", "-x", "a b.svg", "a%2e.svg"),
)
RULES = (
    *("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU"),
    *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=HOURLY"),
    *("FREQ=MONTHLY;BYDAY=5TU", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;BYWEEKNO=53", "rrule:"),
    *("FREQ=YEARLY;BYYEARDAY=-1;BYSETPOS=1", "FREQ=DAILY;COUNT=2", "FREQ=DAILY;FREQ=DAILY", "FREQ"),
    *("FREQ=DAILY;INTERVAL=9999", "FREQ=YEARLY;INTERVAL=9999"),
    *("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",),
    *("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=WEEKLY;WKST=SU;INTERVAL=3;BYDAY=SU"),
    *("FREQ=MONTHLY;BYDAY=1TU,TU", "FREQ=YEARLY;BYDAY=53MO"),
    *("FREQ=YEARLY;BYDAY=99MO", "FREQ=DAILY;"),
    *("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=367", "FREQ=YEARLY;BYDAY=TU;BYSETPOS=-999"),
    *("FREQ=YEARLY;BYDAY=TU;BYSETPOS=-366", "FREQ=DAILY;BYMONTH=12;BYSETPOS=101"),
    *("FREQ=YEARLY;BYYEARDAY=367", "FREQ=YEARLY;BYYEARDAY=-366", "FREQ=YEARLY;BYWEEKNO=54"),
    *("FREQ=YEARLY;BYMONTH=13", "FREQ=MONTHLY;BYMONTHDAY=-32", "FREQ=MONTHLY;BYMONTHDAY=0"),
    *("FREQ=DAILY;INTERVAL=10000", "FREQ=DAILY;INTERVAL=0", "FREQ=YEARLY;BYDAY=-54MO"),
)
_WORDS = ("en", "it", "de", "pt", "xx", "EN", "e n", "")
_STATES = (
    "operational",
    "under_maintenance",
    "degraded_performance",
    "major_outage",
    "Major_outage",
)
_STATUSES = (
    *("investigating", "identified", "monitoring", "resolved", "false_alarm", "postmortem"),
    *("in_progress", "verifying", "extended", "rescheduled", "completed", "cancelled", "announced"),
)

BY_KEY: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("at", "next_update", "reported", "began", "announced", "starts", "ends"), TIMES
    ),
    **dict.fromkeys(
        ("remind_before", "notice_period", "announce_before", "within", "update_every"), LENGTHS
    ),
    **dict.fromkeys(("until", "retired", "date", "created", "updated"), DAYS),
    **dict.fromkeys(("url", "permalink", "status_page", "ticket_url", "mail_list"), ADDRESSES),
    **dict.fromkeys(("id", "notice", "group", "channel", "identity", "statuspage_id"), IDS),
    **dict.fromkeys(
        (
            *("created_at", "display_at", "started_at", "resolved_at", "scheduled_for"),
            *("scheduled_until", "startsAt", "endsAt", "date", "resolvedWhen", "date_published"),
        ),
        INSTANTS,
    ),
    **dict.fromkeys(("severity", "impact", "new_status", "resolved", "draft"), FOREIGN),
    "logo": NAMES,
    "timezone": ZONES,
    "rule": RULES,
    "count": ("1", "400", "401", "999999999", "9999999999", "0"),
    "max_length": ("1", "560", "640", "999999999", "0x10", "1_000"),
    "status": _STATUSES,
    "language": _WORDS,
    "ticket": ("NOC-1", "1" * 100, "1" * 101, "a/b", "..", "a\u202eb"),
    "accent": ("#0a5bd3", "#ffffff", "#0A5BD3", "#0a5bd", "red"),
    "number": ("+39 0461 171 5112", "+1 23", "+1234567890123456", "0461", "+39  0461 1715112"),
    **dict.fromkeys(
        ("monday", "tuesday", "saturday"), ("09:00-18:00", "9:00-18:00", "22:00-06:00")
    ),
    **dict.fromkeys(("pbx", "chat", "old-pbx"), _STATES),
}
"""Values for a key, most of them valid."""

KEYS = (
    "<<",
    "",
    "null",
    "~",
    "id",
    "at",
    "text",
    "title",
    "en",
    "de",
    "pbx",
    "??place??",
    "a.b",
    "é",
)
"""Keys that another key is renamed to."""

RAW = tuple(map(Raw, (*ESCAPES, *YAML, *SCALARS)))
