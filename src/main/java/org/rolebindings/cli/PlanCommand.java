package org.rolebindings.cli;

import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.plan.PlanRun;
import org.rolebindings.cli.settings.FileCommands;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.cli.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;

/** {@code plan FILE}: says what an import would do, and changes nothing. */
final class PlanCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	PlanCommand(Messages messages) {
		this.messages = messages;
		this.spec = FileCommands.spec(this,
				"Reads what is in place and says what an import of a CSV would do with each row. It sends nothing "
						+ "but GETs, and changes nothing.",
				List.of(Options.planning(), Options.importedFile(), Options.api(), Options.sandbox(),
						Options.planOutput()));
		CommandHelp.ofPlan(this.spec);
	}

	@Override
	public String name() {
		return "plan";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() {
		return new PlanRun(this.spec, this.messages).call(Settings.of(this.spec.commandLine().getParseResult()));
	}

}
