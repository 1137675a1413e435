#include <criterion/criterion.h>
#include <math.h>

#include "support/complex_filter.h"

/* The reference that gradients are tested against is itself tested here, against numbers worked out
 * outside this repository by two further programs (multiple precision, and dual numbers), printed
 * to 12 significant digits. */

static const double digits = 6e-12;
static const double tiny = 1e-100;

static void expect(const char *what, double got, double printed)
{
    double allowed = digits * fabs(printed);
    cr_assert(fabs(got - printed) <= allowed, "%s: %.15g, expected %.12g", what, got, printed);
}

Test(complex_filter, step_has_the_mean_and_variance_of_the_process)
{
    static const double rows[][11] = {
        {1, 1, .5, 6, 0, 7.27836791655, 10.6187829152, 4.72163208345, .393469340287, .606530659713,
         .6487212707},
        {1, 1, .5, 6, 8, 10.4261226389, 15.4145209973, 9.57387736115, .393469340287, .606530659713,
         .635983487003},
        {7, 3, .6, 20, 30, 57.8011907317, 139.929135336, 24.7992061789, .910138918697,
         .393240720869, .378712736984},
        {1, .25, .8, 4, 2, 13.3919475694, 68.7836423189, 3.65201310765, 2.20268414353,
         .449328964117, .269966844713},
        {1, 1, 1, 6, 8, 17, 38.1666666667, 14, 1, 1, .650409674743},
        {1, 1, 1.3, 6, 8, 22.4495353192, 65.187604311, 17.7960466121, 1.51605483283, 1.34985880758,
         .661617751617},
        {30, 5, .5, 10, 4, 20.6334752878, 60.1532027974, 3.36652471225, .950212931632,
         .0497870683679, .162677864816},
        {1, 10, 1e-9, 3, 5, 3.00000000062, 3.00000000091, 7.37906454969, 9.51625819687e-11,
         .904837418126, .951625819641},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double *r = rows[i];
        struct complex_step step = complex_step_of(r[0], r[1], r[2], r[3], r[4]);
        expect("m", creal(step.m), r[5]);
        expect("v", creal(complex_step_variance(r[0], r[1], r[2], r[3], r[4])), r[6]);
        expect("xb", creal(step.xb), r[7]);
        expect("B", creal(step.B), r[8]);
        expect("E", creal(step.E), r[9]);
        expect("w", creal(step.w), r[10]);
    }
}

Test(complex_filter, masses)
{
    static const struct {
        enum complex_counts counts;
        double y, mean, shape, ln_p; /* shape: phi of nb, theta of gp */
    } rows[] = {
        {COMPLEX_NB, 0, 2.5, .2, -2.02732554054},
        {COMPLEX_NB, 3, 2.5, .2, -1.76781434506},
        {COMPLEX_NB, 3, 2.5, 1e-12, -1.54288727361},
        {COMPLEX_NB, 40, 25, .05, -4.85676596092},
        {COMPLEX_NB, 3000, 2900, .01, -6.69615442166},
        {COMPLEX_GP, 0, 2.5, .3, -1.75},
        {COMPLEX_GP, 3, 2.5, .3, -1.9330244013},
        {COMPLEX_GP, 3, 2.5, 0, -1.54288727361},
        {COMPLEX_GP, 40, 25, .4, -4.68708853873},
        {COMPLEX_GP, 3000, 2900, .5, -6.05374665787},
        {COMPLEX_POISSON, 0, 2.5, 0, -2.5},
        {COMPLEX_POISSON, 3, 2.5, 0, -1.54288727361},
        {COMPLEX_POISSON, 3000, 2900, 0, -6.62680512185},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double m = rows[i].mean, shape = rows[i].shape;
        double v =
            rows[i].counts == COMPLEX_GP ? m / ((1 - shape) * (1 - shape)) : m + shape * m * m;
        expect("ln P", creal(complex_ln_mass(rows[i].counts, m, v, rows[i].y)), rows[i].ln_p);
    }
}

