/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.EngineHost;
import org.junit.jupiter.api.Test;

class NativeLoaderTest {

	@Test
	void theLibrariesOfThisPlatformLieInOneFolder() {
		final Path folder = new TensorFlowLibraries(EngineHost.NONE).obtain();
		for (final String library : NativePlatform.of(Loader.getPlatform()).libraries())
			assertTrue(Files.isRegularFile(folder.resolve(library)), library);
	}

	/** What users are told to lay is what the project is built with. */
	@Test
	void theJarHasTheNameAndTheFilesThatThePlatformSays() throws IOException {
		final NativePlatform platform = NativePlatform.of(Loader.getPlatform());
		final Path jar =
			new ClassPathLibraries(NativeLoaderTest.class.getClassLoader()).find(platform).get().where();
		assertEquals(platform.jar(), jar.getFileName().toString());
		assertTrue(new NativeJar(jar, platform).files().containsAll(platform.libraries()));
	}

	/** Another plugin's DJL is not led astray. In a process of its own, where nothing was loaded before. */
	@Test
	void whereTheLibrariesAreStaysOurs() throws IOException, InterruptedException {
		final Process process =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Load.class.getName())
				.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor());
		assertEquals("TENSORFLOW_LIBRARY_PATH null, ai.djl.offline true", said.strip());
	}

	/** Prints which properties are set after loading. */
	static final class Load {

		private Load() {}

		public static void main(final String... arguments) {
			NativeLoader.load();
			System.out
				.println("TENSORFLOW_LIBRARY_PATH " + System.getProperty("TENSORFLOW_LIBRARY_PATH") +
					", ai.djl.offline " + System.getProperty("ai.djl.offline"));
		}
	}

	/** DJL asks for its telemetry by HTTP; whatever goes by HTTP in this process asks here first. */
	@Test
	void loadingAsksNobodyOnTheNetwork() {
		final List<URI> asked = new ArrayList<>();
		final ProxySelector usual = ProxySelector.getDefault();
		ProxySelector.setDefault(new ProxySelector() {

			@Override
			public List<Proxy> select(final URI uri) {
				asked.add(uri);
				return List.of(Proxy.NO_PROXY);
			}

			@Override
			public void connectFailed(final URI uri, final SocketAddress address, final IOException e) {
				asked.add(uri);
			}
		});
		try {
			NativeLoader.load();
			ai.djl.engine.Engine.getEngine("TensorFlow").newModel("none", null).close();
			ai.djl.util.Ec2Utils.callHome("TensorFlow");
		}
		finally {
			ProxySelector.setDefault(usual);
		}
		assertEquals(List.of(), asked);
	}
}
