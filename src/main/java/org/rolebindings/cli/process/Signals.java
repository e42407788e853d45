package org.rolebindings.cli.process;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Handles signals. The classes for that are not part of Java SE, so they are called by
 * reflection. A signal that the process was started to ignore stays ignored.
 */
public final class Signals {

	private static final int SIGNALLED = 128;

	private static final int SIGINT = 2;

	private static final int SIGTERM = 15;

	private Signals() {
	}

	/**
	 * Handles SIGINT and SIGTERM from now on. Without this the JVM would end at the first
	 * one without telling which it was, and ignore a second one.
	 * @param handler takes the exit code that the signal stands for, 130 or 143, on a
	 * thread of its own
	 */
	static void handle(IntConsumer handler) {
		handle("INT", SIGNALLED + SIGINT, handler);
		handle("TERM", SIGNALLED + SIGTERM, handler);
	}

	/**
	 * Does something each time that the terminal gets another size.
	 * @param action must be short; it runs on a thread of its own
	 */
	public static void onResize(Runnable action) {
		handle("WINCH", 0, (code) -> action.run());
	}

	private static void handle(String name, int exitCode, IntConsumer handler) {
		try {
			Class<?> signal = Class.forName("sun.misc.Signal");
			Class<?> type = Class.forName("sun.misc.SignalHandler");
			Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
					(self, method, arguments) -> {
						handler.accept(exitCode);
						return null;
					});
			signal.getMethod("handle", signal, type)
				.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
		}
		catch (ReflectiveOperationException ex) {
			// Then the JVM handles the signal
		}
	}

}
