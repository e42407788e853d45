package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.job.progress.ImportProgress.Phase;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.sandbox.SandboxClient;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;
import org.rolebindings.testing.TestPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/** Tests of {@code import --plan}, from the file and its plan to the reports. */
class AppliedPlanTests {

	private static final String WANTED = "1:wanted";

	private static final String OLD = "1:old";

	private static final String THIRD = "1:third";

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private SandboxClient client;

	private Installation installation;

	private Path file;

	@BeforeEach
	void startSandbox() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.client = new SandboxClient(this.sandbox);
		this.installation = new Installation(this.folder, this.sandbox.baseUrl()).set("on-conflict", "update");
		this.file = this.folder.resolve("x.csv");
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void runWhenNothingChangedDoesWhatWasPlanned() throws IOException {
		give(OLD, "1");
		give(WANTED, "2");
		CsvRows.write(this.file, wants(1), wants(2), wants(3), wants(3), "not,an,id,here");
		Path plan = plan();
		ReportFiles reports = apply(plan);
		assertThat(reports.outcomes()).containsExactly(entry(2, "UPDATED"), entry(3, "UNCHANGED"), entry(4, "CREATED"),
				entry(5, "DUPLICATE"), entry(6, "INVALID"));
		assertThat(reports.summary().at("/options/plan").asString()).isEqualTo(TestPlan.sha256(plan));
		assertThat(this.sandbox.bindings()).extracting(SandboxBinding::roleId).containsOnly(role(WANTED));
		// The first GET, a look-up and a PATCH, a look-up, and a create
		assertThat(reports.number("/requests/total")).isEqualTo(5);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void runWhenSomethingChangedFailsExactlyTheRowsConcerned(boolean listed) {
		List<String> rows = new ArrayList<>(IntStream.rangeClosed(1, 11).mapToObj(AppliedPlanTests::wants).toList());
		IntStream.rangeClosed(4, 8).forEach((user) -> give(OLD, "" + user));
		IntStream.rangeClosed(9, 11).forEach((user) -> give(WANTED, "" + user));
		if (listed) {
			// So many rows that the account is listed
			IntStream.range(100, 300).forEach((user) -> {
				give(WANTED, "" + user);
				rows.add(wants(user));
			});
		}
		CsvRows.write(this.file, rows.toArray(String[]::new));
		Path plan = plan();
		give(OLD, "2");
		give(WANTED, "3");
		change("5", THIRD);
		this.client.delete(binding("6").id());
		this.client.delete(binding("7").id());
		give(OLD, "7");
		change("8", WANTED);
		this.client.delete(binding("10").id());
		change("11", OLD);
		List<SandboxBinding> before = this.sandbox.bindings();

		ReportFiles reports = apply(plan);

		assertThat(reports.outcomes()).containsAllEntriesOf(Map.ofEntries(entry(2, "CREATED"), entry(3, "FAILED"),
				entry(4, "UNCHANGED"), entry(5, "UPDATED"), entry(6, "FAILED"), entry(7, "FAILED"), entry(8, "FAILED"),
				entry(9, "UNCHANGED"), entry(10, "UNCHANGED"), entry(11, "FAILED"), entry(12, "FAILED")));
		assertThat(reports.column("failed.csv", "error_code")).hasSize(6).containsOnly("CHANGED_SINCE_PLAN");
		assertThat(reports.column("failed.csv", "current_role_id")).containsExactly(role(OLD), role(THIRD), "",
				role(OLD), "", role(OLD));
		assertThat(reports.column("failed.csv", "binding_id")).containsExactly(binding("2").id(), binding("5").id(), "",
				binding("7").id(), "", binding("11").id());
		assertThat(reports.column("failed.csv", "message")).allMatch((message) -> message.startsWith("The plan says"));
		assertThat(reports.column("failed.csv", "message").get(2)).contains("this key sees none there");
		assertThat(reports.number("/errors/CHANGED_SINCE_PLAN")).isEqualTo(6);
		List<SandboxBinding> after = new ArrayList<>(this.sandbox.bindings());
		after.removeAll(before);
		assertThat(after).extracting(SandboxBinding::userId)
			.containsExactlyInAnyOrder(CsvRows.id("User:1"), CsvRows.id("User:4"));
	}

	@Test
	void runWhenThePlanKeepsWhatIsThereLeavesOnlyThatAlone() {
		give(OLD, "1");
		give(OLD, "2");
		CsvRows.write(this.file, wants(1), wants(2));
		this.installation.set("on-conflict", "keep");
		Path plan = TestPlan.write(this.file, this.sandbox.baseUrl(), this.sandbox.bindings(), "keep");
		change("2", THIRD);
		assertThat(apply(plan).outcomes()).containsExactly(entry(2, "KEPT"), entry(3, "FAILED"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/plan.csv: it is the plan of another file: x.csv has          | "sha256": "    | "sha256": "0
					/plan.csv: it is a plan for http://other, and this import     | "target": "    | "target": "http://other","x":"
					made with --on-conflict keep, and this import has             | update         | keep
					--on-conflict keep, and this import has --on-conflict update  | update         | keep
					made with --on-invalid abort, and this import has             | skip           | abort
					made with --delimiter ';', and this import has --delimiter ',' | "delimiter": "," | "delimiter": ";"
					/summary.json: it is not the summary of a plan                | "plan"         | "import"
					/summary.json: it is not the summary of a plan                | {"run"         | "run"
					/summary.json: it is not the summary of a plan                | "options"      | "others"
					""")
	void runWhenThePlanIsOfAnotherImportSendsNothing(String message, String part, String changed) throws IOException {
		CsvRows.write(this.file, wants(1), wants(2));
		Path plan = plan();
		replace(plan.resolveSibling("summary.json"), part, changed);
		assertIsRefused(plan, message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					where the file has line 3, the plan has line 4               | ,3,NONE       | ,4,NONE
							where the file ends, the plan has line 5                     | ,4,NONE,,,,%n | ,4,NONE,,,,%na,b,c,d,5,NONE,,,,%n
					where the file has line 2, the plan has line 3               | ,2,NONE       | ,3,NONE
					line 3: its line is 'x', which is not the number of a line   | ,3,NONE       | ,x,NONE
					line 3: it has binding_id but no current_role_id             | ,3,NONE,,     | ,3,NONE,,Bnd1
					line 3: it has current_role_id but no binding_id             | ,3,NONE,,     | ,3,NONE,Rol1,
					its header does not have binding_id exactly once             | ,binding_id   | ,binding
					its header does not have line exactly once                   | ,message      | ,Line
					the header lacks role_id                                     | role_id,user  | role,user
					""")
	void runWhenThePlanHasOtherLinesSendsNothing(String message, String part, String changed) throws IOException {
		CsvRows.write(this.file, wants(1), wants(2), wants(3));
		Path plan = plan();
		replace(plan, part.replace("%n", "\n"), changed.replace("%n", "\n"));
		assertIsRefused(plan, message);
	}

	@Test
	void runWhenThePlanLacksTheLastLineSendsNothing() throws IOException {
		CsvRows.write(this.file, wants(1), wants(2));
		Path plan = plan();
		replace(plan, wants(2) + ",3,NONE,,,,\n", "");
		assertIsRefused(plan, "where the file has line 3, the plan has no further line");
	}

	@Test
	void runWhenThereIsNoPlanOrNoSummarySendsNothing() throws IOException {
		CsvRows.write(this.file, wants(1));
		Path plan = plan();
		assertIsRefused(plan.resolveSibling("other.csv"), "other.csv: there is no such file");
		Files.delete(plan.resolveSibling("summary.json"));
		assertIsRefused(plan, "summary.json: there is no such file");
	}

	@Test
	void runWhenThePlanIsOfASpreadsheetIsAppliedAllTheSame() throws IOException {
		give(OLD, "1");
		CsvRows.write(this.file, wants(1));
		Path plan = plan();
		Files.writeString(plan, "\uFEFF" + Files.readString(plan).replace(",", ";").replace("\n", "\r\n"));
		assertThat(apply(plan).outcomes()).containsExactly(entry(2, "UPDATED"));
	}

	@ParameterizedTest
	@ValueSource(chars = { ',', ';', '~' })
	void runWhenTheCommandMadeThePlanAppliesIt(char delimiter) throws IOException {
		give(OLD, "1");
		give(OLD, "2");
		String rows = "\uFEFFcomment,role_id,user_id,resource_type,resource_id,line\n\"a~;,\nb\"," + wants(1)
				+ ",7\n\n-1," + wants(2) + ",8\nx," + wants(3) + ",9\nx," + wants(3) + ",9\nx,a,b,SPACE,d,9\n";
		Files.writeString(this.file, rows.replace(",", String.valueOf(delimiter)).replace("~;" + delimiter, "~;,"));
		this.installation.set("delimiter", String.valueOf(delimiter));
		Path plan = this.installation.plan(this.file).reports().folder().resolve("plan.csv");
		change("2", THIRD);
		assertThat(apply(plan).summary().at("/outcomes").toString()).contains("\"CREATED\":1", "\"UPDATED\":1",
				"\"FAILED\":1", "\"DUPLICATE\":1", "\"INVALID\":1");
	}

	private void replace(Path text, String part, String changed) throws IOException {
		String before = Files.readString(text);
		assertThat(before).contains(part);
		Files.writeString(text, before.replace(part, changed));
	}

	private void assertIsRefused(Path plan, String message) {
		long requests = this.sandbox.requests();
		this.installation.set("plan", plan.toString());
		try (Start start = this.installation.start()) {
			assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> start.run(this.file))
				.withMessageContaining(message);
			assertThat(start.get(RunLedger.class).all()).isEmpty();
		}
		assertThat(this.sandbox.requests() - requests).isLessThanOrEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "READING, 10, 0", "READING, 700, 0", "READING, 1200, 0", "POSTING, 0, 0", "POSTING, 300, 300",
			"REPORTING, 0, 1200" })
	void runWhenTheDatabaseDiesAndImportIsRepeatedStillKnowsThePlan(Phase phase, long rows, int updated) {
		List<String> wanted = IntStream.range(0, 1_200).mapToObj(AppliedPlanTests::wants).toList();
		CsvRows.write(this.file, wanted.toArray(String[]::new));
		IntStream.range(0, 1_200).forEach((user) -> give(OLD, "" + user));
		Path plan = plan();
		this.installation.set("plan", plan.toString());
		try (Start start = this.installation.start()) {
			start.progress().at(phase, rows, start::crash);
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> start.run(this.file));
		}
		assertThat(changed()).isGreaterThanOrEqualTo(updated);
		String left = this.sandbox.bindings()
			.stream()
			.filter((binding) -> binding.roleId().equals(role(OLD)))
			.map(SandboxBinding::id)
			.findFirst()
			.orElse("");
		this.client.delete(left);
		ReportFiles reports = apply(plan);
		assertThat(reports.number("/run")).isOne();
		long gone = left.isEmpty() ? 0 : 1;
		assertThat(reports.number("/outcomes/UPDATED")).isEqualTo(1_200 - gone);
		assertThat(reports.number("/outcomes/FAILED")).isEqualTo(gone);
		assertThat(this.sandbox.bindings()).hasSize((int) (1_200 - gone));
	}

	private long changed() {
		return this.sandbox.bindings().stream().filter((binding) -> binding.roleId().equals(role(WANTED))).count();
	}

	@Test
	void runWhenAnotherPlanOrNoneIsAppliedIsAnother() throws IOException {
		CsvRows.writeMany(this.file, 40);
		Path plan = plan();
		this.installation.set("concurrency", "1").set("plan", plan.toString());
		try (Start start = this.installation.start()) {
			start.progress().at(Phase.POSTING, 10, start::stop);
			assertThat(start.run(this.file).reports().summary().status()).isEqualTo(RunStatus.STOPPED);
		}
		Files.writeString(plan, Files.readString(plan).replace(",NONE,", ",CREATE,"));
		assertThat(this.installation.reportsOf(this.file).number("/run")).isEqualTo(2);
		Installation without = new Installation(this.folder, this.sandbox.baseUrl()).set("on-conflict", "update");
		assertThat(without.reportsOf(this.file).number("/run")).isEqualTo(3);
	}

	@Test
	void runWhenThePlanChangesAfterItsInspectionFailsForGood() throws IOException {
		CsvRows.write(this.file, CsvRows.HEADER + ",outcome", List.of(wants(1) + ",x"));
		Path plan = plan();
		this.installation.set("plan", plan.toString());
		try (Start start = this.installation.start()) {
			String changed = Files.readString(plan).replace("NONE", "CREATE");
			start.progress().atNote(() -> write(plan, changed));
			assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> start.run(this.file))
				.withMessageContaining("plan.csv: it changed while it was read");
			assertThat(start.get(RunLedger.class).get(1).status()).isEqualTo(RunStatus.FAILED);
		}
		assertThat(this.sandbox.bindings()).isEmpty();
	}

	private static void write(Path path, String text) {
		try {
			Files.writeString(path, text);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private Path plan() {
		return TestPlan.write(this.file, this.sandbox.baseUrl(), this.sandbox.bindings(), "update");
	}

	private ReportFiles apply(Path plan) {
		return this.installation.set("plan", plan.toString()).reportsOf(this.file);
	}

	private static String wants(int user) {
		return CsvRows.row(WANTED, "" + user, "1");
	}

	private static String role(String plain) {
		return CsvRows.id("Role:" + plain);
	}

	private void give(String role, String user) {
		assertThat(this.client.create(SandboxClient.binding(role, user, "Space:1")).statusCode()).isEqualTo(201);
	}

	private void change(String user, String role) {
		assertThat(this.client.patch(binding(user).id(), "{\"role_id\":\"" + role(role) + "\"}").statusCode())
			.isEqualTo(200);
	}

	private SandboxBinding binding(String user) {
		return this.sandbox.bindings()
			.stream()
			.filter((binding) -> binding.userId().equals(CsvRows.id("User:" + user)))
			.findFirst()
			.orElseThrow();
	}

}
