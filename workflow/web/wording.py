"""What an act carried with it, in one line of words: the reason, the number, the meeting, the addressees."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from workflow.domain import dates
from workflow.domain.labels import JOB_STEPS, STANCES
from workflow.domain.paper import ProfileName
from workflow.domain.sections import ANNEX
from workflow.domain.states import DecisionWay, JobStep, Stance
from workflow.queries.audit import Entry

DIGEST_LETTERS = 12


def short_digest(digest: str) -> str:
    """The first letters of a digest in groups of four, enough to compare by eye: "9f2c 41d0 7be1"."""
    start = digest[:DIGEST_LETTERS]
    return " ".join(start[place : place + 4] for place in range(0, len(start), 4))


def details_of(entry: Entry, titles: Mapping[str, str], *, codes: bool = False) -> str:
    """The details in the order in which a person would tell them; `titles` names sections by key; `codes` adds the
    digests. What only machines need (row ids) is left to the digest of the entry."""
    sayings = {**_SAYINGS, **_CODES} if codes else _SAYINGS
    told = [say(entry.details[key]) for key, say in sayings.items() if entry.details.get(key)]
    return "; ".join(filter(None, [*told, *_of_sections(entry, titles)]))


def _of_sections(entry: Entry, titles: Mapping[str, str]) -> list[str]:
    section = entry.details.get("section")
    reasons = entry.details.get("reasons") or {}
    named = [f"mục “{titles.get(section, section)}”"] if section else []
    return named + [f"{_part(key, titles)}: “{reason}”" for key, reason in reasons.items()]


def _part(key: str, titles: Mapping[str, str]) -> str:
    return "phụ lục" if key.startswith(ANNEX) else f"mục “{titles.get(key, key)}”"


def _meeting(shape: Mapping[str, Any]) -> str:
    day = dates.short(date.fromisoformat(shape["day"]))
    return f"họp chi bộ ngày {day}, {shape['agreed']}/{shape['present']} đồng ý"


def _decision(shape: Mapping[str, Any]) -> str:
    day = dates.short(date.fromisoformat(shape["day"]))
    how = "bằng phiếu, kết thúc" if shape["way"] == DecisionWay.SLIPS else "tại hội nghị"
    return f"cấp uỷ quyết định {how} ngày {day}: {shape['agreed']}/{shape['members']} uỷ viên đồng ý"


def _step(name: str) -> str:
    return JOB_STEPS[JobStep(name)].partition(",")[0].partition(".")[0]


_SAYINGS: Mapping[str, Callable[[Any], str]] = {
    "in_place_of": lambda absent: f"thay đồng chí {absent['name']}",
    "step": _step,
    "symbol": lambda symbol: f"số {symbol}",
    "day": lambda day: f"ngày {dates.short(date.fromisoformat(day))}",
    "profile": lambda profile: f"thể thức theo {ProfileName(profile).guide}",
    "title": lambda title: f"“{title}”",
    "book_number": lambda number: f"số đến {number:02d}",
    "meeting": _meeting,
    "decision": _decision,
    "until": lambda day: f"đến hết ngày {dates.short(date.fromisoformat(day))}",
    "stance": lambda stance: STANCES[Stance(stance)].lower(),
    "opinions": lambda told: "; ".join(f"{one['place']}: “{one['text']}”" for one in told),
    "fell": lambda names: f"phiếu của {', '.join(names)}",
    "kept": lambda names: f"phiếu của {', '.join(names)} giữ nguyên",
    "because": lambda words: f"vì {words}",
    "changes": "; ".join,
    "replies": lambda told: "; ".join(f"{one['of']}: {one['reply'].lower()}" for one in told),
    "slips": str,
    "pages": lambda pages: f"{pages} trang",
    "level": lambda level: f"có đủ trong tệp, mức PAdES {level}",
    "signatures": lambda names: f"chữ ký: {', '.join(names)}",
    "to": lambda labels: f"tới {', '.join(labels)}",
    "days_late": lambda days: f"trễ {days} ngày",
    "revision": lambda ordinal: f"bản {ordinal}" if isinstance(ordinal, int) else "",
    "repairs": lambda repairs: " ".join(dict.fromkeys(repair["words"] for repair in repairs)),
    "finding": str,
    "note": lambda words: f"“{words}”",
    "reason": lambda words: f"“{words}”",
}
_CODES: Mapping[str, Callable[[Any], str]] = {
    "digest": lambda digest: f"mã {short_digest(digest)}",
    "withdrawn": lambda digest: f"rút bản đã ký, mã {short_digest(digest)}",
}
