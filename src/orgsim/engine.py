"""The one loop: gather, call the formulas, store. The only place that fixes their order.

A week is synchronous: everything is read as it was at the end of the week before. The innermost loops
run over the runs, without branches and on contiguous rows, so they become vector instructions; what is
read and what is written are separate arrays, because only then may the compiler do so.
"""

from functools import cache

from numba import get_thread_id, njit, prange

from orgsim.measures import measure_person, measure_unit, start_block
from orgsim.parameters import GroupRow, ParameterRow
from orgsim.processes.arithmetic import constant
from orgsim.processes.attention import contact, hours_for_people, visibility
from orgsim.processes.communication import heard, message_next, told
from orgsim.processes.engagement import engagement_next, engagement_target, overreach
from orgsim.processes.feedback import effort_base, modelling_next
from orgsim.processes.goals import commitment, performance, progress, reach
from orgsim.processes.habit import habit_next
from orgsim.processes.practice import (
    adoption,
    conforming,
    effort,
    practice_next,
    social_practice,
    stubbornness,
)
from orgsim.processes.skill import growth, learning, skill_next
from orgsim.processes.trust import evidence, trust_after_succession, trust_next
from orgsim.processes.turnover import departure_next, hazard
from orgsim.people import hire
from orgsim.random import Stream, place, uniform

P = ParameterRow
G = GroupRow
_inline = {"forceinline": True, "error_model": "numpy"}


@njit(**_inline)
def face_leader(runs, t, boss, structure, settings, now, rows):
    """Rows of a unit's leader: hours for each report, what is said, how open and credible it is."""
    themes = settings.stated.shape[0]
    parameters, groups, group = settings.parameters, settings.groups, structure.group[boss]
    reports = structure.first_report[boss + 1] - structure.first_report[boss]
    for r in range(runs):
        hours = hours_for_people(
            groups[group, G.time_constraint, r],
            now.seen[boss, themes, r],
            parameters[P.hours, r],
            parameters[P.least_attention, r],
        ) / constant(reports, parameters[0, 0])
        rows.hours[t, r] = hours
        rows.contact[t, r] = contact(hours, parameters[P.half_contact_hours, r])
        rows.transparency[t, r] = groups[group, G.transparency, r]
        rows.leader_gap[t, r] = constant(0.0, hours)
    for k in range(themes):
        where = place(0, boss, Stream.SLANT + k)
        for r in range(runs):
            draw = uniform(where, settings.key[r], parameters[0, 0])
            rows.leader_message[t, k, r] = told(
                now.message[boss, k, r],
                groups[group, G.inconsistency, r],
                parameters[P.slant_size, r],
                draw,
            )
            rows.leader_gap[t, r] += settings.weight[k, r] * abs(
                now.message[boss, k, r] - now.seen[boss, k, r]
            )
    for r in range(runs):
        rows.evidence[t, r] = evidence(rows.leader_gap[t, r], parameters[P.gap_tolerance, r])


@njit(**_inline)
def gather(runs, t, i, structure, settings, now, now_flat, rows, gathered_flat):
    """Mean of the neighbours' practice, engagement and departures; what the reports voice."""
    width = runs * (settings.stated.shape[0] + 2)
    zero = constant(0.0, settings.parameters[0, 0])
    for q in range(width):
        gathered_flat[t, q] = zero
    total = zero
    for tie in range(structure.tie_start[i], structure.tie_start[i + 1]):
        other = structure.tie_to[tie]
        strength = constant(structure.tie_weight[tie], zero)
        total += strength
        for q in range(width):
            gathered_flat[t, q] += strength * now_flat[other, q]
    for r in range(runs):
        rows.ties[t, r] = total
    for tie in range(structure.extra_start[i], structure.extra_start[i + 1]):
        other, layer = structure.extra_to[tie], structure.extra_layer[tie]
        for r in range(runs):
            rows.ties[t, r] += settings.extra_strength[layer, r]
        for row in range(now.seen.shape[1]):
            for r in range(runs):
                rows.gathered[t, row, r] += (
                    settings.extra_strength[layer, r] * now.seen[other, row, r]
                )
    for r in range(runs):
        rows.scale[t, r] = constant(1.0, zero) / rows.ties[t, r] if rows.ties[t, r] > zero else zero
        rows.heard_voice[t, r] = zero
    first, last = structure.first_report[i], structure.first_report[i + 1]
    if last > first:
        for report in range(first, last):
            for r in range(runs):
                rows.heard_voice[t, r] += now.voice[report, r]
        share = constant(1.0, zero) / constant(last - first, zero)
        for r in range(runs):
            rows.heard_voice[t, r] *= share * settings.groups[structure.group[i], G.transparency, r]


