package org.rolebindings.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

/**
 * A certificate of a server that nobody vouches for.
 *
 * @param keyStore the key store with the certificate and its key
 * @param pem the certificate alone
 */
public record TestCertificate(Path keyStore, Path pem) {

	private static final String PASSWORD = "changeit";

	/** Makes a certificate in a folder, for a name like {@code ip:127.0.0.1}. */
	public static TestCertificate create(Path folder, String name)
			throws IOException, InterruptedException, GeneralSecurityException {
		Path keyStore = folder.resolve(name.replaceAll("\\W", "-") + ".p12");
		Path keyTool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(List.of(keyTool.toString(), "-genkeypair", "-keystore",
				keyStore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", "server", "-keyalg",
				"EC", "-dname", "CN=Test", "-ext", "san=" + name, "-validity", "2"))
			.redirectErrorStream(true)
			.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IOException(said);
		}
		Path pem = folder.resolve(name.replaceAll("\\W", "-") + ".pem");
		Files.writeString(pem, toPem(keyStore));
		return new TestCertificate(keyStore, pem);
	}

	/** Has a server show this certificate, on a port of its own. */
	public WireMockConfiguration applyTo(WireMockConfiguration server) {
		return server.dynamicPort()
			.dynamicHttpsPort()
			.bindAddress("127.0.0.1")
			.keystorePath(this.keyStore.toString())
			.keystorePassword(PASSWORD)
			.keyManagerPassword(PASSWORD);
	}

	/** Makes servers' sockets that show this certificate. */
	SSLServerSocketFactory serverSockets() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(this.keyStore)) {
			store.load(in, PASSWORD.toCharArray());
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		return context.getServerSocketFactory();
	}

	private static String toPem(Path keyStore) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(keyStore)) {
			store.load(in, PASSWORD.toCharArray());
		}
		String body = Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded());
		return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
	}

}
