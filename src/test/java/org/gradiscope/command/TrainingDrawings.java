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

package org.gradiscope.command;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;

/** What tests of training train on, and what they look for afterwards. */
final class TrainingDrawings {

	private static final int SIDE = 40;

	private TrainingDrawings() {}

	/** Drawings of each pattern, called after it. */
	static ImagePlus of(final int each, final int seed, final Pattern... patterns) {
		final ImageStack stack = new ImageStack(SIDE, SIDE);
		for (final Pattern pattern : patterns)
			for (int n = 0; n < each; n++)
				stack.addSlice(pattern.toString().toLowerCase() + " " + n,
					PixelType.RGB.processor(Micropatterns.draw(pattern, SIDE, 1000L * seed + n).values())
						.convertToByte(false));
		return new ImagePlus("drawings.tif", stack);
	}

	/** What a network says of all slices. */
	static String scores(final QuietCommands commands, final ImagePlus drawings, final String model)
		throws Exception {
		final ResultsTable table = (ResultsTable) commands
			.run(Classify.class, Map.of("input", drawings, "model", model, "top", 3)).getOutput("table");
		final StringBuilder said = new StringBuilder();
		for (int row = 0; row < table.size(); row++)
			said.append(table.getRowAsString(row)).append('\n');
		return said.toString();
	}

	/** The descriptor, in one line, so that it does not matter where it is broken. */
	static String yaml(final Path folder) throws IOException {
		return Files.readString(folder.resolve("gradiscope.yaml")).replaceAll("[\\s'\"]+", " ");
	}

	static byte[] graph(final Path folder) throws IOException {
		return Files.readAllBytes(folder.resolve("frozen_graph.pb"));
	}
}