@njit(**_inline)
def meet(runs, t, i, week, structure, settings, now, private, rows):
    """Who meets the leader, what is seen, and how strongly each influence on practice pulls."""
    themes = settings.stated.shape[0]
    parameters, groups, group = settings.parameters, settings.groups, structure.group[i]
    zero = constant(0.0, parameters[0, 0])
    one = constant(1.0, parameters[0, 0])
    has_leader = one if i > 0 else zero
    leads = structure.first_report[i + 1] > structure.first_report[i]
    busy_row = G.time_constraint if leads else G.workload
    where = place(week, i, Stream.MEETING)
    for r in range(runs):
        draw = uniform(where, settings.key[r], zero)
        met = has_leader if draw < rows.contact[t, r] else zero
        seen = has_leader * visibility(
            met, rows.transparency[t, r], parameters[P.visibility_at_distance, r]
        )
        rows.met[t, r] = met
        rows.visible[t, r] = seen
        rows.deed[t, r] = parameters[P.deed_weight, r] * seen
        rows.word[t, r] = parameters[P.word_weight, r] * private.trust[i, r]
        rows.peer[t, r] = parameters[P.peer_weight, r] if rows.ties[t, r] > zero else zero
    for r in range(runs):
        red_tape = groups[group, G.red_tape, r]
        rows.stubborn[t, r] = stubbornness(
            private.resistance[i, r], groups[group, G.coaching, r], red_tape
        )
        rows.adoption[t, r] = adoption(now.seen[i, themes, r], parameters[P.practice_change, r])
        rows.effort[t, r] = effort(
            private.modelling[i, r],
            groups[group, busy_row, r],
            red_tape,
            parameters[P.effort_effect, r],
            parameters[P.busyness_cost, r],
        )
        rows.unclear[t, r] = zero
        rows.misfit[t, r] = zero


@njit(**_inline)
def live_themes(runs, t, i, boss, week, structure, settings, now, following, private, rows):
    """Message, practice and habit of each theme."""
    themes = settings.stated.shape[0]
    parameters, groups, group = settings.parameters, settings.groups, structure.group[i]
    for k in range(themes):
        where = place(week, i, Stream.NOISE + k)
        for r in range(runs):
            message, practice = now.message[i, k, r], now.seen[i, k, r]
            stated = settings.stated[k, r]
            arrives = heard(
                rows.leader_message[t, k, r],
                rows.transparency[t, r],
                parameters[P.slur, r],
                uniform(where, settings.key[r], message),
            )
            following.message[i, k, r] = message_next(
                message,
                arrives,
                rows.met[t, r],
                rows.transparency[t, r],
                stated,
                groups[group, G.broadcast, r],
                parameters[P.message_uptake, r],
            )
            rows.unclear[t, r] += settings.weight[k, r] * abs(stated - message)
        for r in range(runs):
            message, practice = now.message[i, k, r], now.seen[i, k, r]
            habit, stated = private.habit[i, k, r], settings.stated[k, r]
            peers = rows.gathered[t, k, r] * rows.scale[t, r]
            social = social_practice(
                practice,
                now.seen[boss, k, r],
                rows.deed[t, r],
                message,
                rows.word[t, r],
                conforming(peers, parameters[P.conformity, r]),
                rows.peer[t, r],
            )
            following.seen[i, k, r] = practice_next(
                practice,
                social,
                habit,
                message,
                stated,
                rows.stubborn[t, r],
                rows.adoption[t, r],
                rows.effort[t, r],
                groups[group, G.training, r],
            )
            rows.misfit[t, r] += settings.weight[k, r] * abs(stated - habit)
        for r in range(runs):
            private.habit[i, k, r] = habit_next(
                private.habit[i, k, r],
                now.seen[i, k, r],
                now.message[i, k, r],
                parameters[P.habit_change, r],
                groups[group, G.workshops, r],
            )


