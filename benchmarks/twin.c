/* The model once more, in C: the yardstick for the speed of the engine.

   Written from docs/odd.md, section 7, whose parts the comments name. RUNS and THEMES are known to the
   compiler, all arrays are rows of RUNS numbers, and every loop over runs is innermost and free of
   branches, so that it becomes vector instructions. What is read and what is written do not overlap.
   PARAMETERS(X), LEVERS(X) and SUMS(X) name the fields in the order of orgsim (see c_twin.py). */

#include <stdint.h>
#include <string.h>

typedef double Row[RUNS];
#define FIELD(name) Row name;
#define EACH_RUN _Pragma("GCC ivdep") for (int r = 0; r < RUNS; r++)
#define EACH_THEME _Pragma("GCC unroll 16") for (int k = 0; k < THEMES; k++)

typedef struct { PARAMETERS(FIELD) } Parameters;
typedef struct { LEVERS(FIELD) } Levers;
typedef struct { Row stated[THEMES], weight[THEMES], habit_shift[THEMES]; } Themes;

/* Of a person: what all others see, what the superior hears or the reports see, and the rest. */
typedef struct { Row practice[THEMES], engagement, departure; } Seen;
typedef struct { Row message[THEMES], voice, modelling; } Said;
typedef struct {
    Row habit[THEMES], values[THEMES], trust, skill, resistance, disposition, aptitude, integrity;
} Own;

typedef struct { SUMS(FIELD) } Sums;

typedef struct {
    int32_t people;
    const int32_t *superior, *first_report, *tie_to;
    const int64_t *tie_start;
    const float *tie_weight;
    const int16_t *level;
} Organisation;

typedef struct { Row hours, contact, openness, distant, told[THEMES], gap, credit; } Leader; /* of the week */
typedef struct { Row met, performance, leaves; } Flows;

static inline double lesser(double x, double y) { return x < y ? x : y; }
static inline double greater(double x, double y) { return x > y ? x : y; }
static inline double held(double x) { return greater(0.0, lesser(1.0, x)); }
static inline double size(double x) { return x < 0.0 ? -x : x; }
static inline double sigmoid(double x) { return 0.5 * (1.0 + x / (1.0 + size(x))); }
static inline double half(double x) { return 0.5 + 0.5 * x; }

/* 7.1 draws */
static const uint64_t GAMMA = 0x9E3779B97F4A7C15;

static inline uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

static inline uint64_t place(uint64_t week, uint64_t position, uint64_t stream)
{
    return mix(GAMMA * ((position << 24) + (week << 8) + stream) + GAMMA);
}

static inline double uniform(uint64_t where, uint64_t key)
{
    return (double)(int64_t)(mix(where ^ key) >> 11) * 0x1p-53;
}

/* 7.10 the effort that a person settles at */
static inline double settled(double a_leader, const Parameters *restrict p, const Levers *restrict l, int r,
                             double integrity)
{
    double owned = p->least_ownership[r] + p->ownership_of_participation[r] * l->participation[r];
    double leading = l->leader_modelling[r], asked = a_leader > 0.0 ? leading : owned;
    return held(asked + integrity);
}

static int leads(const Organisation *o, int32_t i) { return o->first_report[i + 1] > o->first_report[i]; }

/* 7.11 newcomers; week 0 is the start */
static double trait(int week, int32_t i, int stream, uint64_t key, double mean, double spread)
{
    double sum = -2.0;
    for (int j = 0; j < 4; j++) sum += uniform(place(week, i, stream + j), key);
    return mean + spread * (1.7320508075688772 * sum);
}

