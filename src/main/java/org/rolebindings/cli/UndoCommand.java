package org.rolebindings.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.EndMetrics;
import org.rolebindings.cli.app.RunSession;
import org.rolebindings.cli.app.RunsApplication;
import org.rolebindings.cli.app.UndoApplication;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.plan.PlanRun;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.runs.RunArgument;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.cli.settings.RemoteSettings;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.cli.undo.NothingLeft;
import org.rolebindings.cli.undo.RemovalSession;
import org.rolebindings.cli.undo.RemovalSettings;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.undo.RemovalPlanner;
import org.rolebindings.job.undo.UndoRequest;
import org.rolebindings.job.undo.Undoing;
import org.rolebindings.job.undo.UndoneReport;
import org.rolebindings.job.undo.UndoneRun;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.store.StoreProperties;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code undo RUN}: takes back what a run did. */
final class UndoCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	private volatile NextCommand next;

	UndoCommand(Messages messages) {
		this.messages = messages;
		this.spec = Options.command(this,
				"Takes back what an import did: deletes the bindings that it created, and gives those that it updated "
						+ "their former role back. What somebody has changed since is left alone. If an undo was "
						+ "broken off, the same command goes on from there.",
				List.of(Options.undoing(), Options.distributing(), Options.api(), Options.planOutput()));
		this.spec.addPositional(PositionalParamSpec.builder()
			.paramLabel(RunArgument.LABEL)
			.index("0")
			.arity("0..1")
			.type(String.class)
			.description("The number of an import, or last for the run that was started last; not with --from.")
			.build());
		CommandHelp.ofUndo(this.spec);
		this.next = new NextCommand(this.spec);
	}

	@Override
	public String name() {
		return "undo";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() {
		Settings settings = PlanRun.ofDryRun(Settings.ofAnyAddress(this.spec.commandLine().getParseResult()));
		RemoteSettings.check(settings);
		settings.check(CliProperties.class, ImportProperties.class, StoreProperties.class, MetricsFileProperties.class,
				ReportProperties.class, OutageProperties.class, RemovalSettings.class);
		if (settings.bind(CliProperties.class).sandbox()) {
			throw new InvalidSettingException(
					"A sandbox is asked for, but an undo goes to the account of its run. Turn the sandbox off for it.");
		}
		String word = this.spec.positionalParameters().get(0).getValue();
		Path from = settings.bind(RemovalSettings.class).from();
		if ((word == null) == (from == null)) {
			throw new InvalidSettingException(
					"undo takes a RUN, or --from SUCCEEDED.csv" + ((word == null) ? "." : ", and not both."));
		}
		RunArgument run = (word != null) ? RunArgument.of(word) : null;
		return RunSession.call(() -> this.next, settings, this.messages,
				(signals, metrics) -> run(settings, run, from, signals, metrics));
	}

	private int run(Settings settings, @Nullable RunArgument run, @Nullable Path from, SignalStop signals,
			EndMetrics metrics) {
		Path only = settings.bind(RemovalSettings.class).only();
		InputFile lines = (only != null) ? InputFile.of(only) : null;
		if (from != null) {
			InputFile report = new InputFile(InputFile.of(from).path(), from.toString());
			return undo(ofReport(settings, report), new UndoRequest(null, report, lines), signals, metrics);
		}
		Run undone = find(settings, run);
		this.next = this.next.undoing(undone.number());
		return undo(settings.addressed(undone.identity().target(), "run " + undone.number()),
				new UndoRequest(undone.number(), null, lines), signals, metrics);
	}

	/** The account is that of the run, which the state knows. */
	private Run find(Settings settings, @Nullable RunArgument run) {
		try (Application application = RunsApplication.start(settings, this.messages)) {
			return UndoneRun.find((run != null) ? run.number() : null, application.get(RunLedger.class));
		}
	}

	private Settings ofReport(Settings settings, InputFile report) {
		String target = UndoneReport.of(report).target();
		if (target != null) {
			return settings.addressed(target, report.name());
		}
		Settings all = PlanRun.ofDryRun(Settings.of(this.spec.commandLine().getParseResult()));
		if (!all.has("base-url") && !all.has("region")) {
			throw new InvalidSettingException("There is no summary.json beside " + report.name()
					+ ", which would tell the account; give --base-url or --region.");
		}
		return all;
	}

	private int undo(Settings settings, UndoRequest request, SignalStop signals, EndMetrics metrics) {
		settings.check(ApiProperties.class);
		try (Application application = Application.start(UndoApplication.class, settings, this.messages)) {
			RemovalSession session = new RemovalSession(application, this.messages, signals, metrics, this.next);
			if (settings.bind(RemovalSettings.class).dryRun()) {
				return PlanRun.callRemoval(this.spec, application, this.next,
						(advisor) -> application.get(RemovalPlanner.class).planUndo(request, advisor));
			}
			return session.runIfAny(settings.bind(RemovalSettings.class).yes(),
					(confirmation) -> application.get(Undoing.class).undo(request, confirmation, this.next.takeUp()),
					() -> NothingLeft.describe(request, application.get(RunLedger.class),
							application.get(RemovalLedger.class)));
		}
	}

}
