package org.rolebindings.cli;

import java.lang.reflect.Proxy;

/**
 * Has another SIGINT or SIGTERM end the process at once. The JVM by itself does not heed
 * it while it waits for what the first one set off. What signals go through is no part of
 * Java SE, so it is called only where it is there.
 */
final class SecondSignal {

	private static final int SIGNALLED = 128;

	private static final int SIGINT = 2;

	private static final int SIGTERM = 15;

	private SecondSignal() {
	}

	static void endsAtOnce() {
		endsAtOnce("INT", SIGNALLED + SIGINT);
		endsAtOnce("TERM", SIGNALLED + SIGTERM);
	}

	private static void endsAtOnce(String name, int exitCode) {
		try {
			Class<?> signal = Class.forName("sun.misc.Signal");
			Class<?> handler = Class.forName("sun.misc.SignalHandler");
			Object halt = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] { handler },
					(proxy, method, arguments) -> {
						Runtime.getRuntime().halt(exitCode);
						return null;
					});
			signal.getMethod("handle", signal, handler)
				.invoke(null, signal.getConstructor(String.class).newInstance(name), halt);
		}
		catch (ReflectiveOperationException ex) {
			// Then the first one has to do, which ends within seconds.
		}
	}

}
