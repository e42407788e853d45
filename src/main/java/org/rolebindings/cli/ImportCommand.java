package org.rolebindings.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.api.ApiProperties;
import org.rolebindings.api.StopSwitch;
import org.rolebindings.csv.InputFile;
import org.rolebindings.job.ImportProperties;
import org.rolebindings.job.ImportResult;
import org.rolebindings.job.Importer;
import org.rolebindings.ledger.LedgerProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import picocli.CommandLine.Model.CommandSpec;

/** {@code import FILE}: puts every row of a file in place. */
final class ImportCommand implements Command, Callable<Integer> {

	private static final String STDIN = "-";

	private final CommandSpec spec;

	private final String[] args;

	ImportCommand(String[] args) {
		this.args = args;
		this.spec = FileCommands.spec(this,
				"Puts every row of a CSV in place, and leaves a report from which every row's fate can be read. "
						+ "An import that was broken off goes on where it stopped when the same command is given again.",
				List.of(Options.importing(), Options.file(), Options.api(), Options.sandbox(), Options.output()));
		this.spec.usageMessage()
			.exitCodeList(new java.util.LinkedHashMap<>(java.util.Map.of()))
			.footer(FileCommands.EXIT_CODES);
	}

	@Override
	public String name() {
		return "import";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() throws IOException {
		Settings settings = Settings.of(this.spec.commandLine().getParseResult());
		settings.check(ApiProperties.class, CliProperties.class, ImportProperties.class, LedgerProperties.class,
				ReportProperties.class, SandboxProperties.class);
		String argument = FileCommands.file(this.spec);
		InputFile named = argument.equals(STDIN) ? null : InputFile.of(Path.of(argument));
		try (Application application = Application.start(ImportApplication.class, settings);
				SignalStop signals = SignalStop.install(application.get(StopSwitch.class))) {
			if (named != null) {
				return run(application, named);
			}
			InputFile spooled = InputFile.spool(System.in, application.get(LedgerProperties.class).state());
			try {
				return run(application, spooled);
			}
			finally {
				Files.deleteIfExists(spooled.path());
			}
		}
	}

	private int run(Application application, InputFile file) {
		ImportResult result = application.get(Importer.class).run(file);
		application.get(ConsoleProgress.class).close();
		CliProperties properties = application.get(CliProperties.class);
		return new ImportPrinter(System.out, System.err, properties, this.args).print(result);
	}

}
