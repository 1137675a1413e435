# Rscript fits.R DIR: write the records of bench-fit into DIR, and fit them with R. Rows: model, peer, processor
# seconds of the fit alone (the median of five times so many), log-likelihood.
dir <- commandArgs(TRUE)[1]
set.seed(1776)
seconds <- function(fit, times) median(sapply(1:5, function(i)
    sum(system.time(for (k in seq_len(times)) fit())[c("user.self", "sys.self")]) / times))
say <- function(model, peer, fit, times)
    cat(sprintf("%s\t%s\t%.5f\t%.6f\n", model, peer, seconds(fit, times), logLik(fit())))
day <- function(i, step) format(as.Date("1776-01-01") + step * i)

# hhh4: 50 units of 400 weeks, an own and a common epidemic part
units <- 50; weeks <- 400
y <- matrix(0, weeks, units); y[1, ] <- 3
ring <- outer(1:units, 1:units, function(i, j) abs(i - j) %in% c(1, units - 1)) * 1
for (t in 2:weeks) y[t, ] <- rnbinom(units, mu = 1.2 + 0.4 * y[t - 1, ] + 0.1 * y[t - 1, ] %*% ring, size = 5)
colnames(y) <- sprintf("u%02d", 1:units)
even <- (1 - diag(units)) / (units - 1)
dimnames(even) <- list(colnames(y), colnames(y))
write.table(data.frame(unit = rep(colnames(y), each = weeks), start = day(rep(0:(weeks - 1), units), 7),
                       end = day(rep(1:weeks, units), 7), count = as.vector(y)),
            file.path(dir, "units.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
if (requireNamespace("surveillance", quietly = TRUE)) {
    sts <- suppressMessages(surveillance::sts(y, neighbourhood = 1 - diag(units)))
    within <- list(ar = list(f = ~1), end = list(f = ~1), family = "NegBin1")
    between <- c(within, list(ne = list(f = ~1, weights = even)))
    version <- packageVersion("surveillance")
    for (model in c("within", "between"))
        say(model, sprintf("hhh4 (surveillance %s)", version),
            function() suppressMessages(surveillance::hhh4(sts, get(model))), 1)
}

# negative binomial with a step, 400 weeks
count <- rnbinom(400, mu = ifelse(seq_len(400) > 200, 12, 6), size = 5)
write.table(data.frame(start = day(0:399, 7), end = day(1:400, 7), count = count),
            file.path(dir, "its.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
writeLines(c("id,kind,start", paste0("bill,offer,", day(200, 7))), file.path(dir, "offers.csv"))
if (requireNamespace("MASS", quietly = TRUE)) {
    step <- as.numeric(seq_len(400) > 200)
    say("step", sprintf("glm.nb (MASS %s)", packageVersion("MASS")), function() MASS::glm.nb(count ~ step), 20)
}

# Bass by least squares: video recorders, 1980 to 1989
sales <- c(840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890)
write.table(data.frame(start = day(0:9, 365), end = day(1:10, 365), count = sales),
            file.path(dir, "bass.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
year <- 1:10
share <- function(t, P, Q) (1 - exp(-(P + Q) * t)) / (1 + (Q / P) * exp(-(P + Q) * t))
say("bass", paste("nls (R ", getRversion(), ")", sep = ""), function()
    nls(sales ~ M * (share(year, P, Q) - share(year - 1, P, Q)), start = list(M = 60630, P = 0.03, Q = 0.38)), 100)
