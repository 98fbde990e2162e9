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

package org.gradiscope.model.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where models land, on each system and wherever a user moves them. */
class ModelCacheTest {

	@ParameterizedTest
	@CsvSource({ //
		"Linux, , /home/a/.cache/gradiscope/models", //
		"Linux, XDG_CACHE_HOME=/fast, /fast/gradiscope/models", //
		"Linux, XDG_CACHE_HOME=relative, /home/a/.cache/gradiscope/models", //
		"Mac OS X, XDG_CACHE_HOME=/fast, /home/a/Library/Caches/gradiscope/models", //
		"Windows 11, LOCALAPPDATA=/home/a/local, /home/a/local/gradiscope/models", //
		"Windows 11, , /home/a/AppData/Local/gradiscope/models", //
		"Linux, GRADISCOPE_MODELS=/mine, /mine", //
		"Linux, 'GRADISCOPE_MODELS= \t', /home/a/.cache/gradiscope/models", //
		"Windows 11, 'LOCALAPPDATA= ', /home/a/AppData/Local/gradiscope/models", //
		"Linux, 'XDG_CACHE_HOME= ', /home/a/.cache/gradiscope/models", //
		"Linux, GRADISCOPE_MODELS= , /home/a/.cache/gradiscope/models" })
	void theFolderIsTheSystemsOwnOrTheUsers(final String system, final String variable,
		final String expected) {
		final Map<String, String> variables = new HashMap<>();
		if (variable != null) variables.put(variable.split("=")[0], variable.replaceFirst(".*?=", ""));
		final Map<String, String> properties =
			new HashMap<>(Map.of("os.name", system, "user.home", "/home/a"));
		assertEquals(Path.of(expected), ModelCache.folder(properties::get, variables::get));
		properties.put(ModelCache.PROPERTY, "/stated");
		assertEquals(Path.of("/stated"), ModelCache.folder(properties::get, variables::get));
	}
}
