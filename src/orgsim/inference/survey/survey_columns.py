"""Columns of the files of a survey: waves, leavers and past programmes."""

from collections.abc import Mapping

from orgsim.inference.survey.items import ITEMS
from orgsim.organisation.importing import names
from orgsim.organisation.importing.columns import Role


def _role(key: str, meaning: str, *also: str, needed: bool = False) -> Role:
    lines = (frozenset(map(names.key, line.split("|"))) for line in (key, *also))
    return Role(key, "", meaning, tuple(lines), needed)


def _chosen_with(option: str, *roles: Role) -> tuple[Role, ...]:
    """Roles whose columns an option of the command line chooses."""
    return tuple(role._replace(option=option) for role in roles)


_DAY = "day|Datum|fecha|data|datum|дата|日期|日付"
_WEEK = "week number|calendar week|Woche|Kalenderwoche|KW|semaine|semana|settimana|tydzień|周|週"
_ID = Role("id", "", "the id of a person", names.RESPONDENT)
_GROUP = _role(
    "group",
    "which group",
    "who|for whom|Gruppe|groupe|grupo|gruppo|groep|grupa|группа|组|グループ",
)

WAVES = _chosen_with(
    "--survey-column",
    _role(
        "wave",
        "which wave, a week, a date or a label",
        "survey wave|wave number|Welle|Erhebungswelle|Befragungswelle|vague|ola|ondata|golf|onda|"
        "fala|волна|波次",
        "survey|round|pulse|measurement|Befragung|Erhebung|enquête|encuesta|indagine|enquete",
    ),
    _role("date", "the day of the answer", _DAY),
    _role("week", "the week of the answer", _WEEK),
    _ID,
    _GROUP,
    _role(
        "item",
        "what was asked",
        "question|measure|variable|Frage|Merkmal|question posée|pregunta|domanda|vraag|pergunta|"
        "pytanie|вопрос|题目|項目",
    ),
    _role(
        "value",
        "what was answered",
        "mean|score|answer|result|Wert|Mittelwert|Antwort|valeur|moyenne|valor|media|média|"
        "valore|waarde|gemiddelde|wartość|значение|值|値",
    ),
    _role(
        "answers",
        "the number of answers of a group",
        "n|number of answers|responses|respondents|number of responses|number of respondents|count|"
        "Antworten|Anzahl|Anzahl Antworten|réponses|nombre de réponses|respuestas|risposte|"
        "antwoorden|respostas|odpowiedzi|ответы|人数|回答数",
    ),
    _role(
        "spread",
        "the standard deviation of a group's answers",
        "sd|std|standard deviation|Standardabweichung|Streuung|écart type|desviación estándar|"
        "deviazione standard|standaarddeviatie|desvio padrão|标准差|標準偏差",
    ),
    _role(
        "scale", "the scale of the answers", "Skala|échelle|escala|scala|schaal|skala|шкала|量表"
    ),
    _role(
        "reliability",
        "the reliability of an item",
        "alpha|Cronbach's alpha|Reliabilität|fiabilité|fiabilidad|affidabilità|betrouwbaarheid",
    ),
)
"""Roles of the columns of waves; without an item, every column of an item is read."""

ITEM_COLUMNS = _chosen_with(
    "--survey-column",
    *(Role(name, "", f"{name}: {item.meaning}", (item.also,)) for name, item in ITEMS.items()),
)
"""Roles of the columns of waves that have one for each item."""

LEAVERS = _chosen_with(
    "--leavers-column",
    _role("week", "the week or the day on which it begins", f"date|{_WEEK}|{_DAY}", needed=True),
    _ID,
    _GROUP,
    _role(
        "leavers",
        "how many people left",
        "leaver|number of leavers|exits|departures|quits|Abgänge|Austritte|départs|salidas|bajas|"
        "uscite|vertrekkers|saídas|odejścia|离职人数|退職者数",
    ),
    _role("weeks", "how many weeks a row covers", "number of weeks|Wochen|semaines|semanas"),
)
"""Roles of the columns of leavers."""

PROGRAMMES = _chosen_with(
    "--programmes-column",
    _role(
        "kind",
        "which programme",
        "programme|program|intervention|Programm|Massnahme|Maßnahme|programa|programma",
        needed=True,
    ),
    _role("who", "whom it was for", "group|for whom|Gruppe|groupe|grupo|gruppo|groep"),
    _role(
        "start",
        "the first week or day",
        "from|begin|beginning|Beginn|début|inicio|inizio",
        needed=True,
    ),
    _role("weeks", "how many weeks it ran", "duration|Wochen|Dauer|semaines|durée|semanas"),
    _role("end", "the last week or day", "to|until|Ende|fin|fine|einde"),
    _role("strength", "the multiple of its usual size", "Stärke|intensité|fuerza|forza"),
    _role("change", "levers and by how much they change", "changes|levers"),
)
"""Roles of the columns of past programmes."""

FILES: Mapping[str, tuple[Role, ...]] = {
    "waves": WAVES,
    "leavers": LEAVERS,
    "programmes": PROGRAMMES,
}
"""Kind of file → the roles of its columns."""


def answer_roles(kind: str) -> tuple[Role, ...]:
    """All roles of a kind of file: of waves, those of items too."""
    return (*FILES[kind], *ITEM_COLUMNS) if kind == "waves" else FILES[kind]


def chosen_roles(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """What is given of the roles of a kind of file; the rest names items."""
    return {role.key: given[role.key] for role in FILES[kind] if role.key in given}