@njit(**_inline)
def respond(runs, t, i, boss, structure, settings, now, following, private, rows):
    """Goals, skill, engagement, trust and effort."""
    themes = settings.stated.shape[0]
    parameters, groups, group = settings.parameters, settings.groups, structure.group[i]
    zero = constant(0.0, parameters[0, 0])
    one = constant(1.0, parameters[0, 0])
    has_leader = one if i > 0 else zero
    leads = structure.first_report[i + 1] > structure.first_report[i]
    busy_row = G.time_constraint if leads else G.workload
    for r in range(runs):
        trust, skill = private.trust[i, r], private.skill[i, r]
        engagement, difficulty = now.seen[i, themes, r], groups[group, G.goal_difficulty, r]
        committed = commitment(
            trust,
            groups[group, G.participation, r],
            engagement,
            parameters[P.commitment_trust, r],
            parameters[P.commitment_participation, r],
            parameters[P.commitment_engagement, r],
        )
        rows.performance[t, r] = performance(committed, difficulty, skill)
        rows.progress[t, r] = progress(
            difficulty,
            reach(skill, difficulty, parameters[P.goal_spread, r]),
            one - rows.unclear[t, r],
        )
        rows.overreach[t, r] = overreach(difficulty, skill)
    for r in range(runs):
        skill = private.skill[i, r]
        learnt = learning(
            skill,
            groups[group, G.development, r],
            groups[group, G.mentoring, r],
            parameters[P.development_effect, r],
            parameters[P.mentoring_effect, r],
        )
        rows.growth[t, r] = growth(
            learnt, parameters[P.development_effect, r], parameters[P.mentoring_effect, r]
        )
        private.skill[i, r] = skill_next(
            skill, learnt, parameters[P.skill_fading, r], parameters[P.skill_floor, r]
        )
    for r in range(runs):
        engagement = now.seen[i, themes, r]
        resources = (
            parameters[P.resource_trust, r] * private.trust[i, r]
            + parameters[P.resource_recognition, r]
            * rows.met[t, r]
            * groups[group, G.recognition, r]
            + parameters[P.resource_autonomy, r] * groups[group, G.autonomy, r]
            + parameters[P.resource_growth, r] * rows.growth[t, r]
            + parameters[P.resource_fit, r] * (one - rows.misfit[t, r])
            + parameters[P.resource_progress, r] * rows.progress[t, r]
        )
        demands = (
            parameters[P.demand_busyness, r] * groups[group, busy_row, r]
            + parameters[P.demand_hypocrisy, r] * rows.visible[t, r] * rows.leader_gap[t, r]
            + parameters[P.demand_red_tape, r] * groups[group, G.red_tape, r]
            + parameters[P.demand_overreach, r] * rows.overreach[t, r]
        )
        target = engagement_target(
            resources,
            demands,
            private.disposition[i, r],
            parameters[P.engagement_base, r],
            parameters[P.resource_effect, r],
            parameters[P.demand_effect, r],
        )
        peers = (
            rows.gathered[t, themes, r] * rows.scale[t, r] if rows.ties[t, r] > zero else engagement
        )
        following.seen[i, themes, r] = engagement_next(
            engagement,
            target,
            parameters[P.engagement_change, r],
            peers,
            parameters[P.peer_contagion, r],
            now.seen[boss, themes, r],
            rows.met[t, r],
            parameters[P.leader_contagion, r],
        )
    for r in range(runs):
        trust = trust_next(
            private.trust[i, r],
            rows.evidence[t, r],
            rows.visible[t, r],
            parameters[P.trust_gain, r],
            parameters[P.trust_loss, r],
            has_leader * parameters[P.trust_fading, r],
            parameters[P.trust_in_the_dark, r],
        )
        succeeded = has_leader if now.seen[boss, themes + 1, r] == one else zero
        private.trust[i, r] = trust_after_succession(
            trust,
            groups[group, G.trust_mean, r],
            succeeded,
            parameters[P.trust_carried_over, r],
        )
    for r in range(runs):
        base = effort_base(
            leads,
            groups[group, G.leader_modelling, r],
            groups[group, G.participation, r],
            parameters[P.least_ownership, r],
            parameters[P.ownership_of_participation, r],
        )
        private.modelling[i, r] = modelling_next(
            private.modelling[i, r],
            base,
            rows.heard_voice[t, r],
            groups[group, G.feedback, r],
            parameters[P.voice_effect, r],
            parameters[P.effort_return, r],
        )


