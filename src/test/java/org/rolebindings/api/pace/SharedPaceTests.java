package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.Locale;
import java.util.Arrays;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.rolebindings.api.http.ThrottlingServer;

class SharedPaceTests {

	@Test
	void explore() {
		for (int kind = 0; kind < 3; kind++) {
			for (int look : new int[] { -250 }) {
				for (int senders : new int[] { 16, 64 }) {
				double[] worst = { 9, 0, 9 , 9, 0, 9 , 9, 0, 9 , 9, 0, 9, 9, 0,9 };
				double[] sum = new double[15];
				for (int seed = 1; seed <= 20; seed++) {
					ThrottlingServer server = switch (kind) {
						case 0 -> ThrottlingServer.bucket((now) -> 150, 150);
						case 1 -> ThrottlingServer.bucket((now) -> 150, 15);
						case 2 -> ThrottlingServer.window((now) -> 150, Duration.ofSeconds(1));
						default -> ThrottlingServer.silent(ThrottlingServer.bucket((now) -> 150, 150));
					};
					SharedPaceSimulation.BACK = look < 0;
					SharedPaceSimulation simulation = new SharedPaceSimulation(server, 4, senders, Duration.ofMillis(50),
							Duration.ofMillis(Math.abs(look)), seed);
					int at = 0;
					for (int seconds : new int[] { 60, 73, 133, 600, 600 }) {
						SharedPaceSimulation.Result r = simulation.run(Duration.ofSeconds(seconds));
						worst[at] = Math.min(worst[at], r.used(150)); sum[at] += r.used(150) / 20;
						worst[at + 1] = Math.max(worst[at + 1], 100 * r.refusedShare()); sum[at + 1] += r.refusedShare() * 5;
						worst[at + 2] = Math.min(worst[at + 2], r.leastOfFairShare()); sum[at + 2] += r.leastOfFairShare() / 20;
						at += 3;
					}
				}
				StringBuilder line = new StringBuilder();
				for (int at = 0; at < 15; at += 3) {
					line.append(String.format(Locale.ROOT, " | %.2f(%.2f) %.2f%%(%.2f) %.2f(%.2f)", worst[at], sum[at], worst[at + 1], sum[at+1], worst[at + 2], sum[at + 2]));
				}
				System.out.printf(System.getProperty("delta") + " kind %d look %d senders %d: %s%n", kind, look, senders, line);
				}
			}
		}
	}

}
