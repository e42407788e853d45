/** wrk, which sends one create over and over: what the server and the machine can do. */
final class Wrk {

	private Wrk() {
	}

	/**
	 * Runs it.
	 * @param settings the settings
	 * @param server the server
	 * @param connections how many requests are in flight
	 * @param seconds for how long
	 * @return creates a second, as the server has counted them
	 */
	static double run(Settings settings, Server server, int connections, int seconds) {
		server.reset();
		Finished.runWell(
				Command.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "-s",
						settings.bench().resolve("peers/create.lua"), server.url() + "/v2/role-bindings"),
				settings.target().resolve("logs/wrk.log"));
		pause(300);
		return server.stats().perSecond();
	}

	/** Lets the answers become due that wrk has not waited for. */
	private static void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
