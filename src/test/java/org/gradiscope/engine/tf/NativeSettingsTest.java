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

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** What users can set, by properties and by variables. */
class NativeSettingsTest {

	private final Map<String, String> properties =
		new HashMap<>(Map.of("os.name", "Linux", "user.home", "/home/a"));
	private final Map<String, String> variables = new HashMap<>();

	private NativeSettings settings() {
		return NativeSettings.of(properties::get, variables::get);
	}

	@Test
	void nothingSetIsTheCacheAndNoDownload() {
		assertEquals(new NativeSettings(Optional.empty(), Path.of("/home/a/.cache/gradiscope/natives"),
			false, false), settings());
	}

	@Test
	void thePropertyOfTheFolderWinsOverTheVariable() {
		variables.put("GRADISCOPE_NATIVES", "/mine");
		assertEquals(new NativeSettings(Optional.empty(), Path.of("/mine"), true, false), settings());
		properties.put("gradiscope.natives", "/other");
		assertEquals(Path.of("/other"), settings().folder());
	}

	@Test
	void onlyTrueAgrees() {
		variables.put("GRADISCOPE_DOWNLOAD", "yes");
		assertEquals(false, settings().download());
		variables.put("GRADISCOPE_DOWNLOAD", "true");
		assertEquals(true, settings().download());
		properties.put("gradiscope.download", "false");
		assertEquals(false, settings().download());
	}

	/** As DJL reads it, so that what is checked is what is loaded. */
	@Test
	void ofTensorFlowsOwnTheVariableWins() {
		properties.put("TENSORFLOW_LIBRARY_PATH", "/a");
		assertEquals(Optional.of(Path.of("/a")), settings().libraries());
		variables.put("TENSORFLOW_LIBRARY_PATH",
			"/nowhere" + java.io.File.pathSeparator + System.getProperty("java.io.tmpdir"));
		assertEquals(Optional.of(Path.of(System.getProperty("java.io.tmpdir"))),
			settings().libraries());
	}
}
