package org.rolebindings.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code --help} shows besides the options: exit codes, environment variables and
 * examples.
 */
final class CommandHelp {

	private static final String DONE = "Every row succeeded.";

	private static final String SOME_FAILED = "Done, and some rows failed or are invalid.";

	private static final String REFUSED = "Bad usage, configuration or input file; nothing was sent.";

	private static final String TOO_LITTLE = "The machine gives too little: memory, threads, room for the output.";

	private static final String DEFECT = "A defect of the program.";

	private static final String INTERRUPTED = "Stopped by SIGINT or SIGTERM.";

	private static final List<String> API_VARIABLES = List.of("ARIZE_API_KEY       the API key",
			"ARIZE_BASE_URL      --base-url", "ARIZE_REGION        --region", "ARIZE_SSL_CA_CERT   --ca-cert",
			"ARIZE_API_HOST, ARIZE_SINGLE_HOST, ARIZE_BASE_DOMAIN",
			"                    the address, as for the vendor's other clients", "HTTPS_PROXY, NO_PROXY",
			"                    the proxy; never used for this machine itself");

	private static final List<String> ANY_VARIABLES = List.of(
			"ROLE_BINDINGS_...   any option, like ROLE_BINDINGS_LOG_FORMAT=json",
			"JAVA_OPTS           options for the JVM, if bin/role-bindings starts it");

	private CommandHelp() {
	}

	static void ofProgram(CommandSpec root) {
		root.usageMessage()
			.footerHeading("%nExamples%n")
			.footer("  role-bindings import samples/bindings.csv --sandbox", "      see it work, without an account",
					"  role-bindings validate bindings.csv", "      check a file; nothing is sent",
					"  role-bindings import bindings.csv", "      import it, with the key in ARIZE_API_KEY",
					"  role-bindings help import", "      all options, variables and exit codes of a command");
	}

	static void ofImport(CommandSpec spec) {
		Map<String, String> codes = new LinkedHashMap<>();
		codes.put("0", DONE);
		codes.put("1", SOME_FAILED);
		codes.put("2", REFUSED + " Or rows are invalid, with --on-invalid abort.");
		codes.put("3", "Stopped before the end; the same command goes on from there.");
		codes.put("4", "Another process uses the state.");
		codes.put("5", "With --dry-run and --exit-code: all is well, and something would change.");
		codes.put("70", DEFECT);
		codes.put("130, 143", INTERRUPTED + " The same command goes on from there.");
		add(spec, codes, true,
				List.of("role-bindings import bindings.csv", "role-bindings import bindings.csv --on-conflict update",
						"role-bindings import bindings.csv --region eu-west-1a --rate 50",
						"role-bindings import reports/bindings-7/failed.csv",
						"role-bindings import bindings.csv --max-age 26h --wait 1h --output json"));
	}

	static void ofWorker(CommandSpec spec) {
		Map<String, String> codes = new LinkedHashMap<>();
		codes.put("2", "Bad usage or configuration, or a run of another version.");
		codes.put("3", "The key is refused, or the database or the broker could not be reached at the start.");
		codes.put("70", DEFECT);
		codes.put("130, 143", INTERRUPTED + " Its rows were given back.");
		add(spec, codes, true, List.of("role-bindings worker --database-url jdbc:postgresql://db/importer \\",
				"    --broker-url tcp://mq:61616?user=importer"));
	}

	static void ofUndo(CommandSpec spec) {
		add(spec, codesOfRemoval("the run cannot be undone, or no yes was given"), true,
				List.of("role-bindings undo last --dry-run", "role-bindings undo 7",
						"role-bindings undo 7 --only reports/bindings-7/wrong.csv --yes",
						"role-bindings undo --from reports/bindings-7/succeeded.csv"));
	}

	static void ofRevoke(CommandSpec spec) {
		add(spec, codesOfRemoval("rows are invalid, with --on-invalid abort, or no yes was given"), true,
				List.of("role-bindings revoke leavers.csv --dry-run", "role-bindings revoke leavers.csv",
						"role-bindings revoke reports/bindings-plan/extra.csv --yes --note OPS-12"));
	}

	private static Map<String, String> codesOfRemoval(String refused) {
		Map<String, String> codes = new LinkedHashMap<>();
		codes.put("0", "Everything is taken back, or there was nothing left to take back.");
		codes.put("1", "Done, and some rows failed, are invalid, or were left alone because of a change since.");
		codes.put("2", REFUSED + " Or " + refused + ".");
		codes.put("3", "Stopped before the end; the same command goes on from there.");
		codes.put("4", "Another process uses the state.");
		codes.put("70", DEFECT);
		codes.put("130, 143", INTERRUPTED + " The same command goes on from there.");
		return codes;
	}

