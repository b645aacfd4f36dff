"""What begins with a digit, or with a sign or a point before one: which rules are tried there, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import (
    addresses,
    codes,
    compounds,
    dates,
    degrees,
    fractions,
    heights,
    legal,
    machines,
    markets,
    measures,
    money,
    net,
    numerals,
    oldmoney,
    percentages,
    ranges,
    serials,
    sports,
    telephones,
    times,
    units,
)
from tts.spoken.reading import Reading, Rule, Scan

#: What is longer or surer comes first.
_IN_ORDER: Final[Sequence[Rule]] = (
    net.RULES["email"],
    net.RULES["file"],
    net.RULES["url"],
    machines.read_groups,
    codes.read_code,
    dates.read_iso,
    dates.read_numeric,
    legal.read_docket,
    times.read_military_range,
    telephones.read_phone,
    telephones.read_code,
    telephones.read_letters,
    telephones.read_digits,
    ranges.read_verse,
    ranges.read_rule_number,
    compounds.read_sides,
    compounds.read_pressure,
    compounds.read_oven,
    compounds.read_exposure,
    markets.read_curve,
    sports.read_innings,
    sports.read_not_out,
    sports.read_tie_break,
    sports.read_set,
    dates.read_nights,
    sports.read_gap,
    ranges.read_scale_of_a_map,
    sports.read_race,
    compounds.read_cups,
    compounds.read_megapixels,
    sports.read_furlongs,
    serials.read_airliner,
    sports.read_added_time,
    times.read_airtime,
    numerals.read_age_in_short,
    times.read_duration,
    times.read_race,
    times.read_range,
    times.read_until_noon,
    times.read_time,
    times.read_pointed,
    times.read_military,
    times.read_french,
    fractions.read_phrase,
    fractions.read_season,
    ranges.read_sum,
    dates.read_day_first,
    times.read_parts,
    numerals.read_grouped,
    numerals.read_power_of_ten,
    numerals.read_scientific,
    numerals.read_caliber,
    dates.read_quarter,
    addresses.read_house,
    addresses.read_zip,
    degrees.read_coordinate,
    degrees.read_minutes,
    degrees.read_bearing,
    numerals.read_age,
    numerals.read_karat,
    oldmoney.read_ten_and_six,
    oldmoney.read_shillings,
    times.read_seconds,
    heights.read_height,
    ranges.read_ordinals,
    numerals.read_ordinal,
    ranges.read_decades,
    numerals.read_decade,
    money.read_trailing,
    percentages.read_percent,
    numerals.read_era,
    degrees.read_temperature,
    measures.read_measure,
    compounds.read_part_range,
    units.read_rate,
    measures.read_times,
    ranges.read_years,
    dates.read_year_month,
    ranges.read_product,
    ranges.read_ratio,
    serials.read_serial,
    fractions.read_fraction,
    ranges.read_range,
    numerals.read_plural,
    numerals.read_short_year,
    numerals.read_year,
    numerals.read_number,
)

#: What stands right behind the first digits where a rule can read anything: it need not be tried elsewhere.
_AFTER_DIGITS: Final[Mapping[Rule, str]] = {
    compounds.read_exposure: "/",
    compounds.read_pressure: "/",
    dates.read_nights: "/",
    dates.read_numeric: "-‐‑–/.",
    dates.read_year_month: "-/",
    fractions.read_season: "/ ",
    markets.read_curve: "s",
    numerals.read_age_in_short: "-",
    numerals.read_grouped: " ",
    oldmoney.read_ten_and_six: "/",
    ranges.read_ratio: ":.",
    ranges.read_scale_of_a_map: ":",
    ranges.read_verse: ":",
    sports.read_added_time: "'’′+",
    sports.read_furlongs: "mf",
    sports.read_gap: ".",
    sports.read_innings: "-–/",
    sports.read_not_out: "*",
    sports.read_race: "kK",
    sports.read_set: "-– ",
    sports.read_tie_break: "-–",
    telephones.read_letters: "-",
    times.read_airtime: "/",
    times.read_duration: ":",
    times.read_french: "h",
    times.read_military_range: "-–",
    times.read_pointed: ".",
    times.read_race: ".",
}

#: The rules to try by what stands behind the first digits, and where nothing is said of that.
_BY_SIGN: Final = {
    sign: tuple(rule for rule in _IN_ORDER if sign in _AFTER_DIGITS.get(rule, sign))
    for sign in "".join(_AFTER_DIGITS.values())
}
_EVERYWHERE: Final = tuple(rule for rule in _IN_ORDER if rule not in _AFTER_DIGITS)


def read(scan: Scan, at: int) -> Reading | None:
    """The first answer of the rules that the sign behind the first digits allows."""
    digits = _FIRST_DIGITS.match(scan.text, at)
    for rule in _BY_SIGN.get(digits[1], _EVERYWHERE) if digits else _IN_ORDER:
        reading = rule(scan, at)
        if reading is not None:
            return reading
    return None


_FIRST_DIGITS = Pattern(r"[^\d]?[^\d]?\d+(.?)")
