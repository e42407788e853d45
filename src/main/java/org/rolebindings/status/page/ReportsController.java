package org.rolebindings.status.page;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.rolebindings.report.WrittenReports;
import org.rolebindings.status.model.History;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Serves the reports of the last runs. No path comes from a request: a run leads to the
 * folder that its import named, and a name to one of the known files in it.
 */
@RestController
public final class ReportsController {

	private final History history;

	public ReportsController(History history) {
		this.history = history;
	}

	@GetMapping("/reports/{run:\\d{1,18}}/{name:.+}")
	ResponseEntity<Resource> report(@PathVariable("run") long run, @PathVariable("name") String name) {
		return ReportLink.named(name)
			.flatMap((report) -> this.history.reports(run)
				.map(WrittenReports::folder)
				.filter((folder) -> report.isIn(folder))
				.map((folder) -> answer(report, folder)))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	private static ResponseEntity<Resource> answer(ReportLink report, Path folder) {
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(report.type());
		if (report.isPage()) {
			// It has a stricter policy of its own, which names its styles and its script.
			// A
			// page of an earlier version, too, must have no access to this origin
			answer.header("Content-Security-Policy",
					"default-src 'none'; style-src 'unsafe-inline'; "
							+ "script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
							+ "frame-ancestors 'none'; sandbox allow-scripts allow-downloads");
		}
		ContentDisposition.Builder disposition = report.isSheet() ? ContentDisposition.attachment()
				: ContentDisposition.inline();
		String name = folder.getFileName() + "-" + report.fileName();
		return answer
			.header(HttpHeaders.CONTENT_DISPOSITION,
					disposition.filename(name, StandardCharsets.UTF_8).build().toString())
			.body(new FileSystemResource(report.in(folder)));
	}

}
