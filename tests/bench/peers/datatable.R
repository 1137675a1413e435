# Rscript datatable.R FILE: desertions by unit and month, with data.table.
suppressMessages(library(data.table))
rows <- fread(commandArgs(TRUE)[1], select = c("unit", "date", "event"), colClasses = "character",
              encoding = "UTF-8", showProgress = FALSE)
counts <- rows[event == "deserted", .N, by = .(unit, month = substr(date, 1, 7))]
fwrite(counts, "", sep = "\t", col.names = FALSE, quote = FALSE)
