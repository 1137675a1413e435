#include "explain/cost.h"

#include <math.h>
#include <stdio.h>

#include "estimate/cells.h"
#include "explain/amount_words.h"

bool awol_cost_is_asked(const struct awol_cost_terms *terms)
{
    return !isnan(terms->fixed) || !isnan(terms->per_man) || !isnan(terms->alternative) ||
           !isnan(terms->replacement);
}

enum awol_status awol_cost_check(const struct awol_cost_terms *terms, struct awol_error *opt_error)
{
    if (!isnan(terms->alternative) && isnan(terms->fixed) && isnan(terms->per_man))
        return awol_error_set(
            opt_error, AWOL_USAGE,
            "--alternative: what the offer cost is missing, --fixed or --per-man");
    return AWOL_OK;
}

static double or_nothing(double value)
{
    return isnan(value) ? 0 : value;
}

/* factor / men, whose limits change places; where men may be none there is no upper limit. */
static struct awol_amount divided(double factor, const struct awol_amount *men)
{
    return (struct awol_amount){men->estimate > 0 ? factor / men->estimate : (double)INFINITY,
                                men->high > 0 ? factor / men->high : (double)NAN,
                                men->low > 0 ? factor / men->low : (double)NAN};
}

static struct awol_amount times(double factor, const struct awol_amount *men)
{
    return (struct awol_amount){factor * men->estimate, factor * men->low, factor * men->high};
}

struct awol_cost awol_cost_of(const struct awol_cost_terms *terms, double came,
                              const struct awol_amount *brought)
{
    bool priced = !isnan(terms->fixed) || !isnan(terms->per_man);
    double total =
        priced ? or_nothing(terms->fixed) + or_nothing(terms->per_man) * came : (double)NAN;
    struct awol_cost c = {.came = came,
                          .brought = *brought,
                          .total = total,
                          .per_man_who_came = total / came,
                          .per_brought = divided(total, brought),
                          .times_cheaper = times(terms->alternative / total, brought),
                          .break_even_men = total / terms->alternative,
                          .break_even_share = total / terms->alternative / came,
                          .break_even_payment = times(terms->alternative / came, brought),
                          .replaced = times(terms->replacement, brought),
                          .replaced_ratio = times(terms->replacement / total, brought)};
    c.break_even_payment.estimate -= or_nothing(terms->fixed) / came;
    c.break_even_payment.low -= or_nothing(terms->fixed) / came;
    c.break_even_payment.high -= or_nothing(terms->fixed) / came;
    if (!priced)
        c.per_brought = (struct awol_amount){NAN, NAN, NAN};
    return c;
}

/* ---- the table ----------------------------------------------------------------------------- */

/* One quantity of a case; rows without a number are left out. */
struct quantity {
    const char *name;
    struct awol_amount value;
    bool money;
    const char *meaning;
};

enum { QUANTITIES = 11 };

static struct awol_amount plain(double value)
{
    return (struct awol_amount){value, NAN, NAN};
}

static void list(const struct awol_cost *c, const struct awol_cost_terms *terms,
                 struct quantity quantities[static QUANTITIES])
{
    const struct quantity all[QUANTITIES] = {
        {"men who came", plain(c->came), false, "while the offer stood"},
        {"men it brought", c->brought, false, "who would not have come without it"},
        {"total", plain(c->total), true, "fixed cost and payments to all who came"},
        {"per man who came", plain(c->per_man_who_came), true,
         "total over all who came: counts those who would have come anyway"},
        {"per man it brought", c->per_brought, true, "total over those whom it brought"},
        {"alternative", plain(terms->alternative), true, "per man removed otherwise, as given"},
        {"times cheaper", c->times_cheaper, false, "alternative over the cost per man it brought"},
        {"break-even men", plain(c->break_even_men), false,
         "it costs as much as the alternative if it brought so many"},
        {"break-even payment", c->break_even_payment, true,
         "the payment per man at which it costs as much as the alternative"},
        {"replacement", c->replaced, true, "what those whom it brought cost the other side"},
        {"replacement ratio", c->replaced_ratio, false, "that over the total"}};
    for (size_t i = 0; i < QUANTITIES; i++)
        quantities[i] = all[i];
}

static double finite_or_nan(double value)
{
    return isfinite(value) ? value : (double)NAN;
}

static enum awol_status write_case(const struct awol_cost_terms *terms,
                                   const struct awol_cost_case *one, struct awol_table *table,
                                   struct awol_error *opt_error)
{
    const struct awol_cost c = awol_cost_of(terms, one->came, &one->brought);
    struct quantity quantities[QUANTITIES];
    enum awol_status status = AWOL_OK;
    list(&c, terms, quantities);
    for (size_t i = 0; status == AWOL_OK && i < QUANTITIES; i++) {
        const struct quantity *q = &quantities[i];
        struct awol_cells row = {.n = 0};
        if (isnan(q->value.estimate))
            continue;
        awol_cells_text(&row, one->basis);
        awol_cells_number(&row, one->anyway);
        awol_cells_text(&row, q->name);
        awol_cells_number(&row, finite_or_nan(q->value.estimate));
        awol_cells_number(&row, finite_or_nan(q->value.low));
        awol_cells_number(&row, finite_or_nan(q->value.high));
        awol_cells_text(&row, q->money ? terms->currency : NULL);
        awol_cells_text(&row, q->meaning);
        status = awol_cells_append(&row, table, opt_error);
    }
    return status;
}

