package org.rolebindings.cli.plan;

import java.io.IOException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.PlanApplication;
import org.rolebindings.cli.console.ConsoleProgress;
import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.settings.AgeLimit;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.FileAge;
import org.rolebindings.cli.settings.FileArgument;
import org.rolebindings.cli.settings.FileCommands;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.job.plan.FilePlanner;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.plan.PlanAdvice;
import org.rolebindings.job.plan.PlanProperties;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.stop.StopSwitch;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Plans an import for {@code plan} and {@code import --dry-run}, and prints the plans of
 * the dry runs of {@code undo} and {@code revoke}.
 */
public final class PlanRun {

	private final CommandSpec spec;

	private final Messages messages;

	/**
	 * Prepares a plan.
	 * @param spec the command, parsed
	 * @param messages prints messages
	 */
	public PlanRun(CommandSpec spec, Messages messages) {
		this.spec = spec;
		this.messages = messages;
	}

	/**
	 * Tells whether an import is only to be planned.
	 * @param settings the settings of an import
	 * @throws InvalidSettingException if an option of a plan is given without
	 * {@code --dry-run}
	 */
	public static boolean isDryRun(Settings settings) {
		if (settings.has("dry-run") && settings.bind(PlanSettings.class).dryRun()) {
			if (settings.hasOption("plan")) {
				throw new InvalidSettingException(
						"--plan and --dry-run exclude each other; a dry run makes a plan of its own.");
			}
			return true;
		}
		for (String option : new String[] { "extra", "exit-code" }) {
			if (settings.hasOption(option)) {
				throw new InvalidSettingException("--" + option + " needs --dry-run; an import itself has no plan.");
			}
		}
		return false;
	}

	/**
	 * Plans, and prints the plan.
	 * @param given the settings
	 * @return the exit code
	 */
	public int call(Settings given) {
		PlanSettings plan = given.bind(PlanSettings.class);
		Settings settings = printedAsText(given);
		settings.check(AgeLimit.class, ApiProperties.class, CliProperties.class, ImportProperties.class,
				PlanProperties.class, ReportProperties.class, OutageProperties.class, SandboxProperties.class);
		FileCommands.checkInputs(this.spec, settings);
		FailurePrinter failures = FailurePrinter.of(settings, this.messages);
		NextCommand next = new NextCommand(this.spec);
		try (SignalStop signals = SignalStop
			.install((code) -> failures.printStopped(SignalStop.NOTHING_SENT, code, next.again()))) {
			try {
				return plan(plan, settings, signals);
			}
			catch (IOException | RuntimeException ex) {
				int exitCode = signals.exitCode(Failures.exitCode(ex).code());
				failures.print(ex, exitCode, next.after(ex));
				return exitCode;
			}
		}
	}

	private int plan(PlanSettings plan, Settings settings, SignalStop signals) throws IOException {
		try (FileArgument file = FileArgument.open(FileCommands.file(this.spec), signals);
				Application application = Application.start(PlanApplication.class, settings, this.messages)) {
			signals.stopping(application.get(StopSwitch.class)::stop);
			application.get(FileAge.class).check(file);
			return print(plan, application, new NextCommand(this.spec),
					(advisor) -> application.get(FilePlanner.class).plan(file.file(), advisor));
		}
	}

	private static int print(PlanSettings plan, Application application, NextCommand next,
			Function<Function<Plan, PlanAdvice>, Plan> planner) {
		Function<Plan, PlanResult> results = (made) -> PlanResult.of(made, application.get(ImportProperties.class),
				plan.exitCode());
		Function<PlanResult, @Nullable PlanNextStep> steps = (result) -> PlanNextStep.of(result,
				application.get(CliProperties.class).sandbox(), next);
		Plan made = planner.apply((unpublished) -> PlanNextStep.advice(results.apply(unpublished), steps));
		application.get(ConsoleProgress.class).close();
		PlanResult result = results.apply(made);
		PlanNextStep step = steps.apply(result);
		switch (plan.output()) {
			case TEXT -> new TextPlan(System.out).print(result, step);
			case MARKDOWN -> new MarkdownPlan(System.out).print(result, step);
			case JSON -> System.out
				.print(made.reports().toJson(result.exitCode().code(), (step != null) ? step.command() : null));
		}
		return result.exitCode().code();
	}

	/**
	 * Plans an undo or a revoke, and prints the plan.
	 * @param spec the command, parsed
	 * @param application the application of the command, whose settings are those
	 * {@linkplain #ofDryRun of a dry run}
	 * @param next knows the command to run next
	 * @param planner makes and writes the plan, with the advice on its page
	 * @return the exit code
	 */
	public static int callRemoval(CommandSpec spec, Application application, NextCommand next,
			Function<Function<Plan, PlanAdvice>, Plan> planner) {
		return print(Settings.ofAnyAddress(spec.commandLine().getParseResult()).bind(PlanSettings.class), application,
				next, planner);
	}

	/**
	 * Returns the settings for the application of an undo or a revoke. Only a dry run is
	 * printed as Markdown.
	 * @param given the settings of the command
	 */
	public static Settings ofDryRun(Settings given) {
		return (given.has("dry-run") && given.bind(PlanSettings.class).dryRun()) ? printedAsText(given) : given;
	}

	private static Settings printedAsText(Settings given) {
		boolean isMarkdown = given.bind(PlanSettings.class).output() == PlanSettings.Output.MARKDOWN;
		return isMarkdown ? given.with("output", "text") : given;
	}

}