Test(complex_filter, sets)
{
    static const struct {
        enum complex_counts counts;
        double low, high, c, v, ln_p, mean, variance;
    } rows[] = {
        {COMPLEX_NB, 3, 7, 4, 8, -.610703511349, 4.53956834532, 1.77361420216},
        {COMPLEX_NB, 6, INFINITY, 4, 8, -1.37079017458, 7.87692307692, 4.60023668639},
        {COMPLEX_NB, 0, 2, 4, 8, -1.06784063, 1.27272727273, .561983471074},
        {COMPLEX_GP, 3, 7, 4, 8, -.606308835677, 4.52351036715, 1.76385788753},
        {COMPLEX_GP, 6, INFINITY, 4, 8, -1.38338906635, 7.90060557729, 4.8383051197},
        {COMPLEX_POISSON, 3, 7, 4, 4, -.341416127419, 4.48952879581, 1.5954400921},
        {COMPLEX_NB, 6, INFINITY, 4, 4, -1.53772388612, 6.90954965089, 1.35362013079},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct complex_moments set =
            complex_set(rows[i].counts, rows[i].c, rows[i].v, rows[i].low, rows[i].high);
        expect("ln P", creal(set.ln_p), rows[i].ln_p);
        expect("mean", creal(set.mean), rows[i].mean);
        expect("variance", creal(set.variance), rows[i].variance);
    }
}

/* Six bins of a day; bins counted from 0, ends excluded. */
static const double one_day[6] = {1, 1, 1, 1, 1, 1};
static const struct complex_span full[] = {{0, 1, 3, 3, true}, {1, 2, 5, 5, true},
                                           {2, 3, 2, 2, true}, {3, 4, 4, 4, true},
                                           {4, 5, 6, 6, true}, {5, 6, 1, 1, true}};
static const struct complex_span gap[] = {
    {0, 1, 3, 3, true}, {1, 2, 5, 5, true}, {3, 4, 4, 4, true}, {4, 6, 7, 7, true}};
static const struct complex_span nested[] = {
    {0, 6, 21, 21, true}, {0, 1, 3, 3, true}, {1, 2, 5, 5, true}, {3, 4, 4, 4, true}};
static const struct complex_span three_level[] = {
    {0, 6, 24, 24, true}, {0, 1, 3, 3, true}, {2, 4, 9, 9, true}};
static const struct complex_span censored[] = {
    {0, 1, 3, 3, true}, {1, 3, 6, 12, false}, {3, 4, 4, 4, true}, {4, 6, 3, INFINITY, false}};

enum record { FULL, GAP, NESTED, THREE_LEVEL, CENSORED };

static struct complex_case case_of(enum record which, enum complex_counts counts)
{
    static const struct complex_span *const spans[] = {full, gap, nested, three_level, censored};
    static const size_t n_spans[] = {6, 4, 4, 3, 4};
    struct complex_case record = {
        .n_bins = 6, .days = one_day, .n_spans = n_spans[which], .spans = spans[which]};
    record.counts = counts;
    record.recorded = 1;
    record.parameters.rate = 2.2;
    record.parameters.eta = .5;
    record.parameters.tau_days = 1.2;
    record.parameters.dispersion = .1;
    return record;
}

/* dl / d *parameter, which lies in the record, by complex step. */
static double slope(const struct complex_case *record, double complex *parameter)
{
    double complex value = *parameter;
    *parameter += tiny * I;
    double change = cimag(complex_loglik(record)) / tiny;
    *parameter = value;
    return change;
}

