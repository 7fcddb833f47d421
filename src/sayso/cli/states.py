"""The `--country` of commands that look something up."""

from __future__ import annotations

from typing import Any

import click


class State(click.ParamType[str]):
    """A country by its ISO 3166-1 alpha-3 code or its name in English, French, Spanish, Arabic or Russian; gives the code."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from sayso.knowledge.countries import by_iso3, country_named
        from sayso.lexicon.tables import table

        text = str(value).strip()
        others = (row["code"] for row in table("nonstate_countries", language=None, package="sayso.ontology"))
        if text.upper() in by_iso3() or text.upper() in others:
            return text.upper()
        found: str | None = country_named(text)
        if found is None:
            self.fail(f"{text!r} is no country; give its ISO 3166-1 alpha-3 code, as LBN, or its name", param, ctx)
        return found