/* ---- sentences ------------------------------------------------------------------------------ */

static const char topic[] = "cost";

static enum awol_status say_price(const struct awol_cost_terms *terms, const struct awol_cost *c,
                                  struct awol_stream *stream, struct awol_error *opt_error)
{
    char men[AWOL_NUMBER_SIZE], total[AWOL_AMOUNT_TEXT], each[AWOL_AMOUNT_TEXT];
    const struct awol_amount sum = plain(c->total), mean = plain(c->per_man_who_came);
    if (isnan(c->total))
        return AWOL_OK;
    return awol_cells_say(stream, opt_error, topic,
                          "%s men came while the offer stood, and it cost %s %s: %s for each who "
                          "came, those among them who would have come anyway too.",
                          awol_men_text(c->came, men), awol_amount_number(&sum, total),
                          terms->currency, awol_amount_number(&mean, each));
}

static enum awol_status say_brought(const struct awol_cost_terms *terms,
                                    const struct awol_cost_case *one, const struct awol_cost *c,
                                    struct awol_stream *stream, struct awol_error *opt_error)
{
    char men[AWOL_AMOUNT_TEXT], each[AWOL_AMOUNT_TEXT], share[AWOL_NUMBER_SIZE], basis[120];
    if (isnan(c->total))
        return AWOL_OK;
    if (isnan(one->anyway))
        snprintf(basis, sizeof basis, "By this model (%s)", one->basis);
    else if (one->anyway == 0)
        snprintf(basis, sizeof basis, "If none of them would have come anyway");
    else
        snprintf(basis, sizeof basis, "If %s %% of them would have come anyway",
                 awol_number_format_short(100 * one->anyway, 3, share));
    if (!(c->brought.estimate > 0))
        return awol_cells_say(stream, opt_error, topic,
                              "%s it brought nobody (%s men), and no cost can be given for each.",
                              basis, awol_amount_men(&c->brought, men));
    return awol_cells_say(stream, opt_error, topic, "%s it brought %s men, for %s %s each.", basis,
                          awol_amount_men(&c->brought, men),
                          awol_amount_number(&c->per_brought, each), terms->currency);
}

static enum awol_status say_alternative(const struct awol_cost_terms *terms,
                                        const struct awol_cost *c, struct awol_stream *stream,
                                        struct awol_error *opt_error)
{
    char price[AWOL_AMOUNT_TEXT], men[AWOL_NUMBER_SIZE], share[AWOL_NUMBER_SIZE];
    const struct awol_amount alternative = plain(terms->alternative);
    if (isnan(c->break_even_men))
        return AWOL_OK;
    enum awol_status status = awol_cells_say(
        stream, opt_error, topic,
        "It cost less than the alternative, %s %s a man, if it brought more than %s men, %s %% of "
        "those who came.",
        awol_amount_number(&alternative, price), terms->currency,
        awol_men_text(c->break_even_men, men),
        awol_number_format_short(100 * c->break_even_share, 2, share));
    if (status == AWOL_OK)
        status = awol_cells_say(
            stream, opt_error, topic,
            "Such a comparison leaves out who these men were (a man who comes in is not always one "
            "whom the other means would have removed, and may go back), and whatever was spent on "
            "either and stands in no account.");
    return status;
}

static enum awol_status say_replacement(const struct awol_cost_terms *terms,
                                        const struct awol_cost *c, struct awol_stream *stream,
                                        struct awol_error *opt_error)
{
    char money[AWOL_AMOUNT_TEXT], ratio[AWOL_AMOUNT_TEXT];
    if (isnan(c->replaced.estimate))
        return AWOL_OK;
    if (!(c->total > 0))
        return awol_cells_say(stream, opt_error, topic,
                              "To replace those whom it brought cost the other side %s %s, if it "
                              "replaced them.",
                              awol_amount_number(&c->replaced, money), terms->currency);
    return awol_cells_say(stream, opt_error, topic,
                          "To replace those whom it brought cost the other side %s %s, if it "
                          "replaced them: %s times what the offer cost.",
                          awol_amount_number(&c->replaced, money), terms->currency,
                          awol_amount_number(&c->replaced_ratio, ratio));
}

enum awol_status awol_cost_write(const struct awol_cost_terms *terms,
                                 const struct awol_cost_case *cases, size_t n,
                                 struct awol_stream *stream, struct awol_error *opt_error)
{
    static const char *const columns[] = {"basis", "anyway",   "quantity", "value", "low",
                                          "high",  "currency", "meaning",  NULL};
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "cost", columns, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++)
        status = write_case(terms, &cases[i], table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        const struct awol_cost c = awol_cost_of(terms, cases[i].came, &cases[i].brought);
        if (i == 0)
            status = say_price(terms, &c, stream, opt_error);
        if (status == AWOL_OK)
            status = say_brought(terms, &cases[i], &c, stream, opt_error);
        if (status == AWOL_OK && isnan(cases[i].anyway) && i == 0)
            status = say_replacement(terms, &c, stream, opt_error);
    }
    if (status == AWOL_OK && n > 0) {
        const struct awol_cost c = awol_cost_of(terms, cases[0].came, &cases[0].brought);
        status = say_alternative(terms, &c, stream, opt_error);
    }
    return status;
}
