// node polars.js FILE: desertions by unit and month, with polars.
const pl = require("nodejs-polars");
const rows = pl
  .scanCSV(process.argv[2], { inferSchemaLength: 0 })
  .filter(pl.col("event").eq(pl.lit("deserted")))
  .select(pl.col("unit"), pl.col("date").str.slice(0, 7).alias("month"), pl.col("event"))
  .groupBy(["unit", "month"])
  .agg(pl.col("event").count().alias("n"))
  .collectSync();
const [unit, month, n] = ["unit", "month", "n"].map((name) => rows.getColumn(name).toArray());
process.stdout.write(unit.map((u, i) => `${u}\t${month[i]}\t${n[i]}\n`).join(""));
