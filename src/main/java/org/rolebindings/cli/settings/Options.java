package org.rolebindings.cli.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options, in groups as {@code --help} shows them. Each is also the configuration
 * property {@code role-bindings.<name>}; what it takes is checked where the property is
 * bound.
 */
public final class Options {

	private static final String DATABASE_USER = "The user is in it or in PGUSER, the password in PGPASSWORD or a "
			+ "password file.";

	private Options() {
	}

	/** A command with its options. */
	public static CommandSpec command(Object command, String description, List<ArgGroupSpec> options) {
		CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
		spec.mixinStandardHelpOptions(true);
		spec.usageMessage().description(description).abbreviateSynopsis(true).sortOptions(false);
		options.forEach(spec::addArgGroup);
		return spec;
	}

	public static ArgGroupSpec api() {
		return group("%nThe API%n", 30, List.of(
				value("--base-url", "URL",
						"The API's address; plain http only to this machine. "
								+ "Default: ARIZE_BASE_URL, else%n  https://api.arize.com."),
				value("--region", "NAME",
						"us-central-1a, us-east-1b, eu-west-1a or ca-central-1a, instead of --base-url. "
								+ "Default: ARIZE_REGION."),
				value("--api-key-file", "PATH",
						"A file with the API key; - is standard input. " + "Default: the key in ARIZE_API_KEY."),
				value("--ca-cert", "PATH",
						"A PEM bundle of certificates to trust as well. Default: ARIZE_SSL_CA_CERT."),
				value("--concurrency", "N", "The most requests in flight, 1 to 512. Default: 16."),
				value("--rate", "N", "The most requests a second, 1 or more. Default: what the server takes."),
				value("--max-attempts", "N",
						"Attempts at one row, 1 to 100; an answer that asks to wait does not count. Default: 8."),
				value("--timeout", "DURATION",
						"The most time for one exchange, from connecting to the last byte. Default: 30s."),
				value("--outage-timeout", "DURATION",
						"Stop if there is no proper answer for so long, 1s to 24h. Default: 2m."),
				value("--max-pause", "DURATION",
						"Stop if the server asks to wait for longer, 0s to 24h. Default: 15m.")));
	}

	/** The options of the API that are a worker's own. */
	public static ArgGroupSpec workersApi() {
		Set<String> own = Set.of("--base-url", "--region", "--api-key-file", "--ca-cert", "--concurrency", "--timeout");
		return group("%nThe API%n", 30,
				api().options().stream().filter((option) -> own.contains(option.longestName())).toList());
	}

	public static ArgGroupSpec sandbox() {
		List<OptionSpec> options = new ArrayList<>();
		options.add(flag("--sandbox",
				"Import into an API inside this process, which is empty at the start and gone at the end. "
						+ "It needs no key and keeps no state."));
		options.addAll(sandboxBehaviour());
		return group("%nThe sandbox%n", 40, options);
	}

	public static ArgGroupSpec serving() {
		List<OptionSpec> options = new ArrayList<>();
		options.add(value("--port", "N", "The loopback port to listen on; 0 is any free one. Default: 0."));
		options.add(value("--keys", "FILE",
				"A JSON file that gives each key its rights: key, then space id or * for every other space, "
						+ "then CREATE, READ and DELETE. Default: any key may do everything."));
		options.add(value("--directory", "FILE",
				"A JSON file with the account at the start: organizations, users, roles, spaces with their org_id, "
						+ "projects, role_bindings and resource_restrictions, each as its list call shows it, and keys "
						+ "as for --keys. Nothing else exists then. Default: a few of each, no bindings, and any id "
						+ "will do."));
		options.addAll(sandboxBehaviour());
		return group("%nThe sandbox%n", 40, options);
	}

	private static List<OptionSpec> sandboxBehaviour() {
		return List.of(value("--sandbox-latency", "DURATION", "How long each of its answers takes. Default: 0s."),
				value("--sandbox-rate", "N", "The most requests a second that it takes. Default: no limit."),
				value("--sandbox-errors", "P",
						"The share of requests that it answers with an error, 0 to 1. Default: 0."),
				value("--sandbox-lost-answers", "P",
						"The share of requests that it carries out without an answer, 0 to 1. Default: 0."));
	}

	public static ArgGroupSpec file() {
		return file(List.of());
	}

	public static ArgGroupSpec importedFile() {
		return file(List.of(value("--max-age", "DURATION",
				"Refuse a file that was last written longer ago, 1s or more. Default: any age will do.")));
	}

