/* Where the unit's path through its thresholds goes in a time, and how that depends on them.
 *
 * While F(r) > r the share is carried upward by kappa; while F(r) <= r it creeps by the rate alone,
 * in closed form. Which of the two holds depends on r only, and r never falls: so the shares at
 * which it changes are found first, and no step of Runge and Kutta goes over one. A step that did
 * would leave a slope that jumps with the parameters, and no search would end. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "model/threshold.h"

static double z_of(const struct awol_thresholds *t, double r)
{
    return (r - t->mean) / t->sd;
}

double awol_threshold_share(const struct awol_thresholds *t, double r)
{
    return (1 - t->never) * 0.5 * erfc(-z_of(t, r) / sqrt(2));
}

double awol_threshold_slope(const struct awol_thresholds *t, double r)
{
    return (1 - t->never) * gsl_ran_ugaussian_pdf(z_of(t, r)) / t->sd;
}

/* A share gone and its derivatives. */
struct gone {
    double r, d[AWOL_THRESHOLD_DERIVATIVES];
};

/* The normal law about a point, as a polynomial: a bin seldom leads far, and 64 error functions a
 * bin would be most of the time of a fit. Within the reach it is right to 1e-11. */
enum { TERMS = 8 };
static const double reach = 0.1;

struct normal {
    bool known;
    double about, terms[TERMS]; /* of P(Z < about + x), by powers of x */
};

/* A path on its way. */
struct path {
    const struct awol_thresholds *thresholds;
    struct normal normal;
    double shift;
    bool derive;
    struct gone at;
    double days; /* left to go */
    double step;
};

/* ---- where moved men turn none ------------------------------------------------------------- */

/* Share of men who are moved and still there; below 0, how many have gone beyond those moved. */
static double moved(const struct path *path, double r)
{
    return awol_threshold_share(path->thresholds, r + path->shift) - r;
}

/* The zero of `moved` between a and b, at which its signs differ (regula falsi, Illinois). */
static double find_turn(const struct path *path, double a, double at_a, double b, double at_b)
{
    double c = a, before = b;
    for (int i = 0; i < 60 && fabs(c - before) > 1e-14; i++) {
        before = c;
        c = i % 8 == 7 ? 0.5 * (a + b) : (a * at_b - b * at_a) / (at_b - at_a);
        double at_c = moved(path, c);
        if ((at_c > 0) == (at_b > 0)) {
            b = c;
            at_b = at_c;
            at_a /= 2;
        } else {
            a = c;
            at_a = at_c;
            at_b /= 2;
        }
    }
    return c;
}

/* The two shares at which F' = 1, `moved` being least at the first and greatest at the second;
 * false where there are none, and `moved` falls throughout. */
static bool find_extremes(const struct path *path, double *ret_least, double *ret_greatest)
{
    const struct awol_thresholds *t = path->thresholds;
    double peak = (1 - t->never) / (t->sd * sqrt(2 * acos(-1.0)));
    if (!(peak > 1))
        return false;
    double away = t->sd * sqrt(2 * log(peak));
    *ret_least = t->mean - path->shift - away;
    *ret_greatest = t->mean - path->shift + away;
    return true;
}

/* The shares above the path's own at which it turns from carried to creeping or back, ascending: at
 * most three. */
static size_t find_turns(const struct path *path, double *ret_turns)
{
    double bounds[4] = {path->at.r}, last = moved(path, bounds[0]), extremes[2];
    size_t n_bounds = 1, n = 0;
    for (size_t i = 0; i < 2 && find_extremes(path, &extremes[0], &extremes[1]); i++)
        if (extremes[i] > path->at.r && extremes[i] < 1)
            bounds[n_bounds++] = extremes[i];
    bounds[n_bounds++] = 1;
    for (size_t i = 1; i < n_bounds; i++) {
        double here = moved(path, bounds[i]);
        if ((last > 0) != (here > 0))
            ret_turns[n++] = find_turn(path, bounds[i - 1], last, bounds[i], here);
        last = here;
    }
    return n;
}

/* Are men moved all the way from the path's own share to another? */
static bool is_carried_until(const struct path *path, double r)
{
    double least, greatest;
    if (!(moved(path, path->at.r) > 0 && r < 1 && moved(path, r) > 0))
        return false;
    return !find_extremes(path, &least, &greatest) || least <= path->at.r || least >= r ||
           moved(path, least) > 0;
}

/* ---- the two ways of going on --------------------------------------------------------------- */

/* The derivatives of the density are itself times Hermite's polynomials:
 * H[k+1] = -(z H[k] + k H[k-1]), here divided by factorials. */
static void expand(struct normal *normal, double z)
{
    double density = gsl_ran_ugaussian_pdf(z), before = 0, here = density;
    normal->known = true;
    normal->about = z;
    normal->terms[0] = 0.5 * erfc(-z / sqrt(2));
    for (int k = 1; k < TERMS; k++) {
        normal->terms[k] = here / k;
        double next = -(z * here + before) / k;
        before = here;
        here = next;
    }
}

static double normal_share(struct normal *normal, double z, double *ret_density)
{
    if (!normal->known || !(fabs(z - normal->about) <= reach))
        expand(normal, z);
    double x = z - normal->about, sum = 0, slope = 0;
    for (int k = TERMS; k-- > 0;) {
        slope = slope * x + sum;
        sum = sum * x + normal->terms[k];
    }
    *ret_density = slope;
    return sum;
}

