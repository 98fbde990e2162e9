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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.EngineException;
import org.junit.jupiter.api.Test;

class NativesTest {

	@Test
	void aPlatformWithoutNativesIsNamedWithTheRemedy() {
		final String message = assertThrows(EngineException.class, () -> Natives.fromClassPath(
			"linux-riscv64")).getMessage();
		assertTrue(message.startsWith("There is no TensorFlow library for linux-riscv64: put " +
			"org.tensorflow:tensorflow-core-native:1.0.0 with the classifier linux-riscv64 on"), message);
		assertEquals(1, message.lines().count());
	}

	@Test
	void theLibrariesOfThisPlatformLieInOneFolder() {
		final var folder = Natives.fromClassPath(Loader.getPlatform());
		assertTrue(folder.isDirectory());
		assertTrue(folder.list().length >= 2);
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
			Natives.load();
			ai.djl.engine.Engine.getEngine("TensorFlow").newModel("none", null).close();
			ai.djl.util.Ec2Utils.callHome("TensorFlow");
		}
		finally {
			ProxySelector.setDefault(usual);
		}
		assertEquals(List.of(), asked);
	}
}
