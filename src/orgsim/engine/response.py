"""How a person responds: goals, skill, engagement, trust and effort."""

from orgsim.compilation import njit
from orgsim.engine.context import busyness, row
from orgsim.engine.scratch import Row
from orgsim.engine.state import DEPARTURE, ENGAGEMENT
from orgsim.engine.succession import effort_settled_at
from orgsim.model.inline import PART
from orgsim.model.parameters import GroupRow as G
from orgsim.model.parameters import ParameterRow as P
from orgsim.model.processes.arithmetic import complement, constant
from orgsim.model.processes.communication import clarity
from orgsim.model.processes.engagement import engagement_next, engagement_target, overreach
from orgsim.model.processes.feedback import called_forth, criticism, modelling_next
from orgsim.model.processes.goals import commitment, performance, progress, reach
from orgsim.model.processes.skill import growth, learning, skill_next
from orgsim.model.processes.trust import seen_evidence, trust_after_succession, trust_next


@njit(**PART)
def pursue_goals(here, week):
    """Clarity, performance, progress towards goals, and how far they overreach."""
    thread, person = here.thread, here.person
    rows, parameters, groups = week.rows, week.parameters, week.groups
    group = week.group[person]
    skill, difficulty = week.skill[person, here.lane], groups[group, row(G.goal_difficulty, here)]
    rows[thread, row(Row.clarity, here)] = clarity(
        rows[thread, row(Row.unclear, here)], parameters[row(P.clarity_tolerance, here)]
    )
    committed = commitment(
        week.trust[person, here.lane],
        groups[group, row(G.participation, here)],
        week.seen[person, row(ENGAGEMENT, here)],
        parameters[row(P.commitment_trust, here)],
        parameters[row(P.commitment_participation, here)],
        parameters[row(P.commitment_engagement, here)],
    )
    rows[thread, row(Row.performance, here)] = performance(committed, difficulty, skill)
    rows[thread, row(Row.progress, here)] = progress(
        difficulty,
        reach(skill, difficulty, parameters[row(P.goal_spread, here)]),
        rows[thread, row(Row.clarity, here)],
    )
    rows[thread, row(Row.overreach, here)] = overreach(difficulty, skill)


@njit(**PART)
def learn(here, week):
    """Skill."""
    thread, person = here.thread, here.person
    parameters, groups, group = week.parameters, week.groups, week.group[person]
    skill = week.skill[person, here.lane]
    development_effect = parameters[row(P.development_effect, here)]
    mentoring_effect = parameters[row(P.mentoring_effect, here)]
    learnt = learning(
        skill,
        groups[group, row(G.development, here)],
        groups[group, row(G.mentoring, here)],
        development_effect,
        mentoring_effect,
    )
    week.rows[thread, row(Row.growth, here)] = growth(learnt, development_effect, mentoring_effect)
    week.skill[person, here.lane] = skill_next(
        skill,
        learnt,
        parameters[row(P.skill_fading, here)],
        week.aptitude[person, here.lane],
    )


@njit(**PART)
def feel(here, week):
    """Engagement: resources, demands and the mood of peers and leader."""
    thread, person, leader = here.thread, here.person, here.leader
    rows, parameters, groups = week.rows, week.parameters, week.groups
    group = week.group[person]
    engagement, met = week.seen[person, row(ENGAGEMENT, here)], rows[thread, row(Row.met, here)]
    resources = (
        parameters[row(P.resource_trust, here)] * week.trust[person, here.lane]
        + parameters[row(P.resource_recognition, here)]
        * (met * groups[group, row(G.recognition, here)])
        + parameters[row(P.resource_autonomy, here)] * groups[group, row(G.autonomy, here)]
        + parameters[row(P.resource_growth, here)] * rows[thread, row(Row.growth, here)]
        + parameters[row(P.resource_fit, here)]
        * (complement(rows[thread, row(Row.misfit, here)]) * rows[thread, row(Row.clarity, here)])
        + parameters[row(P.resource_progress, here)] * rows[thread, row(Row.progress, here)]
    )
    demands = (
        parameters[row(P.demand_busyness, here)] * busyness(here, week)
        + parameters[row(P.demand_hypocrisy, here)]
        * (rows[thread, row(Row.visibility, here)] * rows[thread, row(Row.leader_gap, here)])
        + parameters[row(P.demand_red_tape, here)] * groups[group, row(G.red_tape, here)]
        + parameters[row(P.demand_overreach, here)] * rows[thread, row(Row.overreach, here)]
        + parameters[row(P.demand_criticism, here)]
        * criticism(rows[thread, row(Row.heard_voice, here)], groups[group, row(G.feedback, here)])
    )
    target = engagement_target(
        resources,
        demands,
        week.disposition[person, here.lane],
        parameters[row(P.engagement_base, here)],
        parameters[row(P.resource_effect, here)],
        parameters[row(P.demand_effect, here)],
    )
    has_ties = rows[thread, row(Row.ties, here)] > constant(0.0, engagement)
    mood = week.gathered[thread, row(ENGAGEMENT, here)] * rows[thread, row(Row.scale, here)]
    week.next_seen[person, row(ENGAGEMENT, here)] = engagement_next(
        engagement,
        target,
        parameters[row(P.engagement_change, here)],
        mood if has_ties else engagement,
        parameters[row(P.peer_contagion, here)],
        week.seen[leader, row(ENGAGEMENT, here)],
        met,
        parameters[row(P.leader_contagion, here)],
    )


@njit(**PART)
def judge(here, week):
    """Trust in the leader, or in the leader's successor."""
    thread, person, leader = here.thread, here.person, here.leader
    rows, parameters = week.rows, week.parameters
    group = week.group[person]
    one = constant(1.0, parameters[0])
    led = one if here.position > 0 else constant(0.0, one)
    trust = trust_next(
        week.trust[person, here.lane],
        seen_evidence(
            rows[thread, row(Row.evidence, here)],
            week.disposition[person, here.lane],
            parameters[row(P.trust_propensity, here)],
        ),
        rows[thread, row(Row.visibility, here)],
        parameters[row(P.trust_gain, here)],
        parameters[row(P.trust_loss, here)],
        led * parameters[row(P.trust_fading, here)],
        parameters[row(P.trust_in_the_dark, here)],
    )
    just_left = week.seen[leader, row(DEPARTURE, here)] == one
    week.trust[person, here.lane] = trust_after_succession(
        trust,
        week.groups[group, row(G.trust_mean, here)],
        led if just_left else constant(0.0, one),
        parameters[row(P.trust_carried_over, here)],
    )


@njit(**PART)
def try_harder(here, week):
    """Effort spent on enacting what one says."""
    thread, person, leader = here.thread, here.person, here.leader
    parameters, groups, group = week.parameters, week.groups, week.group[person]
    base = called_forth(
        effort_settled_at(here, week),
        week.trust[person, here.lane],
        week.rows[thread, row(Row.visibility, here)],
        week.modelling[leader, here.lane],
        parameters[row(P.example_effect, here)],
    )
    week.next_modelling[person, here.lane] = modelling_next(
        week.modelling[person, here.lane],
        base,
        week.rows[thread, row(Row.heard_voice, here)],
        groups[group, row(G.feedback, here)],
        parameters[row(P.voice_effect, here)],
        parameters[row(P.effort_return, here)],
    )
