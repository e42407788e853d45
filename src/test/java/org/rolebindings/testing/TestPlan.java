package org.rolebindings.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import org.rolebindings.sandbox.bindings.SandboxBinding;

/** Writes a plan as the command does, for a file without quotes. */
public final class TestPlan {

	private static final String ADDED = ",line,action,current_role_id,binding_id,error_code,message";

	private TestPlan() {
	}

	/**
	 * Plans a file.
	 * @param bindings what is in place
	 * @return the plan's {@code plan.csv}, in a folder beside the file
	 */
	public static Path write(Path file, URI target, List<SandboxBinding> bindings, String onConflict) {
		try {
			List<String> lines = Files.readAllLines(file);
			List<String> plan = new ArrayList<>(List.of(lines.get(0) + ADDED));
			for (int i = 1; i < lines.size(); i++) {
				String line = lines.get(i);
				String there = bindings.stream()
					.filter((binding) -> line
						.contains("," + binding.userId() + "," + binding.resourceType() + "," + binding.resourceId()))
					.map((binding) -> binding.roleId() + "," + binding.id())
					.findFirst()
					.orElse(",");
				plan.add(line + "," + (i + 1) + ",NONE," + there + ",,");
			}
			Path folder = Files.createDirectories(file.resolveSibling(file.getFileName() + "-plan"));
			Files.writeString(folder.resolve("summary.json"), """
					{"run": null, "status": "COMPLETED", "file": "%s", "sha256": "%s", "target": "%s", "rows": %d,
					 "kind": "plan", "options": {"on_conflict": "%s", "on_invalid": "skip", "delimiter": ","}}
					""".formatted(file.getFileName(), sha256(file), target, lines.size() - 1, onConflict));
			return Files.writeString(folder.resolve("plan.csv"),
					plan.stream().collect(Collectors.joining("\n", "", "\n")));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	public static String sha256(Path file) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
		}
		catch (IOException | NoSuchAlgorithmException ex) {
			throw new AssertionError(ex);
		}
	}

}