	private static ArgGroupSpec file(List<OptionSpec> more) {
		List<OptionSpec> options = new ArrayList<>();
		options.add(value("--delimiter", "C",
				"What separates two fields: one character, or \\t. Default: found in the header."));
		options.add(flag("--allow-empty", "Take a file that has a header and no row."));
		options.add(value("--map", "FILE",
				"A CSV column,from,to with names that differ between accounts, like user_email,*@old.example,"
						+ "*@new.example. Default: names are as in the file."));
		options.addAll(more);
		return group("%nThe file%n", 20, options);
	}

	public static ArgGroupSpec importing() {
		List<OptionSpec> options = new ArrayList<>(deciding());
		options.addAll(keeping());
		return group("%nThe import%n", 10, options);
	}

	/** How several machines post the rows. */
	public static ArgGroupSpec distributing() {
		return group("%nSeveral machines%n", 15,
				List.of(flag("--distributed",
						"Have the rows posted by processes that run the command worker. It needs --database-url and "
								+ "--broker-url."),
						broker()));
	}

	/** What a worker shares with others. */
	public static ArgGroupSpec working() {
		return group("%nThe runs%n", 10,
				List.of(value("--database-url", "JDBC",
						"The PostgreSQL database that all processes share, like jdbc:postgresql://host/database. "
								+ DATABASE_USER),
						broker()));
	}

	private static OptionSpec broker() {
		return value("--broker-url", "URL",
				"The message broker, Apache Artemis, like tcp://host:61616?user=importer. The password is in "
						+ "ROLE_BINDINGS_BROKER_PASSWORD.");
	}

	/** Where the run of a command is kept, and how it is taken up. */
	private static List<OptionSpec> keeping() {
		return List.of(state(), database(), flag("--fresh", "Start over; do not go on with an unfinished run."),
				value("--resume-within", "DURATION",
						"Go on with an unfinished run only if it is younger. Default: 7d."),
				value("--keep", "DURATION",
						"How long a run stays in the state after its end, 1d to 36500d. Default: 90d."),
				waiting(),
				value("--metrics-file", "PATH",
						"Write how the run ended as metrics for Prometheus, in a file for node_exporter's "
								+ "textfile collector. Default: no file."));
	}

	/** The options of an import that a plan has, too. */
	private static List<OptionSpec> deciding() {
		return List.of(
				value("--on-conflict", "fail|keep|update",
						"If the user already has another role on the resource: fail reports it, keep leaves it, "
								+ "update replaces it. Default: fail."),
				onInvalid(), maxFailures(), value("--max-updates", "N",
						"Stop before the run updates more than N bindings, 0 or more. " + "Default: never."),
				note());
	}

	private static OptionSpec onInvalid() {
		return value("--on-invalid", "skip|abort",
				"If a row is invalid: skip reports it and sends the others, abort sends nothing at all. "
						+ "Default: skip.");
	}

	private static OptionSpec maxFailures() {
		return value("--max-failures", "N", "Stop once N rows are FAILED, 1 or more. Default: never.");
	}

	private static OptionSpec note() {
		return value("--note", "TEXT",
				"Kept with the run and shown in its reports, up to 500 characters: a ticket, or who asked.");
	}

	/** How a run is undone. */
	public static ArgGroupSpec undoing() {
		List<OptionSpec> options = new ArrayList<>(List.of(
				value("--from", "FILE",
						"Undo the run of this succeeded.csv instead, if its state is gone; the summary.json beside "
								+ "it tells the account. Default: RUN, from the state."),
				value("--only", "FILE",
						"Undo only the lines that this CSV has in its column line. Default: all lines of the run.")));
		options.addAll(asking());
		options.addAll(List.of(maxFailures(), note()));
		options.addAll(keeping());
		return group("%nThe undo%n", 10, options);
	}

	/** How the bindings of a file are deleted. */
	public static ArgGroupSpec revoking() {
		List<OptionSpec> options = new ArrayList<>(asking());
		options.addAll(List.of(onInvalid(), maxFailures(), note()));
		options.addAll(keeping());
		return group("%nThe revoke%n", 10, options);
	}

	private static List<OptionSpec> asking() {
		return List.of(flag("--yes", "Do not ask. Without a terminal nothing is changed unless it is given."),
				flag("--dry-run", "Change nothing, and write and print what would be done."));
	}

	/** How to plan an import. */
	public static ArgGroupSpec planning() {
		List<OptionSpec> options = new ArrayList<>(deciding());
		options.addAll(ofPlan());
		return group("%nThe import that is planned%n", 10, options);
	}

	/** How to make an import a plan. */
	public static ArgGroupSpec dryRun() {
		List<OptionSpec> options = new ArrayList<>();
		options.add(flag("--dry-run", "Change nothing, and plan the import instead, as the command plan does."));
		options.addAll(ofPlan());
		return group("%nA dry run%n", 15, options);
	}

	private static List<OptionSpec> ofPlan() {
		return List.of(
				flag("--extra",
						"Also write extra.csv: the bindings on the file's resources of users for whom the file has "
								+ "no row there. It lists the whole account."),
				flag("--exit-code", "End with 5 if all is well and something would change."));
	}