static void hire(int week, int32_t i, int r, const Organisation *o, const Parameters *p,
                 const Levers *lever, const Themes *theme, uint64_t key, Seen *seen, Said *said, Own *own)
{
    const Levers *l = &lever[leads(o, i)];
#define TRAIT(name, stream) trait(week, i, stream, key, l->name##_mean[r], l->name##_spread[r])
    double understanding = held(TRAIT(understanding, 72));
    for (int k = 0; k < THEMES; k++) {
        double stated = theme->stated[k][r];
        double habit = held(TRAIT(habit, 128 + 4 * k) + theme->habit_shift[k][r]);
        if (week > 0) habit += l->hiring_fit[r] * (stated - habit);
        own[i].habit[k][r] = own[i].values[k][r] = seen[i].practice[k][r] = habit;
        said[i].message[k][r] = i > 0 ? habit + understanding * (stated - habit) : stated;
    }
    own[i].resistance[r] = held(TRAIT(resistance, 64));
    own[i].disposition[r] = greater(-2.0, lesser(2.0, TRAIT(disposition, 68)));
    seen[i].engagement[r] = held(TRAIT(engagement, 76));
    own[i].skill[r] = held(TRAIT(skill, 80));
    own[i].trust[r] = held(TRAIT(trust, 84));
    own[i].aptitude[r] = held(TRAIT(aptitude, 88));
    own[i].integrity[r] = greater(-1.0, lesser(1.0, TRAIT(integrity, 92)));
    said[i].modelling[r] = settled(leads(o, i), p, l, r, own[i].integrity[r]);
}

/* 7.2 attention, 7.3 what is told, 7.9 the gap: the same for all reports of b */
static void face(int32_t b, const Organisation *o, const Parameters *restrict p,
                 const Levers *restrict lever, const Themes *restrict theme, const uint64_t *restrict key,
                 const Seen *restrict seen, const Said *restrict said, Leader *restrict leader)
{
    const Levers *restrict l = &lever[leads(o, b)];
    double reports = o->first_report[b + 1] - o->first_report[b];
    uint64_t slant[THEMES];
    EACH_THEME slant[k] = place(0, b, 32 + k);
    EACH_RUN {
        double willing = p->least_attention[r] + (1.0 - p->least_attention[r]) * seen[b].engagement[r];
        double hours = p->hours[r] * (1.0 - l->time_constraint[r]) * willing / reports;
        double total = hours + p->half_contact_hours[r], chance = hours / total, gap = 0.0;
        leader->hours[r] = hours;
        leader->contact[r] = total > 0.0 ? chance : 0.0;
        leader->openness[r] = l->transparency[r];
        leader->distant[r] = p->visibility_at_distance[r] * l->transparency[r] /
                             (1.0 + p->distance_thinning[r] * reports);
        EACH_THEME {
            double message = said[b].message[k][r], u = uniform(slant[k], key[r]);
            leader->told[k][r] = message + l->inconsistency[r] * p->slant_size[r] * (2.0 * u - 1.0);
            gap += theme->weight[k][r] * size(message - seen[b].practice[k][r]);
        }
        leader->gap[r] = gap;
        leader->credit[r] = 1.0 - gap / p->gap_tolerance[r];
    }
}

/* Σ w·x over the ties of i, of all that is seen; returns the sum of the weights */
static double gather(int32_t i, const Organisation *o, const Seen *restrict seen, Seen *restrict around)
{
    enum { FIELDS = THEMES + 2 };
    Row *restrict sum = (Row *)around;
    double total = 0.0;
    int64_t first = o->tie_start[i], last = o->tie_start[i + 1];
    memset(around, 0, sizeof *around);
    for (int64_t tie = first; tie < last; tie++) {
        const Row *restrict other = (const Row *)&seen[o->tie_to[tie]];
        double weight = o->tie_weight[tie];
        total += weight;
        for (int f = 0; f < FIELDS; f++) EACH_RUN sum[f][r] += weight * other[f][r];
    }
    return total;
}

