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

package org.gradiscope.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a file of ONNX says of its network for people and programs: its {@code metadata_props}. */
public final class OnnxMetadata {

	/** Of a model, a pair of texts. */
	private static final int ENTRY = 14;
	private static final int LONGEST = 1 << 20;
	private static final int MOST = 1000;

	private OnnxMetadata() {}

	/**
	 * The values by their keys, as they are written, of which nothing is checked. Of two with one key the
	 * later one is taken, as other programs do; of a file that cannot be read, none.
	 */
	public static Map<String, String> of(final Path network) {
		final Map<String, String> found = new LinkedHashMap<>();
		try (InputStream in = new BufferedInputStream(Files.newInputStream(network))) {
			final WireReader model = new WireReader(in, Files.size(network));
			while (model.next() && found.size() < MOST)
				if (model.field() == ENTRY && model.type() == WireReader.LENGTH && model.value() <= LONGEST)
					add(model.inner(), found);
			return found;
		}
		catch (final IOException e) {
			// Who reads the network says so.
			return Map.of();
		}
	}

	private static void add(final WireReader entry, final Map<String, String> found)
		throws IOException {
		String key = "";
		String value = "";
		while (entry.next())
			if (entry.field() == 1) key = entry.text(LONGEST);
			else if (entry.field() == 2) value = entry.text(LONGEST);
		found.put(key, value);
	}
}
