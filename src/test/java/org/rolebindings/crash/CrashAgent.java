package org.rolebindings.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Kills the process that it is an agent of, with a real SIGKILL, when a method is entered
 * or left.
 * <p>
 * Its argument is {@code class#method:before:n} or {@code class#method:after:n}, for the
 * nth time that this happens. Several of them, with {@code >} between them, have to
 * happen one after the other and on the same thread.
 */
public final class CrashAgent {

	private static List<Step> steps = List.of();

	private static @Nullable OutputStream killer;

	private static @Nullable Thread thread;

	private static int done;

	private static int times;

	private CrashAgent() {
	}

	/** One step on the way to the moment. */
	private record Step(String point, int times) {

		static Step parse(String text) {
			int colon = text.lastIndexOf(':');
			return new Step(text.substring(0, colon).strip(), Integer.parseInt(text.substring(colon + 1).strip()));
		}

		String className() {
			return this.point.substring(0, this.point.indexOf('#')).replace('.', '/');
		}

	}

	/**
	 * Begins to watch. A helper is started here already, so that nothing but one byte
	 * lies between the moment and the signal.
	 */
	public static void premain(String moment, Instrumentation instrumentation) throws IOException {
		steps = Arrays.stream(moment.split(">", -1)).map(Step::parse).toList();
		killer = new ProcessBuilder("sh", "-c", "read moment && kill -KILL " + ProcessHandle.current().pid()).start()
			.getOutputStream();
		Set<String> points = new HashSet<>();
		Set<String> classes = new HashSet<>();
		for (Step step : steps) {
			points.add(step.point());
			classes.add(step.className());
		}
		instrumentation.addTransformer(new PointMaker(classes, points));
	}

	/** Called by the methods that are watched. The moment is held until the end. */
	public static synchronized void reached(String point) {
		if (thread != null && thread != Thread.currentThread()) {
			return;
		}
		Step step = steps.get(done);
		if (!step.point().equals(point) || ++times < step.times()) {
			return;
		}
		times = 0;
		thread = Thread.currentThread();
		if (++done == steps.size()) {
			die();
		}
	}

	private static void die() {
		try (OutputStream helper = killer) {
			if (helper != null) {
				helper.write('\n');
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		while (true) {
			LockSupport.park();
		}
	}

}
