package org.rolebindings.crash.remote;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.crash.MortalImport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Test of the packaged program as a manager and three workers, of which one is killed.
 * The other tests of this package have all other faults.
 */
class RemoteWorkersIT {

	@TempDir
	Path folder;

	@Test
	void importWhenOneOfThreeWorkersIsKilledIsExact() {
		try (RemoteSite site = new RemoteSite(this.folder); RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			RemoteWorker victim = workers.get(0);
			victim.atRequest(50, victim.process()::kill);
			run.endLeasesOf(victim.process());
			run.assertEnds(manager);
			victim.process().assertEnds(MortalImport.KILLED);
			assertThat(workers).allSatisfy((worker) -> assertThat(worker.machine().api().parcels()).isGreaterThan(40));
		}
	}

}
