// node duckdb.js FILE: desertions by unit and month, with DuckDB.
const { DuckDBInstance } = require("@duckdb/node-api");
(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const file = process.argv[2].replaceAll("'", "''");
  const reader = await connection.runAndReadAll(
    `select unit, date[1:7] as month, count(*) as n from read_csv('${file}', all_varchar = true)
     where event = 'deserted' group by unit, month`);
  process.stdout.write(reader.getRows().map((row) => row.join("\t") + "\n").join(""));
})();
