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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ImageStatistics;
import ij.process.StackStatistics;

import java.util.Map;

import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scijava.command.CommandModule;

/** {@code weights=random} is another network, each time the same. */
class WeightChoiceTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();
	@RegisterExtension
	static final QuietCommands BRIGHTNESS = QuietCommands.ofBrightness();

	private static ImagePlus kernels(final String weights) throws Exception {
		return (ImagePlus) COMMANDS.run(Kernels.class,
			Map.of("layer", "conv2", "view", "stack", "content", "0", "enlarge", "1", "weights", weights))
			.getOutput("output");
	}

	private static float[] values(final ImagePlus image) {
		return (float[]) image.getStack().getProcessor(3).getPixels();
	}

	@Test
	void theKernelsAreOthersOfTheSameDeviation() throws Exception {
		final ImagePlus trained = kernels("trained");
		final ImagePlus random = kernels("random");
		final float[] one = values(trained);
		final float[] other = values(random);
		for (int i = 0; i < one.length; i++)
			assertTrue(one[i] != other[i]);
		final ImageStatistics before = new StackStatistics(trained);
		final ImageStatistics after = new StackStatistics(random);
		assertEquals(1, after.stdDev / before.stdDev, 0.15);
		assertArrayEquals(other, values(kernels("random")));
		assertArrayEquals(one, values(kernels("trained")));
	}

	@Test
	void aRandomNetworkDoesNotKnowWhatTheTrainedOneKnows() throws Exception {
		assertTrue(nuclei("trained") > 0.8, "not recognized");
		assertTrue(nuclei("random") < 0.5, "recognized by chance");
	}

	/** Their probability. */
	private static double nuclei(final String weights) throws Exception {
		final CommandModule module = COMMANDS.run(Classify.class,
			Map.of("input",
				new ImagePlus("nuclei.tif",
					PixelType.RGB.processor(Micropatterns.draw(Pattern.NUCLEI, 64, 3).values())),
				"top", 12, "weights", weights));
		assertTrue(((ImagePlus) module.getOutput("bars")).getInfoProperty()
			.contains("\nweights: " + weights + "\n"));
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		for (int row = 0; row < table.size(); row++)
			if (table.getStringValue("label", row).equals("nuclei"))
				return table.getValue("probability", row);
		throw new AssertionError(table);
	}

	@Test
	void aNetworkWithoutWeightsIsRefused() {
		final String message = QuietCommands.error(() -> BRIGHTNESS.run(FeatureVisualization.class,
			Map.of("model", "brightness", "objective", "class", "weights", "random")));
		assertTrue(message.contains("cannot be re-initialized"), message);
	}

	@Test
	void otherWordsAreRefused() {
		assertEquals("The key 'weights' is one of trained, random, but 'none' was given.",
			QuietCommands.error(() -> kernels("none")));
	}
}
