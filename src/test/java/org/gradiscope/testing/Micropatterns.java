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

package org.gradiscope.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.pattern.PatternGenerator;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** The embedded network and fresh drawings for it. */
public final class Micropatterns {

	private static Network shared;

	private Micropatterns() {}

	/** The one that the tests of this JVM share, and nobody closes. */
	public static synchronized Network network() {
		if (shared == null) shared = open();
		return shared;
	}

	/** One of the caller's own. */
	public static Network open() {
		return Engine.load().open(ModelStore.find(ModelStore.EMBEDDED));
	}

	/** Another network that says the same: a copy in a folder that is made. */
	public static Path copy(final Path folder) throws IOException {
		Files.createDirectories(folder);
		for (final String file : List.of("frozen_graph.pb", "gradiscope.yaml"))
			try (InputStream in =
				ModelStore.class.getResourceAsStream("/org/gradiscope/model/micropatterns/" + file)) {
				Files.write(folder.resolve(file), in.readAllBytes());
			}
		return folder;
	}

	/** A draw in integer grey levels, as an 8-bit file holds it. */
	public static Pixels draw(final Pattern pattern, final int side, final long seed) {
		final Pixels image = PatternGenerator.draw(pattern, side, side, seed);
		final Tensor rounded = image.values().copy();
		for (int i = 0; i < rounded.size(); i++)
			rounded.data()[i] = Math.round(rounded.data()[i]);
		return image.with(rounded);
	}
}
