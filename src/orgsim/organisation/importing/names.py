"""Names of columns for each role, in several languages.

Names are compared by their letters and digits alone: Employee ID, employee_id and employeeId are one.
Of each role the plainest names come first; those of the second line count where the first has none.
English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Russian, Chinese, Japanese.
"""

import unicodedata
from collections.abc import Mapping


def key(name: str) -> str:
    """The letters and digits of a name, small and without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if c.isalnum())


def _lines(*lines: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(key(name) for name in line.split("|")) for line in lines)


_PERSON_ID = (
    "employee id|employee number|employee no|employee nr|emp id|emp no|empl id|person id|"
    "person number|personnel number|staff id|staff number|worker id|associate id|user id|"
    "member id|position id|Personalnummer|Personal-Nr|PersNr|Personnummer|Mitarbeiter-ID|"
    "Mitarbeiternummer|Mitarbeiter-Nr|MitarbeiterNr|matricule|identifiant|numéro employé|"
    "numéro matricule|id employé|id salarié|id empleado|número de empleado|código empleado|"
    "legajo|identificador|matricola|id dipendente|codice dipendente|numero dipendente|"
    "personeelsnummer|medewerkernummer|medewerker id|matrícula|id funcionário|"
    "código do funcionário|número do funcionário|numer pracownika|id pracownika|"
    "PNr|Pers-Nr|Personal-ID|Stammnummer|MA-Nr|MA-Nummer|payroll number|employee code|staff no|"
    "табельный номер|员工编号|员工号|工号|员工id|人员编号|職員番号|社員番号|従業員番号|사번"
)
_PERSON = (
    "person|employee|emp|staff|worker|Mitarbeiter|Mitarbeiterin|Mitarbeitende|employé|salarié|"
    "empleado|dipendente|medewerker|funcionário|colaborador|pracownik|сотрудник|员工|社員|"
    "number|no|nr|Nummer|numéro|número|numero|编号"
)

_EMAIL = (
    "email|e-mail|email address|e-mail address|work email|employee email|mail|user principal name|"
    "E-Mail-Adresse|Mailadresse|courriel|adresse e-mail|correo|correo electrónico|e-mailadres"
)
_FULL_NAME = (
    "name|full name|employee name|display name|Vollständiger Name|Name Mitarbeiter|Mitarbeitername|"
    "nom complet|nombre completo|nome completo|volledige naam"
)

ID = _lines("id", _PERSON_ID, _PERSON, _EMAIL, _FULL_NAME)
SUPERIOR = _lines(
    "superior",
    "superior id|manager id|manager number|manager employee id|supervisor id|supervisor number|"
    "boss id|reports to id|line manager id|parent id|Vorgesetzten-ID|Vorgesetzter ID|"
    "Vorgesetztennummer|Personalnummer Vorgesetzter|Vorgesetzten-Nr|matricule responsable|"
    "matricule manager|matricule supérieur|id responsable|id supérieur|id jefe|id superior|"
    "id responsabile|matricola responsabile|leidinggevende id|id gestor|id chefia|"
    "reports to position|reports to employee id|superior position id|supervisor employee id|"
    "Vorgesetzter Personalnummer|Vorgesetzter Personal-Nr|Vorgesetzter Nr|Vorgesetzter PersNr|"
    "Personalnummer der Führungskraft|Führungskraft ID|Führungskraft Personalnummer|"
    "Personalnummer des Vorgesetzten|Manager Personalnummer|Leiter-ID|"
    "matrícula gestor|上级编号|上级工号|主管编号|主管工号|经理编号|直属上级编号|上司番号",
    "reports to|report to|reporting to|manager|line manager|supervisor|boss|leader|team lead|"
    "parent|direct manager|direct supervisor|immediate supervisor|reports to (manager)|"
    "supervised by|managed by|people manager|Vorgesetzter|Vorgesetzte|Vorgesetzte/r|Führungskraft|"
    "direkter Vorgesetzter|direkte Führungskraft|disziplinarischer Vorgesetzter|"
    "disziplinarische Führungskraft|Teamleiter|Teamleitung|Leiter|unterstellt|"
    "Chef|Leitung|berichtet an|supérieur|supérieur hiérarchique|responsable|"
    "responsable hiérarchique|chef d'équipe|jefe|jefa|jefe directo|supervisor directo|"
    "reporta a|superiore|responsabile|capo|riporta a|leidinggevende|rapporteert aan|baas|"
    "gestor|gestora|chefe|chefia|gerente|superior imediato|reporta para|przełożony|kierownik|"
    "руководитель|начальник|上级|直属上级|主管|直接主管|经理|领导|上司|主管姓名|上長|상사",
    "manager email|manager e-mail|manager email address|supervisor email|reports to email|"
    "line manager email|manager mail|boss email|manager user principal name|E-Mail Vorgesetzter|"
    "Vorgesetzter E-Mail|E-Mail Führungskraft|Führungskraft E-Mail|E-Mail des Vorgesetzten|"
    "courriel responsable|email responsable|correo jefe|email responsabile",
    "manager name|supervisor name|reports to name|line manager name|boss name|name of manager|"
    "manager full name|Name Vorgesetzter|Vorgesetzter Name|Name des Vorgesetzten|"
    "Name der Führungskraft|Führungskraft Name|nom du responsable|nombre del jefe|nome responsabile",
)
NAME = _lines(
    "name",
    "full name|employee name|display name|person name|Vollständiger Name|Name Mitarbeiter|"
    "Mitarbeitername|nom|nom complet|nom et prénom|nombre|nombre completo|nombre y apellidos|"
    "nome|nome completo|nominativo|naam|volledige naam|imię i nazwisko|nazwisko|имя|фио|"
    "姓名|名字|员工姓名|氏名|名前|이름",
    "last name|surname|family name|Nachname|Familienname|nom de famille|apellidos|apellido|"
    "cognome|achternaam|sobrenome|фамилия",
)
FIRST_NAME = _lines(
    "first name|given name|forename|preferred name|Vorname|prénom|nombre|nome|voornaam|imię|имя"
)[0]
LAST_NAME = _lines(
    "last name|surname|family name|Nachname|Familienname|nom|nom de famille|apellidos|apellido|"
    "cognome|achternaam|sobrenome|nazwisko|фамилия"
)[0]
LEVEL = _lines(
    "level",
    "grade|job level|job grade|hierarchy level|management level|band|tier|Ebene|Stufe|"
    "Hierarchieebene|Hierarchiestufe|Führungsebene|niveau|niveau hiérarchique|échelon|nivel|"
    "nivel jerárquico|livello|schaal|nível|nível hierárquico|poziom|уровень|层级|级别|职级|等级|等級",
)
UNIT = _lines(
    "unit|department",
    "dept|department name|division|business unit|organisational unit|organizational unit|"
    "org unit|organisation unit|team|section|Abteilung|Bereich|Einheit|Organisationseinheit|"
    "Kostenstelle|département|service|direction|unité|équipe|departamento|unidad|área|"
    "equipo|sección|dipartimento|reparto|unità|ufficio|afdeling|eenheid|unidade|setor|"
    "dział|отдел|подразделение|部门|部門|单位|科室|部署|부서",
)
SECOND_SUPERIOR = _lines(
    "second superior",
    "dotted line|dotted line manager|dotted line manager id|matrix manager|matrix manager id|"
    "functional manager|functional manager id|secondary manager|second manager|"
    "fachlicher Vorgesetzter|fachliche Führungskraft|responsable fonctionnel|"
    "jefe funcional|responsabile funzionale|functioneel leidinggevende|gestor funcional|"
    "虚线上级|虚线主管",
)
SOURCE = _lines(
    "source",
    "source id|from|from id|ego|respondent|respondent id|recipient|receiver|listener|Quelle|von|"
    "Empfänger|de|source id|destinataire|origen|destinatario|origine|da|bron|van|ontvanger|"
    "origem|źródło|источник|来源|源|来自|接收者",
    "person|employee|employee id|who|person id|person 1|person a|node 1|id 1|Mitarbeiter|wer|"
    "personne|persona|persoon|pessoa|员工|员工编号",
)
TARGET = _lines(
    "target",
    "target id|to|to id|alter|sender|Ziel|an|nach|zu|Absender|cible|à|vers|expéditeur|"
    "destino|hacia|remitente|bersaglio|destinazione|mittente|doel|naar|afzender|alvo|para|"
    "remetente|cel|цель|目标|目的|发送者",
    "colleague|colleague id|whom|contact|nominee|person 2|person b|node 2|id 2|Kollege|Kollegin|"
    "wen|wem|collègue|colega|collega|同事",
)
WEIGHT = _lines(
    "weight",
    "tie weight|edge weight|Gewicht|Gewichtung|poids|pondération|peso|ponderación|gewicht|waga|"
    "вес|权重|重み",
    "strength|frequency|count|contacts|number of contacts|messages|mails|e-mails|emails|hours|"
    "interactions|Stärke|Häufigkeit|Anzahl|Kontakte|force|fréquence|nombre|fuerza|frecuencia|"
    "forza|frequenza|sterkte|frequentie|aantal|força|frequência|强度|频率|次数",
)
RESPONDENT = _lines(
    "id",
    _PERSON_ID + "|respondent|respondent id|participant|participant id|response id|Befragter|"
    "Teilnehmer|Teilnehmer-ID|répondant|participant id|encuestado|participante|rispondente|"
    "partecipante|respondente|deelnemer|respondente id|受访者|受访者编号|回答者",
    _PERSON,
)

MEASURES: Mapping[str, frozenset[str]] = {
    measure: _lines(f"{measure}|{names}")[0]
    for measure, names in {
        "trust": "trust in superior|trust in leader|Vertrauen|confiance|confianza|fiducia|"
        "vertrouwen|confiança|zaufanie|доверие|信任|信頼",
        "engagement": "work engagement|employee engagement|commitment|Engagement|compromiso|"
        "coinvolgimento|betrokkenheid|engajamento|zaangażowanie|вовлечённость|敬业度|投入度",
        "practice": "behaviour|behavior|Praxis|Verhalten|pratique|comportement|práctica|"
        "comportamiento|pratica|comportamento|praktijk|gedrag|prática|行为|实践",
        "message": "Botschaft|discours|mensaje|messaggio|boodschap|mensagem|信息",
        "habit": "habits|Gewohnheit|Gewohnheiten|habitude|habitudes|hábito|abitudine|gewoonte|习惯",
        "values": "value|Werte|valeurs|valores|valori|waarden|价值观",
        "modelling": "modeling|role modelling|Vorbild|Vorbildverhalten|exemplarité|ejemplaridad|"
        "esempio|voorbeeldgedrag|exemplo|榜样",
        "skill": "skills|Fähigkeit|Fertigkeit|compétence|habilidad|competencia|competenza|"
        "vaardigheid|habilidade|competência|技能",
        "resistance": "Widerstand|résistance|resistencia|resistenza|weerstand|resistência|抵制",
        "aptitude": "Eignung|Begabung|aptitude|aptitud|attitudine|aanleg|aptidão|天赋",
        "disposition": "Veranlagung|disposición|disposizione|dispositie|disposição|倾向",
        "integrity": "Integrität|intégrité|integridad|integrità|integriteit|integridade|诚信",
    }.items()
}
