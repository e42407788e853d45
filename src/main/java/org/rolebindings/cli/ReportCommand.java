package org.rolebindings.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.runs.RunArgument;
import org.rolebindings.cli.runs.RunsSession;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.report.RunReports;
import org.rolebindings.store.StateHold;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code report RUN}: writes a run's reports again. */
final class ReportCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	ReportCommand(Messages messages) {
		this.messages = messages;
		this.spec = Options.command(this,
				"Writes the reports of a run again, as they were at its end. It needs no key and sends nothing.",
				List.of(Options.pastRuns(), Options.output()));
		this.spec.addPositional(PositionalParamSpec.builder()
			.paramLabel(RunArgument.LABEL)
			.index("0")
			.type(String.class)
			.required(true)
			.description("The number of a run, or last for the run that was started last.")
			.build());
		CommandHelp.ofReport(this.spec);
	}

	@Override
	public String name() {
		return "report";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() {
		RunArgument named = RunArgument.of(this.spec.positionalParameters().get(0).getValue());
		return new RunsSession(this.spec, this.messages).run((application, printer) -> {
			RunLedger runs = application.get(RunLedger.class);
			// Nobody may be working on it, and it may have ended by then
			Run found = named.find(runs);
			application.get(StateHold.class).hold(found.identity().target(), Duration.ZERO);
			Run run = runs.get(found.number());
			printer.printReports(run, application.get(RunReports.class).writeAgain(run));
		});
	}

}
