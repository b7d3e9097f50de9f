"""How a person responds: goals, skill, engagement, trust and effort."""

from numba import njit

from orgsim.inline import INLINE
from orgsim.parameters import GroupRow as G
from orgsim.parameters import ParameterRow as P
from orgsim.processes.arithmetic import complement, constant
from orgsim.processes.communication import clarity
from orgsim.processes.engagement import engagement_next, engagement_target, overreach
from orgsim.processes.feedback import criticism, effort_base, modelling_next
from orgsim.processes.goals import commitment, performance, progress, reach
from orgsim.processes.skill import growth, learning, skill_next
from orgsim.processes.trust import seen_evidence, trust_after_succession, trust_next
from orgsim.scratch import Row
from orgsim.state import row


@njit(**INLINE)
def pursue_goals(runs, r, t, i, structure, settings, now, private, scratch):
    """Clarity, performance, progress towards goals, and how far they overreach."""
    rows, parameters, groups = scratch.rows, settings.parameters, settings.groups
    themes, group = settings.stated.shape[0] // runs, structure.group[i]
    skill, difficulty = private.skill[i, r], groups[group, row(G.goal_difficulty, runs, r)]
    rows[t, row(Row.clarity, runs, r)] = clarity(
        rows[t, row(Row.unclear, runs, r)], parameters[row(P.clarity_tolerance, runs, r)]
    )
    committed = commitment(
        private.trust[i, r],
        groups[group, row(G.participation, runs, r)],
        now.seen[i, row(themes, runs, r)],
        parameters[row(P.commitment_trust, runs, r)],
        parameters[row(P.commitment_participation, runs, r)],
        parameters[row(P.commitment_engagement, runs, r)],
    )
    rows[t, row(Row.performance, runs, r)] = performance(committed, difficulty, skill)
    rows[t, row(Row.progress, runs, r)] = progress(
        difficulty,
        reach(skill, difficulty, parameters[row(P.goal_spread, runs, r)]),
        rows[t, row(Row.clarity, runs, r)],
    )
    rows[t, row(Row.overreach, runs, r)] = overreach(difficulty, skill)


@njit(**INLINE)
def learn(runs, r, t, i, structure, settings, private, scratch):
    """Skill."""
    parameters, groups, group = settings.parameters, settings.groups, structure.group[i]
    skill = private.skill[i, r]
    development_effect = parameters[row(P.development_effect, runs, r)]
    mentoring_effect = parameters[row(P.mentoring_effect, runs, r)]
    learnt = learning(
        skill,
        groups[group, row(G.development, runs, r)],
        groups[group, row(G.mentoring, runs, r)],
        development_effect,
        mentoring_effect,
    )
    scratch.rows[t, row(Row.growth, runs, r)] = growth(learnt, development_effect, mentoring_effect)
    private.skill[i, r] = skill_next(
        skill,
        learnt,
        parameters[row(P.skill_fading, runs, r)],
        private.aptitude[i, r],
    )


