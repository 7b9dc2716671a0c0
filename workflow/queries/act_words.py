"""What an act carried with it, in one line of words: the reason, the number, the meeting, the addressees."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from workflow.domain import dates
from workflow.domain.chain import short_digest
from workflow.domain.facts import Fact
from workflow.domain.labels import FACTS, JOB_STEPS, STANCES
from workflow.domain.paper import ProfileName
from workflow.domain.sections import ANNEX
from workflow.domain.states import DecisionWay, JobStep, Stance
from workflow.queries.audit import Entry

_APART = frozenset({"in_place_of", "revision"})


def details_of(entry: Entry, titles: Mapping[str, str], *, codes: bool = False, apart: bool = False) -> str:
    """The details in the order in which a person would tell them; `titles` names sections by key; `codes` adds the
    digests; `apart` leaves out what a history tells in members of its own. What only machines need (row ids) is left to
    the digest of the entry."""
    sayings = {**_SAYINGS, **_CODES} if codes else _SAYINGS
    told = [say(entry.details[key]) for key, say in sayings.items() if _is_told(entry, key, apart=apart)]
    return "; ".join(filter(None, [*told, *_of_sections(entry, titles, apart=apart)]))


def _is_told(entry: Entry, key: str, *, apart: bool) -> bool:
    return bool(entry.details.get(key)) and not (apart and key in _APART)


def part_of(key: str, titles: Mapping[str, str]) -> str:
    """How a section or an annex is called."""
    return "phụ lục" if key.startswith(ANNEX) else f"mục “{titles.get(key, key)}”"


def _of_sections(entry: Entry, titles: Mapping[str, str], *, apart: bool) -> list[str]:
    section = entry.details.get("section")
    reasons = {} if apart else entry.details.get("reasons") or {}
    named = [f"mục “{titles.get(section, section)}”"] if section else []
    return named + [f"{part_of(key, titles)}: “{reason}”" for key, reason in reasons.items()]


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
    "handed_to": lambda name: f"giao đồng chí {name}",
    "handed_from": lambda names: f"trước đó ở {', '.join(names)}",
    "due": lambda day: f"hạn của bước ngày {dates.short(date.fromisoformat(day))}",
    "undone": lambda fact: f"việc “{FACTS[Fact(fact)]}”",
    "done_at": lambda moment: f"đã làm lúc {dates.clock_and_day(datetime.fromisoformat(moment))}",
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
