package org.rolebindings.cli;

import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.runs.RunArgument;
import org.rolebindings.cli.runs.RunsSession;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.ledger.RunLedger;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code runs}: past and unfinished runs; {@code runs show RUN}: one in full. */
final class RunsCommand implements Command, Callable<Integer> {

	private static final String SHOW = "show";

	private final Messages messages;

	private final CommandSpec spec;

	RunsCommand(Messages messages) {
		this.messages = messages;
		this.spec = Options.command(this,
				"Lists past and unfinished runs, the newest first. It needs no key and sends nothing.",
				List.of(Options.pastRuns(), Options.output()));
		this.spec.addPositional(PositionalParamSpec.builder()
			.paramLabel("[show RUN]")
			.hideParamSyntax(true)
			.index("0..*")
			.arity("0..*")
			.type(List.class)
			.auxiliaryTypes(String.class)
			.description("Show one run in full: its number, or last for the run that was started last.")
			.build());
		CommandHelp.ofRuns(this.spec);
	}

	@Override
	public String name() {
		return "runs";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() {
		RunArgument shown = shown();
		return new RunsSession(this.spec, this.messages).run((application, printer) -> {
			RunLedger runs = application.get(RunLedger.class);
			if (shown == null) {
				printer.printList(runs.all());
			}
			else {
				printer.printOne(shown.find(runs));
			}
		});
	}

	private @Nullable RunArgument shown() {
		List<String> words = this.spec.positionalParameters().get(0).getValue();
		if (words == null || words.isEmpty()) {
			return null;
		}
		if (words.size() != 2 || !words.get(0).equals(SHOW)) {
			String run = words.get(words.size() - 1);
			throw new InvalidSettingException("runs takes nothing, or show and a RUN. Type, for instance: "
					+ NextCommand.shown(List.of("runs", SHOW, RunArgument.isValid(run) ? run : "last")));
		}
		return RunArgument.of(words.get(1));
	}

}
