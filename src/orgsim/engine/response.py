"""How a person responds: goals, skill, engagement, trust and effort."""

from orgsim.compilation import njit
from orgsim.engine.context import row
from orgsim.engine.declared_numbers import of_led, of_person
from orgsim.engine.influence import busyness
from orgsim.engine.scratch import Row
from orgsim.engine.state import DEPARTURE, ENGAGEMENT, MODELLING, Own
from orgsim.engine.succession import effort_base
from orgsim.model.inline import PART
from orgsim.model.processes import (
    communication,
    engagement,
    feedback,
    goals,
    skill,
    trust,
)
from orgsim.model.processes.arithmetic import constant

clarity = of_led(communication.clarity)
commitment = of_led(goals.commitment)
performance = of_led(goals.performance)
progress = of_led(goals.progress)
reach = of_led(goals.reach)
overreach = of_led(engagement.overreach)
learning = of_led(skill.learning)
growth = of_led(skill.growth)
skill_next = of_led(skill.skill_next)
criticism = of_person(feedback.criticism)
resources = of_led(engagement.resources)
demands = of_led(engagement.demands)
engagement_target = of_led(engagement.engagement_target)
engagement_next = of_led(engagement.engagement_next)
seen_evidence = of_led(trust.seen_evidence)
trust_next = of_led(trust.trust_next)
trust_after_succession = of_led(trust.trust_after_succession)
called_forth = of_led(feedback.called_forth)
modelling_next = of_person(feedback.modelling_next)


@njit(**PART)
def pursue_goals(here, week):
    """Clarity, performance, progress towards goals, and how far they overreach."""
    rows, thread, person = week.rows, here.thread, here.person
    able, trusting = week.own[person, row(Own.skill, here)], week.own[person, row(Own.trust, here)]
    clear = clarity(here, week, rows[thread, row(Row.unclear, here)])
    committed = commitment(here, week, trusting, week.seen[person, row(ENGAGEMENT, here)])
    reached = reach(here, week, able)
    rows[thread, row(Row.clarity, here)] = clear
    rows[thread, row(Row.performance, here)] = performance(here, week, committed, able)
    rows[thread, row(Row.progress, here)] = progress(here, week, reached, clear)
    rows[thread, row(Row.overreach, here)] = overreach(here, week, able)


@njit(**PART)
def learn(here, week):
    """Skill."""
    person = here.person
    able = week.own[person, row(Own.skill, here)]
    learnt = learning(here, week, able)
    week.rows[here.thread, row(Row.growth, here)] = growth(here, week, learnt)
    week.own[person, row(Own.skill, here)] = skill_next(
        here, week, able, learnt, week.own[person, row(Own.aptitude, here)]
    )


@njit(**PART)
def feel(here, week):
    """Engagement: resources, demands and the mood of peers and leader."""
    rows, thread, person = week.rows, here.thread, here.person
    engaged, met = week.seen[person, row(ENGAGEMENT, here)], rows[thread, row(Row.met, here)]
    given = resources(
        here,
        week,
        week.own[person, row(Own.trust, here)],
        met,
        rows[thread, row(Row.growth, here)],
        rows[thread, row(Row.misfit, here)],
        rows[thread, row(Row.clarity, here)],
        rows[thread, row(Row.progress, here)],
    )
    asked = demands(
        here,
        week,
        busyness(here, week, here.leads),
        rows[thread, row(Row.visibility, here)],
        rows[thread, row(Row.leader_gap, here)],
        rows[thread, row(Row.overreach, here)],
        criticism(here, week, rows[thread, row(Row.heard_voice, here)]),
    )
    disposition = week.own[person, row(Own.disposition, here)]
    target = engagement_target(here, week, given, asked, disposition)
    has_ties = rows[thread, row(Row.has_ties, here)] > constant(0.0, engaged)
    mood = week.gathered[thread, row(ENGAGEMENT, here)] * rows[thread, row(Row.scale, here)]
    week.next_seen[person, row(ENGAGEMENT, here)] = engagement_next(
        here,
        week,
        engaged,
        target,
        mood if has_ties else engaged,
        week.seen[here.leader, row(ENGAGEMENT, here)],
        met,
    )


@njit(**PART)
def judge(here, week):
    """Trust in the leader, or in the leader's successor; the top's own stays."""
    rows, thread, person = week.rows, here.thread, here.person
    before, evident = week.own[person, row(Own.trust, here)], rows[thread, row(Row.evidence, here)]
    evident = seen_evidence(here, week, evident, week.own[person, row(Own.disposition, here)])
    after = trust_next(here, week, before, evident, rows[thread, row(Row.visibility, here)])
    one = constant(1.0, before)
    succeeded = week.seen[here.leader, row(DEPARTURE, here)] == one
    after = trust_after_succession(here, week, after, one if succeeded else constant(0.0, one))
    week.own[person, row(Own.trust, here)] = after if here.position > 0 else before


@njit(**PART)
def try_harder(here, week):
    """Effort spent on enacting what one says."""
    rows, thread, person = week.rows, here.thread, here.person
    base = called_forth(
        here,
        week,
        effort_base(here, week, here.leads, week.own[person, row(Own.integrity, here)]),
        week.own[person, row(Own.trust, here)],
        rows[thread, row(Row.visibility, here)],
        week.leading[here.leader_row, row(MODELLING, here)],
    )
    heard_voice = rows[thread, row(Row.heard_voice, here)]
    week.own[person, row(Own.modelling, here)] = modelling_next(
        here, week, week.own[person, row(Own.modelling, here)], base, heard_voice
    )