/* The week of i, up to and with the departure; `own` is changed in place */
static void live(int week, int32_t i, int32_t b, const Organisation *o, const Parameters *restrict p,
                 const Levers *restrict lever, const Themes *restrict theme, const uint64_t *restrict key,
                 const Seen *restrict seen, const Said *restrict said, const Leader *restrict leader,
                 const Seen *restrict around, double ties, const double *restrict voices,
                 Seen *restrict seen_next, Said *restrict said_next, Own *restrict own,
                 Flows *restrict flows)
{
    const int a_leader = leads(o, i);
    const double led = i > 0, scale = ties > 0.0 ? 1.0 / ties : 0.0, tied = ties > 0.0;
    const double share = a_leader ? 1.0 / (o->first_report[i + 1] - o->first_report[i]) : 0.0;
    const Levers *restrict l = &lever[a_leader];
    const double *restrict busyness = a_leader ? l->time_constraint : l->workload;
    const Seen *restrict now = &seen[i], *restrict above = &seen[b];
    const uint64_t meeting = place(week, i, 0), leaving = place(week, i, 1);
    uint64_t noise[THEMES];
    EACH_THEME noise[k] = place(week, i, 16 + k);

    EACH_RUN {
        double e = now->engagement[r], trust = own->trust[r], g = said[i].modelling[r], s = own->skill[r];
        double red_tape = l->red_tape[r], open = leader->openness[r], busy = busyness[r];

        /* 7.2, 7.4: meeting, visibility */
        double met = uniform(meeting, key[r]) < leader->contact[r] ? led : 0.0;
        double visible = led * (met + (1.0 - met) * leader->distant[r]);
        double example = said[b].modelling[r];

        /* 7.3, 7.5, 7.8: message, practice, habit */
        double uptake = p->message_uptake[r] * met * half(open), slur = (1.0 - open) * p->slur[r];
        double deed = p->deed_weight[r] * visible, worse = deed * (1.0 + p->bad_example[r]);
        double peer = tied * p->peer_weight[r];
        double stubborn = 1.0 - (1.0 - own->resistance[r] * (1.0 - l->coaching[r])) * (1.0 - red_tape);
        double adoption = p->practice_change[r] * half(e);
        double effort = p->effort_effect[r] * g * (1.0 - p->busyness_cost[r] * busy);
        double believed = led * (2.0 * trust / (1.0 + trust)) + (1.0 - led);
        double control = believed * effort;
        double direct = l->broadcast[r] + l->training[r] + p->mentoring_uptake[r] * l->mentoring[r];
        double fading = led * p->message_fading[r], drill = p->training_habit[r] * l->training[r];
        double support = p->habit_support[r], unclear = 0.0, misfit = 0.0;
        EACH_THEME {
            double m = said[i].message[k][r], a = now->practice[k][r], h = own->habit[k][r];
            double stated = theme->stated[k][r], u = uniform(noise[k], key[r]);
            double deeds = above->practice[k][r], shown = 1.0 - support + support * visible * deeds;
            double heard = held(leader->told[k][r] + slur * (2.0 * u - 1.0));
            double mean = around->practice[k][r] * scale;
            double conforming = mean + p->conformity[r] * mean * (1.0 - mean) * (2.0 * mean - 1.0);
            double deed_now = deeds < a ? worse : deed, pull = deed_now + peer;
            double pulled = (deed_now * deeds + peer * conforming) / pull;
            double social = pull > 0.0 ? pulled : a;
            double by_itself = (1.0 - stubborn) * social + stubborn * h;
            unclear += theme->weight[k][r] * size(stated - m);
            misfit += theme->weight[k][r] * size(stated - h);
            said_next->message[k][r] =
                held(m + uptake * (heard - m) + direct * (stated - m) + fading * (h - m));
            seen_next->practice[k][r] =
                held(a + adoption * (control * m + (1.0 - control) * by_itself - a));
            own->habit[k][r] = held(h + p->habit_change[r] * shown * (a - h) + l->workshops[r] * (m - h) +
                                    drill * (stated - h) + p->habit_return[r] * (own->values[k][r] - h));
        }
        double clarity = greater(0.0, 1.0 - unclear / p->clarity_tolerance[r]);

        /* 7.6 goals */
        double goal = l->goal_difficulty[r];
        double commitment = p->commitment_trust[r] * trust +
                            p->commitment_participation[r] * l->participation[r] +
                            p->commitment_engagement[r] * e;
        double progress = goal * sigmoid((s - goal) / p->goal_spread[r]) * clarity;
        flows->met[r] = met;
        flows->performance[r] = commitment * lesser(goal, s);

        /* 7.8 skill */
        double learnt = (p->development_effect[r] * l->development[r] +
                         p->mentoring_effect[r] * l->mentoring[r]) * (1.0 - s);
        double most = p->development_effect[r] + p->mentoring_effect[r], part = learnt / most;
        double growth = most > 0.0 ? part : 0.0;
        own->skill[r] = held(s + learnt - p->skill_fading[r] * (s - own->aptitude[r]));

        /* 7.7 engagement, with what leaders hear (7.10) */
        double resources = p->resource_trust[r] * trust + p->resource_autonomy[r] * l->autonomy[r] +
                           p->resource_recognition[r] * met * l->recognition[r] +
                           p->resource_growth[r] * growth +
                           p->resource_fit[r] * (1.0 - misfit) * clarity +
                           p->resource_progress[r] * progress;
        double criticism = l->feedback[r] * l->transparency[r] * (voices[r] * share);
        double demands = p->demand_busyness[r] * busy + p->demand_red_tape[r] * red_tape +
                         p->demand_hypocrisy[r] * visible * leader->gap[r] +
                         p->demand_overreach[r] * greater(0.0, goal - s) +
                         p->demand_criticism[r] * criticism;
        double target = sigmoid(p->engagement_base[r] + p->resource_effect[r] * resources -
                                p->demand_effect[r] * demands + own->disposition[r]);
        double mood = around->engagement[r] * scale + (1.0 - tied) * e;
        seen_next->engagement[r] = e + p->engagement_change[r] * (target - e) +
                                   p->peer_contagion[r] * (mood - e) +
                                   p->leader_contagion[r] * met * (above->engagement[r] - e);

        /* 7.9 trust, in the leader or in the successor */
        double evidence = held(leader->credit[r] + p->trust_propensity[r] * own->disposition[r]);
        double gain = p->trust_gain[r], loss = p->trust_loss[r];
        double rate = evidence > trust ? gain : loss;
        double next = trust + visible * rate * (evidence - trust) +
                      led * (1.0 - visible) * p->trust_fading[r] * (p->trust_in_the_dark[r] - trust);
        double lost = above->departure[r] == 1.0 ? led * (1.0 - p->trust_carried_over[r]) : 0.0;
        own->trust[r] = next + lost * (l->trust_mean[r] - next);

        /* 7.10 effort */
        double base = settled(a_leader, p, l, r, own->integrity[r]);
        base += (1.0 - base) * (p->example_effect[r] * trust * visible * example);
        said_next->modelling[r] =
            held(g + p->voice_effect[r] * criticism * (1.0 - g) + p->effort_return[r] * (base - g));

        /* 7.11 turnover */
        double excess = p->exit_disengagement[r] * ((1.0 - e) * (1.0 - e) * (1.0 - e)) +
                        p->exit_misfit[r] * (misfit * misfit * misfit) +
                        p->exit_contagion[r] * (around->departure[r] * scale);
        double hazard = held(p->exit_base[r] * (1.0 + excess) + l->exit_pressure[r]);
        double fresh = p->departure_memory[r] * now->departure[r];
        double leaves = uniform(leaving, key[r]) < hazard ? 1.0 : 0.0;
        flows->leaves[r] = leaves;
        seen_next->departure[r] = leaves > 0.0 ? 1.0 : fresh;
    }
}