@njit(**INLINE)
def feel(runs, r, t, i, leader, busyness, structure, settings, now, following, private, scratch):
    """Engagement: resources, demands and the mood of peers and leader."""
    rows, parameters, groups = scratch.rows, settings.parameters, settings.groups
    themes, group = settings.stated.shape[0] // runs, structure.group[i]
    engagement, met = now.seen[i, row(themes, runs, r)], rows[t, row(Row.met, runs, r)]
    resources = (
        parameters[row(P.resource_trust, runs, r)] * private.trust[i, r]
        + parameters[row(P.resource_recognition, runs, r)]
        * (met * groups[group, row(G.recognition, runs, r)])
        + parameters[row(P.resource_autonomy, runs, r)] * groups[group, row(G.autonomy, runs, r)]
        + parameters[row(P.resource_growth, runs, r)] * rows[t, row(Row.growth, runs, r)]
        + parameters[row(P.resource_fit, runs, r)]
        * (complement(rows[t, row(Row.misfit, runs, r)]) * rows[t, row(Row.clarity, runs, r)])
        + parameters[row(P.resource_progress, runs, r)] * rows[t, row(Row.progress, runs, r)]
    )
    demands = (
        parameters[row(P.demand_busyness, runs, r)] * groups[group, row(busyness, runs, r)]
        + parameters[row(P.demand_hypocrisy, runs, r)]
        * (rows[t, row(Row.visibility, runs, r)] * rows[t, row(Row.leader_gap, runs, r)])
        + parameters[row(P.demand_red_tape, runs, r)] * groups[group, row(G.red_tape, runs, r)]
        + parameters[row(P.demand_overreach, runs, r)] * rows[t, row(Row.overreach, runs, r)]
        + parameters[row(P.demand_criticism, runs, r)]
        * criticism(rows[t, row(Row.heard_voice, runs, r)], groups[group, row(G.feedback, runs, r)])
    )
    target = engagement_target(
        resources,
        demands,
        private.disposition[i, r],
        parameters[row(P.engagement_base, runs, r)],
        parameters[row(P.resource_effect, runs, r)],
        parameters[row(P.demand_effect, runs, r)],
    )
    has_ties = rows[t, row(Row.ties, runs, r)] > constant(0.0, engagement)
    mood = scratch.gathered[t, row(themes, runs, r)] * rows[t, row(Row.scale, runs, r)]
    following.seen[i, row(themes, runs, r)] = engagement_next(
        engagement,
        target,
        parameters[row(P.engagement_change, runs, r)],
        mood if has_ties else engagement,
        parameters[row(P.peer_contagion, runs, r)],
        now.seen[leader, row(themes, runs, r)],
        met,
        parameters[row(P.leader_contagion, runs, r)],
    )


@njit(**INLINE)
def judge(runs, r, t, i, leader, structure, settings, now, private, scratch):
    """Trust in the leader, or in the leader's successor."""
    rows, parameters = scratch.rows, settings.parameters
    themes, group = settings.stated.shape[0] // runs, structure.group[i]
    one = constant(1.0, parameters[0])
    led = one if i > 0 else constant(0.0, one)
    trust = trust_next(
        private.trust[i, r],
        seen_evidence(
            rows[t, row(Row.evidence, runs, r)],
            private.disposition[i, r],
            parameters[row(P.trust_propensity, runs, r)],
        ),
        rows[t, row(Row.visibility, runs, r)],
        parameters[row(P.trust_gain, runs, r)],
        parameters[row(P.trust_loss, runs, r)],
        led * parameters[row(P.trust_fading, runs, r)],
        parameters[row(P.trust_in_the_dark, runs, r)],
    )
    just_left = now.seen[leader, row(themes + 1, runs, r)] == one
    private.trust[i, r] = trust_after_succession(
        trust,
        settings.groups[group, row(G.trust_mean, runs, r)],
        led if just_left else constant(0.0, one),
        parameters[row(P.trust_carried_over, runs, r)],
    )


@njit(**INLINE)
def try_harder(runs, r, t, i, leads, structure, settings, private, scratch):
    """Effort spent on enacting what one says."""
    parameters, groups, group = settings.parameters, settings.groups, structure.group[i]
    base = effort_base(
        leads,
        groups[group, row(G.leader_modelling, runs, r)],
        groups[group, row(G.participation, runs, r)],
        private.integrity[i, r],
        parameters[row(P.least_ownership, runs, r)],
        parameters[row(P.ownership_of_participation, runs, r)],
    )
    private.modelling[i, r] = modelling_next(
        private.modelling[i, r],
        base,
        scratch.rows[t, row(Row.heard_voice, runs, r)],
        groups[group, row(G.feedback, runs, r)],
        parameters[row(P.voice_effect, runs, r)],
        parameters[row(P.effort_return, runs, r)],
    )