	static void ofPlan(CommandSpec spec) {
		Map<String, String> codes = new LinkedHashMap<>();
		codes.put("0", "Every row would succeed.");
		codes.put("1", "Some rows would fail or are invalid.");
		codes.put("2", "Bad usage, configuration or input file, or a key that may not list role bindings. "
				+ "Or rows are invalid, with --on-invalid abort.");
		codes.put("3", "The import would stop at a limit, or the plan was stopped before its end.");
		codes.put("5", "With --exit-code: every row would succeed, and something would change.");
		codes.put("70", DEFECT);
		codes.put("130, 143", INTERRUPTED);
		add(spec, codes, true,
				List.of("role-bindings plan bindings.csv",
						"role-bindings plan bindings.csv --on-conflict update --extra",
						"role-bindings plan bindings.csv --output markdown > plan.md",
						"role-bindings plan bindings.csv --exit-code"));
	}

	static void ofExport(CommandSpec spec) {
		Map<String, String> codes = new LinkedHashMap<>();
		codes.put("0", "Every binding that this key may read is written.");
		codes.put("1", "Done, and some bindings cannot be named, or were listed without an id.");
		codes.put("2", "Bad usage or configuration, a name that means nothing or several things, a file that cannot "
				+ "be written, or a key that may not list.");
		codes.put("3", "Stopped before the end; no file was changed.");
		codes.put("70", DEFECT);
		codes.put("130, 143", INTERRUPTED);
		add(spec, codes, true,
				List.of("role-bindings export --out bindings.csv",
						"role-bindings export --columns names --out names.csv",
						"role-bindings export --user ada@example.com --resource-type PROJECT",
						"role-bindings export --space Research --columns both"));
	}

	static void ofValidate(CommandSpec spec) {
		Map<String, String> codes = new LinkedHashMap<>();
		codes.put("0", "Every row is valid.");
		codes.put("1", "Some rows are invalid.");
		codes.put("2", "Bad usage, configuration or input file.");
		codes.put("3", TOO_LITTLE);
		codes.put("70", DEFECT);
		codes.put("130, 143", INTERRUPTED);
		add(spec, codes, false, List.of("role-bindings validate bindings.csv",
				"role-bindings validate export.txt --delimiter '\\t' --output json"));
	}

	static void ofWatch(CommandSpec spec) {
		Map<String, String> codes = new LinkedHashMap<>();
		codes.put("2", "Bad usage or configuration.");
		codes.put("3", TOO_LITTLE);
		codes.put("4", "Another process watches the inbox.");
		codes.put("70", DEFECT);
		codes.put("130, 143", INTERRUPTED + " The same command goes on from there.");
		add(spec, codes, true, List.of("role-bindings watch --inbox inbox --http-port 8080",
				"role-bindings watch --sandbox", "mv export.csv.part inbox/export.csv"));
	}

	static void ofRuns(CommandSpec spec) {
		add(spec, codesOfRuns("The runs are shown."), false, List.of("role-bindings runs",
				"role-bindings runs show last", "role-bindings runs show 7 --output json"));
	}

	static void ofReport(CommandSpec spec) {
		add(spec, codesOfRuns("The reports are written."), false,
				List.of("role-bindings report last", "role-bindings report 7 --reports copies"));
	}

	private static Map<String, String> codesOfRuns(String done) {
		Map<String, String> codes = new LinkedHashMap<>();
		codes.put("0", done);
		codes.put("2", "Bad usage or configuration, no such run, no state, or one that cannot be used.");
		codes.put("3", TOO_LITTLE);
		codes.put("4", "Another process uses the state.");
		codes.put("70", DEFECT);
		codes.put("130, 143", INTERRUPTED);
		return codes;
	}

	static void ofSandbox(CommandSpec spec) {
		Map<String, String> codes = new LinkedHashMap<>();
		codes.put("2", "Bad usage or configuration.");
		codes.put("3", TOO_LITTLE);
		codes.put("70", DEFECT);
		codes.put("130, 143", INTERRUPTED);
		add(spec, codes, false,
				List.of("role-bindings sandbox --port 8099",
						"role-bindings sandbox --port 8099 --sandbox-rate 100 --sandbox-errors 0.1",
						"ARIZE_API_KEY=any role-bindings import samples/bindings.csv \\",
						"    --base-url http://127.0.0.1:8099"));
	}

	private static void add(CommandSpec spec, Map<String, String> exitCodes, boolean callsApi, List<String> examples) {
		List<String> footer = new ArrayList<>();
		if (callsApi) {
			API_VARIABLES.forEach((line) -> footer.add("  " + line));
		}
		ANY_VARIABLES.forEach((line) -> footer.add("  " + line));
		footer.add("");
		footer.add("Durations");
		footer.add("  A number with ms, s, m, h or d, or several of them: 250ms, 30s, 1m30s, 7d.");
		footer.add("");
		footer.add("Examples");
		examples.forEach((line) -> footer.add("  " + line));
		spec.usageMessage()
			.exitCodeListHeading("%nExit codes%n")
			.exitCodeList(exitCodes)
			.footerHeading("%nVariables of the environment%n")
			.footer(footer.toArray(String[]::new));
	}

}