	/** The plan that an import applies. */
	public static ArgGroupSpec applying() {
		return group("%nThe plan%n", 12, List.of(value("--plan", "PLAN.csv",
				"Apply this plan of the same import, with the summary.json beside it: a row for which something "
						+ "else is in place than the plan says is FAILED with CHANGED_SINCE_PLAN. Default: no plan.")));
	}

	/** Where past runs are. */
	public static ArgGroupSpec pastRuns() {
		return group("%nThe runs%n", 10, List.of(state(), database(), waiting()));
	}

	private static OptionSpec state() {
		return value("--state", "DIR", "The database with runs, rows and outcomes. Default: .role-bindings.");
	}

	private static OptionSpec database() {
		return value("--database-url", "JDBC", "A PostgreSQL database instead, like jdbc:postgresql://host/database. "
				+ DATABASE_USER + " Default: --state.");
	}

	private static OptionSpec waiting() {
		return value("--wait", "DURATION",
				"How long to wait for another process that uses the state, 0s to 7d. Default: 0s.");
	}

	public static ArgGroupSpec inbox() {
		return group("%nThe inbox%n", 5,
				List.of(value("--inbox", "DIR", "The folder to watch; it is made if it is missing. Default: inbox."),
						value("--settle", "DURATION",
								"How long a file must stay unchanged before it is taken, 0s to 24h. Default: 2s."),
						value("--http-port", "N", "Serve health, metrics and a status page on this port of the "
								+ "loopback address; 0 is any free one. Default: not at all.")));
	}

	public static ArgGroupSpec output() {
		return output("text|json", "");
	}

	/** The output of a plan. */
	public static ArgGroupSpec planOutput() {
		return output("text|json|markdown", "markdown: for a review. ");
	}

	/** What a command that has no result prints. */
	public static ArgGroupSpec notes() {
		return group("%nThe output%n", 50, messages());
	}

	private static ArgGroupSpec output(String forms, String more) {
		List<OptionSpec> options = new ArrayList<>(
				List.of(value("--reports", "DIR", "Where the reports go. Default: reports."), value("--output", forms,
						"json: one object, and nothing else, on standard output. " + more + "Default: text.")));
		options.addAll(messages());
		return group("%nThe output%n", 50, options);
	}

	private static List<OptionSpec> messages() {
		return List.of(
				value("--log-format", "text|json",
						"json: one JSON object to a line on standard error, and no progress bar. Default: text."),
				flag("--no-progress", "No progress, but notes and failures."),
				flag("--quiet", "Nothing on standard error but errors."),
				flag("--verbose", "Log each request and each step as well."));
	}

	/** Which bindings an export has. */
	public static ArgGroupSpec exported() {
		return group("%nWhat is exported; without these options, all that the key may read%n", 10,
				List.of(values("--resource-type", "SPACE|PROJECT", "Only bindings on spaces, or on projects."),
						values("--user", "EMAIL|ID", "Only this user's bindings; may be given several times."),
						values("--role", "NAME|ID", "Only bindings with this role; may be given several times."),
						values("--space", "NAME|ID",
								"Only bindings on this space and its projects; may be given several times.")));
	}

	/** Where an export goes. */
	public static ArgGroupSpec exportOutput() {
		List<OptionSpec> options = new ArrayList<>(List.of(
				value("--out", "FILE", "The CSV, replaced as a whole at the end; - is standard output. Default: -."),
				value("--columns", "ids|names|both",
						"names: the names, from which an import finds the ids of another account. Default: ids."),
				value("--unnamed", "FILE",
						"The CSV of bindings that cannot be named. Default: as --out, with -unnamed.csv for .csv; "
								+ "with standard output they are only counted.")));
		options.addAll(messages());
		return group("%nThe output%n", 50, options);
	}

	private static OptionSpec values(String name, String label, String description) {
		return OptionSpec.builder(name)
			.paramLabel(label)
			.type(List.class)
			.auxiliaryTypes(String.class)
			.arity("1")
			.description(description)
			.build();
	}

	private static OptionSpec value(String name, String label, String description) {
		return OptionSpec.builder(name).paramLabel(label).type(String.class).description(description).build();
	}

	private static OptionSpec flag(String name, String description) {
		return OptionSpec.builder(name).arity("0").type(boolean.class).description(description).build();
	}

	private static ArgGroupSpec group(String heading, int order, List<OptionSpec> options) {
		ArgGroupSpec.Builder group = ArgGroupSpec.builder()
			.heading(heading)
			.order(order)
			.exclusive(false)
			.validate(false)
			.multiplicity("0..1");
		options.forEach(group::addArg);
		return group.build();
	}

}