Test(complex_filter, observation_filter)
{
    static const struct {
        enum record record;
        enum complex_counts counts;
        double l, rate, eta, tau, dispersion;
    } rows[] = {
        {FULL, COMPLEX_NB, -12.5681394113, .0201304131119, -1.84140087755, .0757984883702,
         -1.01437487505},
        {FULL, COMPLEX_GP, -12.696387758, .0683463353778, -2.48563577458, .219128123356, 0},
        {FULL, COMPLEX_POISSON, -12.5753085291, -.0668299137422, -2.86567448253, .140309953623, 0},
        {GAP, COMPLEX_NB, -7.94381565862, .313902609502, -.38475192015, -.153277886899,
         -4.74919705699},
        {GAP, COMPLEX_GP, -7.99399615822, .488644885471, -1.14610623963, .195679782501, 0},
        {GAP, COMPLEX_POISSON, -7.41528490107, .371444324576, -.498408138346, -.219718990994, 0},
        {NESTED, COMPLEX_NB, -8.27817619845, -.00764312077746, -1.46896565625, -.0724382702451,
         -3.95146071935},
        {NESTED, COMPLEX_GP, -8.33310757561, .135030476495, -2.1705442207, .221818537198, 0},
        {NESTED, COMPLEX_POISSON, -7.85828160425, -.0803589655495, -2.04435298235, -.0886943549623,
         0},
        {THREE_LEVEL, COMPLEX_NB, -6.516385203, .463881800702, .468510722401, -.0974999973249,
         -3.98865869649},
        {THREE_LEVEL, COMPLEX_GP, -6.57172683371, .644290445364, -.133354449495, .190443935376, 0},
        {THREE_LEVEL, COMPLEX_POISSON, -6.05903685458, .62868143665, .915163145945, -.16152003331,
         0},
        {CENSORED, COMPLEX_NB, -4.0766012621, .469944987967, .700698994657, -.124935546792,
         -3.77328968861},
        {CENSORED, COMPLEX_GP, -4.13366075964, .624007191582, .043309278821, .15240040281, 0},
        {CENSORED, COMPLEX_POISSON, -3.65676087055, .554963404685, .854082372442, -.168109928145,
         0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct complex_case record = case_of(rows[i].record, rows[i].counts);
        struct complex_parameters *p = &record.parameters;
        expect("l", creal(complex_loglik(&record)), rows[i].l);
        expect("dl/drate", slope(&record, &p->rate), rows[i].rate);
        expect("dl/deta", slope(&record, &p->eta), rows[i].eta);
        expect("dl/dtau", slope(&record, &p->tau_days), rows[i].tau);
        expect("dl/ddispersion", slope(&record, &p->dispersion), rows[i].dispersion);
    }
}

Test(complex_filter, share_recorded_and_flat_offer)
{
    struct complex_case record = case_of(NESTED, COMPLEX_NB);
    record.recorded = .8;
    expect("nested, share .8", creal(complex_loglik(&record)), -8.47471247317);
    record = case_of(GAP, COMPLEX_NB);
    record.recorded = .8;
    expect("gap, share .8", creal(complex_loglik(&record)), -8.29546514066);

    static const double offer_days[6] = {0, 0, 1, 1, 0, 0};
    record = case_of(NESTED, COMPLEX_NB);
    record.offer_days = offer_days;
    record.parameters.ratio = 3;
    record.parameters.urgency = 1;
    struct complex_parameters *p = &record.parameters;
    expect("offer: l", creal(complex_loglik(&record)), -10.5818144118);
    expect("offer: dl/drate", slope(&record, &p->rate), -1.91352536501);
    expect("offer: dl/deta", slope(&record, &p->eta), -4.68989001859);
    expect("offer: dl/dtau", slope(&record, &p->tau_days), .356459861007);
    expect("offer: dl/ddispersion", slope(&record, &p->dispersion), 5.46235939202);
    expect("offer: dl/dratio", slope(&record, &p->ratio), -1.40079721633);

    static const double complex push[6] = {1, 1, 3, 3, 1, 1};
    record = case_of(NESTED, COMPLEX_NB);
    record.push = push;
    expect("the same as a push", creal(complex_loglik(&record)), -10.5818144118);
}

Test(complex_filter, depletion_and_unequal_bins)
{
    static const struct complex_span daily[] = {{0, 1, 30, 30, true},
                                                {1, 2, 50, 50, true},
                                                {2, 3, 20, 20, true},
                                                {3, 4, 40, 40, true},
                                                {4, 5, 60, 60, true}};
    static const double at_risk[] = {500, 470, 420, 400, 360};
    struct complex_case record = case_of(FULL, COMPLEX_NB);
    record.n_bins = record.n_spans = 5;
    record.spans = daily;
    record.at_risk = at_risk;
    record.men = 500;
    record.parameters.rate = .04;
    record.parameters.dispersion = .02;
    struct complex_parameters *p = &record.parameters;
    expect("nb", creal(complex_loglik(&record)), -32.4419296187);
    expect("nb, rate", slope(&record, &p->rate), 767.641689468);
    expect("nb, eta", slope(&record, &p->eta), 35.6113088982);
    expect("nb, tau", slope(&record, &p->tau_days), -2.47739944054);
    expect("nb, dispersion", slope(&record, &p->dispersion), 290.942212788);
    record.counts = COMPLEX_GP;
    expect("gp", creal(complex_loglik(&record)), -35.494924976);
    expect("gp, rate", slope(&record, &p->rate), 788.048976727);
    expect("gp, eta", slope(&record, &p->eta), 48.0064759454);
    expect("gp, tau", slope(&record, &p->tau_days), -6.26715221156);

    static const struct complex_span unequal[] = {
        {0, 1, 3, 3, true}, {1, 2, 7, 7, true}, {2, 3, 10, 10, true}};
    static const double days[] = {1, 2, 4};
    static const double l[] = {[COMPLEX_NB] = -6.73945367431,
                               [COMPLEX_GP] = -6.76106000765,
                               [COMPLEX_POISSON] = -6.5489936325};
    for (int counts = COMPLEX_POISSON; counts <= COMPLEX_GP; counts++) {
        record = case_of(FULL, (enum complex_counts)counts);
        record.n_bins = record.n_spans = 3;
        record.days = days;
        record.spans = unequal;
        record.parameters.rate = 2;
        record.parameters.tau_days = 1.5;
        expect("unequal bins", creal(complex_loglik(&record)), l[counts]);
    }
}

Test(complex_filter, wandering_background)
{
    static const struct {
        enum record record;
        enum complex_counts counts;
        double l, rate, eta, tau, dispersion, sd, days;
    } rows[] = {
        {FULL, COMPLEX_NB, -13.0033132535, -.0427306513117, -1.39548635818, .0861678915855,
         -.634714657149, -1.68203583548, -.00258630225127},
        {FULL, COMPLEX_POISSON, -13.0690960007, -.0983961467781, -2.21924013615, .147755843193, 0,
         -1.73898000309, -.00805237256009},
        {GAP, COMPLEX_NB, -8.41748032529, .107835416311, -.23227718747, -.0889568357361,
         -4.3357659141, -1.91396540827, .0013813570668},
        {GAP, COMPLEX_POISSON, -7.93952757988, .114460189281, -.348557935777, -.132528566292, 0,
         -2.02116232827, .00107222860959},
        {NESTED, COMPLEX_NB, -8.72755452042, -.0594793324026, -.932221045159, -.0691829394742,
         -3.64591356443, -1.76688743823, -.0027873999521},
        {NESTED, COMPLEX_POISSON, -8.34159094321, -.0854954128468, -1.25159000018, -.0980946530018,
         0, -1.78603039792, -.00506093949325},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct complex_case record = case_of(rows[i].record, rows[i].counts);
        record.parameters.background_sd = .4;
        record.parameters.background_days = 5;
        struct complex_parameters *p = &record.parameters;
        expect("l", creal(complex_loglik(&record)), rows[i].l);
        expect("dl/drate", slope(&record, &p->rate), rows[i].rate);
        expect("dl/deta", slope(&record, &p->eta), rows[i].eta);
        expect("dl/dtau", slope(&record, &p->tau_days), rows[i].tau);
        expect("dl/ddispersion", slope(&record, &p->dispersion), rows[i].dispersion);
        expect("dl/dsd", slope(&record, &p->background_sd), rows[i].sd);
        expect("dl/ddays", slope(&record, &p->background_days), rows[i].days);
    }
    static const double gp[] = {
        [FULL] = -13.107911097, [GAP] = -8.3908279925, [NESTED] = -8.70913912328};
    for (int which = FULL; which <= NESTED; which++) {
        struct complex_case record = case_of((enum record)which, COMPLEX_GP);
        record.parameters.background_sd = .4;
        record.parameters.background_days = 5;
        expect("gp with background", creal(complex_loglik(&record)), gp[which]);
    }
}

/* Without a cascade, from the steady state or from nothing, a bin's count is the law itself. */
Test(complex_filter, start_and_contradictions)
{
    struct complex_case record = case_of(FULL, COMPLEX_NB);
    record.parameters.eta = 0;
    double from_nothing = creal(complex_loglik(&record));
    record.steady = true;
    expect("no cascade: the start is nothing", creal(complex_loglik(&record)), from_nothing);

    /* One bin of Poisson counts: m = A a + B a tau / (1 - eta) = a / (1 - eta), the steady mean. */
    record = case_of(FULL, COMPLEX_POISSON);
    record.n_bins = record.n_spans = 1;
    record.steady = true;
    expect("steady mean", creal(complex_loglik(&record)), 3 * log(4.4) - 4.4 - log(6));

    static const struct complex_span wrong[] = {
        {0, 2, 7, 7, true}, {0, 1, 3, 3, true}, {1, 2, 5, 5, true}};
    record = case_of(FULL, COMPLEX_NB);
    record.n_bins = 2;
    record.n_spans = 3;
    record.spans = wrong;
    cr_assert(isnan(creal(complex_loglik(&record))), "a total that its parts contradict");
}