/* How fast the share grows at *at while men are moved; with path->derive also its derivatives. */
static void speed(struct path *path, const struct gone *at, struct gone *ret_speed)
{
    const struct awol_thresholds *t = path->thresholds;
    double z = z_of(t, at->r + path->shift), density,
           cdf = normal_share(&path->normal, z, &density);
    double still = (1 - t->never) * cdf - at->r;
    ret_speed->r = t->rate * (1 - at->r) + t->kappa * still;
    if (!path->derive)
        return;
    double slope = t->kappa * (1 - t->never) * density / t->sd;
    double by_r = slope - t->kappa - t->rate;
    for (size_t i = 0; i < AWOL_THRESHOLD_DERIVATIVES; i++)
        ret_speed->d[i] = by_r * at->d[i];
    ret_speed->d[AWOL_THRESHOLD_BY_MEAN] -= slope;
    ret_speed->d[AWOL_THRESHOLD_BY_SD] -= slope * z;
    ret_speed->d[AWOL_THRESHOLD_BY_NEVER] -= t->kappa * cdf;
    ret_speed->d[AWOL_THRESHOLD_BY_RATE] += 1 - at->r;
    ret_speed->d[AWOL_THRESHOLD_BY_KAPPA] += still;
    ret_speed->d[AWOL_THRESHOLD_BY_SHIFT] += slope;
}

static struct gone moved_on(const struct path *path, const struct gone *at, double days,
                            const struct gone *speed)
{
    struct gone to;
    to.r = at->r + days * speed->r;
    for (size_t i = 0; path->derive && i < AWOL_THRESHOLD_DERIVATIVES; i++)
        to.d[i] = at->d[i] + days * speed->d[i];
    return to;
}

static struct gone runge_kutta(struct path *path, double days)
{
    struct gone k[4], between, to;
    speed(path, &path->at, &k[0]);
    between = moved_on(path, &path->at, 0.5 * days, &k[0]);
    speed(path, &between, &k[1]);
    between = moved_on(path, &path->at, 0.5 * days, &k[1]);
    speed(path, &between, &k[2]);
    between = moved_on(path, &path->at, days, &k[2]);
    speed(path, &between, &k[3]);
    to = moved_on(path, &path->at, days / 6, &k[0]);
    to = moved_on(path, &to, days / 3, &k[1]);
    to = moved_on(path, &to, days / 3, &k[2]);
    return moved_on(path, &to, days / 6, &k[3]);
}

/* The part of a step of so many days that ends at the share `end`, which the whole oversteps. */
static double part_until(const struct path *path, double end, double days)
{
    double low = 0, high = days, part = days;
    struct path plain = *path;
    plain.derive = false;
    for (int i = 0; i < 60 && high - low > 1e-15 * days; i++) {
        struct gone to = runge_kutta(&plain, part), v;
        if (fabs(to.r - end) < 1e-16)
            break;
        if (to.r > end)
            high = part;
        else
            low = part;
        speed(&plain, &to, &v);
        double next = part - (to.r - end) / v.r;
        part = next > low && next < high ? next : 0.5 * (low + high);
    }
    return part;
}

/* The derivatives need no term for the moment of the turn: the speed is the same on both sides. */
static void be_carried(struct path *path, double end)
{
    while (path->days > 1e-12 * path->step) {
        double days = fmin(path->step, path->days);
        struct gone to = runge_kutta(path, days);
        bool over = to.r > end;
        if (over) {
            days = part_until(path, end, days);
            to = runge_kutta(path, days);
            to.r = end;
        }
        path->at = to;
        path->days -= days;
        if (over)
            return;
    }
    path->days = 0;
}

static void creep(struct path *path, double end)
{
    double rate = path->thresholds->rate, stay = 1 - path->at.r;
    double days = rate > 0 ? fmin(path->days, log(stay / (1 - end)) / rate) : path->days;
    double left = exp(-rate * days);
    path->at.r = days < path->days ? end : 1 - stay * left;
    for (size_t i = 0; i < AWOL_THRESHOLD_DERIVATIVES; i++)
        path->at.d[i] *= left;
    path->at.d[AWOL_THRESHOLD_BY_RATE] += stay * days * left;
    path->days -= days;
}

double awol_threshold_flow(const struct awol_thresholds *thresholds, double r, double shift,
                           double days, double *opt_derivatives)
{
    enum { STEPS = 16, MOST_TURNS = 3 };
    struct path path = {.thresholds = thresholds,
                        .shift = shift,
                        .derive = opt_derivatives != NULL,
                        .at = {.r = r},
                        .days = days,
                        .step = days / STEPS};
    if (moved(&path, r) > 0) { /* as in most bins */
        struct path whole = path;
        be_carried(&whole, INFINITY);
        if (is_carried_until(&path, whole.at.r)) {
            if (opt_derivatives)
                memcpy(opt_derivatives, whole.at.d, sizeof whole.at.d);
            return whole.at.r;
        }
    }
    double turns[MOST_TURNS];
    size_t n = r < 1 ? find_turns(&path, turns) : 0;
    for (size_t i = 0; i <= n && path.days > 0 && path.at.r < 1; i++) {
        double end = i < n ? turns[i] : 1;
        if (moved(&path, 0.5 * (path.at.r + end)) > 0)
            be_carried(&path, end);
        else
            creep(&path, end);
    }
    if (opt_derivatives)
        memcpy(opt_derivatives, path.at.d, sizeof path.at.d);
    return fmin(path.at.r, 1);
}