/* 7.10 voice, and 8 measures */
static void measure(double a_leader, double led, const Parameters *restrict p,
                    const Themes *restrict theme, const Seen *restrict seen, const Own *restrict own,
                    const Row *restrict hours, const Flows *restrict flows, Said *restrict said,
                    Row *restrict unit, Sums *restrict sums)
{
    EACH_RUN {
        double gap = 0.0, own_gap = 0.0, unheard = 0.0, practice = 0.0, e = seen->engagement[r];
        EACH_THEME {
            double weight = theme->weight[k][r], stated = theme->stated[k][r];
            double a = seen->practice[k][r], m = said->message[k][r];
            gap += weight * size(stated - a);
            own_gap += weight * size(m - a);
            unheard += weight * size(stated - m);
            practice += weight * a;
        }
        said->voice[r] = own->trust[r] * own_gap;
        unit[0][r] += practice;
        unit[1][r] += e;
        sums->gap[r] += gap;
        sums->say_do_gap[r] += a_leader * own_gap;
        sums->unheard[r] += unheard;
        sums->practice[r] += practice;
        sums->practice_square[r] += practice * practice;
        sums->engagement[r] += e;
        sums->engagement_square[r] += e * e;
        sums->engaged[r] += e >= p->engaged_from[r] ? 1.0 : 0.0;
        sums->trust[r] += led * own->trust[r];
        sums->modelling[r] += a_leader * said->modelling[r];
        sums->skill[r] += own->skill[r];
        sums->hours[r] += led * (*hours)[r];
        sums->met[r] += flows->met[r];
        sums->performance[r] += flows->performance[r];
        sums->leavers[r] += flows->leaves[r];
    }
}