@njit(**_inline)
def replace_leavers(runs, t, i, week, structure, settings, now, following, private, rows):
    """Who leaves at the end of the week, and the newcomers who start the next one."""
    themes = settings.stated.shape[0]
    parameters, groups, group = settings.parameters, settings.groups, structure.group[i]
    zero = constant(0.0, parameters[0, 0])
    one = constant(1.0, parameters[0, 0])
    where = place(week, i, Stream.EXIT)
    leavers = zero
    for r in range(runs):
        chance = hazard(
            now.seen[i, themes, r],
            rows.misfit[t, r],
            rows.gathered[t, themes + 1, r] * rows.scale[t, r],
            groups[group, G.exit_pressure, r],
            parameters[P.exit_base, r],
            parameters[P.exit_disengagement, r],
            parameters[P.exit_misfit, r],
            parameters[P.exit_contagion, r],
        )
        leaves = one if uniform(where, settings.key[r], zero) < chance else zero
        rows.leaves[t, r] = leaves
        following.seen[i, themes + 1, r] = departure_next(
            now.seen[i, themes + 1, r], leaves, parameters[P.departure_memory, r]
        )
    for r in range(runs):
        leavers += rows.leaves[t, r]
    if leavers > zero:
        for r in range(runs):
            if rows.leaves[t, r] > zero:
                hire(i, r, week, structure, settings, following, private)


@cache
def kernels(runs):
    """The start and the week of an ensemble of `runs` runs, compiled for that width.

    A width known to the compiler makes every row a few vector instructions without loop control.
    """

    @njit(parallel=True, cache=True, nogil=True, error_model="numpy")
    def begin(structure, settings, visible, private, rows, sums):
        """Everybody at the start (week 0), and its measures."""
        for block in prange(structure.block_start.shape[0] - 1):
            t = get_thread_id()
            start_block(runs, t, block, settings, rows, sums)
            boss = structure.superior[structure.block_start[block]]
            for i in range(structure.block_start[block], structure.block_start[block + 1]):
                if structure.superior[i] != boss:
                    measure_unit(runs, t, block, boss, structure, settings, rows, sums)
                    boss = structure.superior[i]
                for r in range(runs):
                    hire(i, r, 0, structure, settings, visible, private)
                measure_person(runs, t, block, i, structure, settings, visible, private, rows, sums)
            measure_unit(runs, t, block, boss, structure, settings, rows, sums)


    @njit(parallel=True, cache=True, nogil=True, error_model="numpy")
    def live_week(
        week, structure, settings, now, now_flat, following, private, rows, gathered_flat, sums
    ):
        """One week of all people in all runs: reads `now`, writes `following`, `private` and `sums`."""
        for block in prange(structure.block_start.shape[0] - 1):
            t = get_thread_id()
            start_block(runs, t, block, settings, rows, sums)
            boss = -1
            for i in range(structure.block_start[block], structure.block_start[block + 1]):
                if structure.superior[i] != boss:
                    if boss >= 0:
                        measure_unit(runs, t, block, boss, structure, settings, rows, sums)
                    boss = structure.superior[i]
                    face_leader(runs, t, boss, structure, settings, now, rows)
                gather(runs, t, i, structure, settings, now, now_flat, rows, gathered_flat)
                meet(runs, t, i, week, structure, settings, now, private, rows)
                live_themes(runs, t, i, boss, week, structure, settings, now, following, private, rows)
                respond(runs, t, i, boss, structure, settings, now, following, private, rows)
                replace_leavers(runs, t, i, week, structure, settings, now, following, private, rows)
                measure_person(runs, t, block, i, structure, settings, following, private, rows, sums)
            measure_unit(runs, t, block, boss, structure, settings, rows, sums)

    return begin, live_week
