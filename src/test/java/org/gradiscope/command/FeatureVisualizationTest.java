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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All objectives through the command, on the embedded network. */
class FeatureVisualizationTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	@TempDir
	private Path folder;

	private static ImagePlus draw(final Object... values) throws Exception {
		return (ImagePlus) COMMANDS
			.run(FeatureVisualization.class, Map.of("size", 32, "steps", 3, "layer", "conv4"), values)
			.getOutput("output");
	}

	private static String error(final Object... values) {
		return QuietCommands.error(() -> draw(values));
	}

	private static void assertRecipe(final String expected, final ImagePlus drawn) {
		assertTrue(drawn.getInfoProperty().contains(expected), drawn.getInfoProperty());
	}

	@Test
	void eachObjectiveSaysItsFormula() throws Exception {
		assertRecipe("objective: [mean(conv4[5])]", draw("channel", "5"));
		// 32 and twice the margin of 6 are 44 pixels, of which conv4 has 11 positions.
		assertRecipe("objective: [mean(conv4@5,5[5])]", draw("objective", "neuron", "channel", "5"));
		assertRecipe("objective: [mean(conv4@2,3[5])]",
			draw("objective", "neuron", "channel", "5", "position", "2, 3"));
		assertRecipe("objective: [mean(conv4^2)]", draw("objective", "layer"));
		assertRecipe("mean(conv4 * constant 64)",
			draw("objective", "direction", "direction", "3:1, 7:-0.5"));
		assertRecipe("(mean(conv4[5]) + -0.5 mean(conv5[2]))",
			draw("channel", "5", "also", "conv5/2:-0.5"));
		assertRecipe("(mean(conv4[1, 2]) + -0.5 mean(conv5[2]))",
			draw("channel", "1,2", "also", "conv5/2:-0.5"));
		assertRecipe("(mean(logits[3]) + mean(conv5@1,0[2]))",
			draw("objective", "class", "target", "3", "also", "conv5/2@1,0"));
		assertRecipe("similarity(gram(conv4))", draw("channel", "5", "pictures", 2));
	}

	@Test
	void classesAreNamed() throws Exception {
		final ImagePlus stack =
			draw("objective", "class", "target", "bacteria; nuclei", "view", "stack");
		assertEquals(2, stack.getStackSize());
		assertEquals("bacteria", stack.getStack().getSliceLabel(1));
		assertEquals("nuclei", stack.getStack().getSliceLabel(2));
	}

	@Test
	void severalAreAMontageOrAStack() throws Exception {
		final ImagePlus montage = draw("channel", "0,3-5");
		assertEquals(1, montage.getStackSize());
		assertEquals(8 + 2 * (224 + 8), montage.getWidth());
		final ImagePlus stack = draw("channel", "1", "sign", "both", "view", "stack");
		assertEquals(2, stack.getStackSize());
		assertEquals(32, stack.getWidth());
	}

	@Test
	void ofAReferenceThePictureHasTheSize() throws Exception {
		final Path file = folder.resolve("nuclei.tif");
		IJ.saveAsTiff(
			new ImagePlus("nuclei",
				PixelType.RGB.processor(Micropatterns.draw(Pattern.NUCLEI, 40, 1).values())),
			file.toString());
		for (final String objective : List.of("inversion", "caricature")) {
			final ImagePlus drawn = draw("objective", objective, "reference", file.toString());
			assertEquals(40, drawn.getWidth());
			assertRecipe("value of " + objective + " of conv4: ", drawn);
			assertRecipe(objective.equals("inversion") ? "contrast=0.0" : "contrast=2.5[smoothness=4.0]",
				drawn);
		}
	}

	@Test
	void withoutPriorsAnotherPictureComesOut() throws Exception {
		final ImagePlus bare = draw("channel", "5", "priors", false);
		assertRecipe("basis=pixel", bare);
		assertRecipe("decorrelate=false", bare);
		assertRecipe("contrast=0.0", bare);
		assertRecipe("basis=fourier[decay=1.0]", draw("channel", "5"));
		assertRecipe("contrast=2.5[smoothness=4.0]", draw("channel", "5"));
		assertRecipe("contrast=0.7[smoothness=4.0]", draw("channel", "5", "contrast", "0.7"));
		assertRecipe("contrast=2.5[smoothness=0.0]", draw("channel", "5", "smoothness", "0"));
		assertRecipe("climber=lbfgs", draw("channel", "5", "optimizer", "lbfgs"));
	}

	@Test
	void keysOfPriorsAreCheckedWithoutThemToo() {
		assertTrue(error("priors", false, "contrast", "low").startsWith("The key 'contrast' is"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "objective=dream | The key 'objective' is one of channel",
			"channel=64 | There is no channel 64 in", "channel=x | Channels are numbers from 0",
			"objective=neuron position=40,0 | The layer conv4 has 11x11 positions",
			"objective=neuron position=here | A position is x,y from 0, or auto",
			"objective=neuron channel=1-3 | A neuron is of one channel",
			"objective=direction direction=1,2 | A direction has a weight for each of the 64 channels",
			"objective=class target=cells | There is no class 'cells'",
			"objective=inversion | The objective inversion is of an image",
			"objective=caricature reference=/nowhere.tif | There is no image '/nowhere.tif'",
			"also=conv9/1 | There is no layer 'conv9'",
			"also=conv5/1:x | A layer and its weight are written",
			"also=nuclei | The key 'also' takes layer/channel",
			"steps=0 | Feature visualization needs steps of at least 1",
			"size=8 | Feature visualization needs a size of 16 to 4096",
			"rotate=60 | Random warps need a rotation of 0 to 45 degrees",
			"basis=wavelet | The key 'basis' is one of fourier, pixel",
			"l2=-1 | A weight of at least 0 is expected", "decay=9 | A decay of 0 to 4 is expected",
			"contrast=-1 | A contrast of at least 0 is expected, but -1.0",
			"smoothness=-1 | A smoothness of at least 0 is expected, but -1.0",
			"contrast=low | The key 'contrast' is a number or auto",
			"rate=0 | Feature visualization needs a rate over 0",
			"pictures=0 | At least 1 picture and at most 1000 are expected, but 0",
			"view=film | The key 'view' is one of" })
	void whatCannotBeDrawnIsOneLine(final String keys, final String message) {
		final Object[] values = new Object[2 * keys.trim().split(" ").length];
		int i = 0;
		for (final String key : keys.trim().split(" ")) {
			values[i++] = key.substring(0, key.indexOf('='));
			values[i++] = key.substring(key.indexOf('=') + 1);
		}
		final String given = error(values);
		assertTrue(given.startsWith(message.trim()), given);
		assertEquals(1, given.lines().count());
	}
}