/* 8: the unit whose last person has just been measured */
static void finish(double reports, Row *restrict unit, Sums *restrict sums)
{
    EACH_RUN {
        sums->practice_between[r] += unit[0][r] * unit[0][r] / reports;
        sums->engagement_between[r] += unit[1][r] * unit[1][r] / reports;
        unit[0][r] = unit[1][r] = 0.0;
    }
}

void start(const Organisation *o, const Parameters *p, const Levers *lever, const Themes *theme,
           const uint64_t *key, Seen *seen, Said *said, Own *own, Sums *sums)
{
    static const Row no_hours;
    static const Flows nothing;
    Row unit[2] = {0};
    for (int32_t i = 0; i < o->people; i++) {
        EACH_RUN hire(0, i, r, o, p, lever, theme, key[r], seen, said, own);
        measure(leads(o, i), i > 0, p, theme, &seen[i], &own[i], &no_hours, &nothing, &said[i], unit,
                &sums[o->level[i]]);
        int32_t b = o->superior[i];
        if (i == 0) memset(unit, 0, sizeof unit);
        if (i > 0 && i + 1 == o->first_report[b + 1])
            finish(o->first_report[b + 1] - o->first_report[b], unit, &sums[o->level[i]]);
    }
}

void advance_week(int week, const Organisation *o, const Parameters *p, const Levers *lever,
               const Themes *theme, const uint64_t *key, const Seen *seen, const Said *said,
               Seen *seen_next, Said *said_next, Own *own, Sums *sums)
{
    Leader leader;
    Seen around;
    Flows flows;
    Row unit[2] = {0}, voices;
    for (int32_t i = 0; i < o->people; i++) {
        int32_t b = o->superior[i], first = o->first_report[i], last = o->first_report[i + 1];
        if (i == 0 || b != o->superior[i - 1]) face(b, o, p, lever, theme, key, seen, said, &leader);
        double ties = gather(i, o, seen, &around);
        memset(voices, 0, sizeof voices);
        for (int32_t j = first; j < last; j++) EACH_RUN voices[r] += said[j].voice[r];
        live(week, i, b, o, p, lever, theme, key, seen, said, &leader, &around, ties, voices,
             &seen_next[i], &said_next[i], &own[i], &flows);
        double leavers = 0.0;
        EACH_RUN leavers += flows.leaves[r];
        if (leavers > 0.0)
            for (int r = 0; r < RUNS; r++)
                if (flows.leaves[r] > 0.0)
                    hire(week, i, r, o, p, lever, theme, key[r], seen_next, said_next, own);
        measure(last > first, i > 0, p, theme, &seen_next[i], &own[i], &leader.hours, &flows,
                &said_next[i], unit, &sums[o->level[i]]);
        if (i == 0) memset(unit, 0, sizeof unit);
        else if (i + 1 == o->first_report[b + 1])
            finish(o->first_report[b + 1] - o->first_report[b], unit, &sums[o->level[i]]);
    }
}
