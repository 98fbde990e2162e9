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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.util.Map;

import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/** Kernels and activations through their commands, on the embedded network. */
class SeeingCommandsTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	private static CommandModule run(final Class<? extends Command> command, final Object... values)
		throws Exception {
		return COMMANDS.run(command,
			command == Activations.class
				? Map.of("input",
					new ImagePlus("nuclei.tif",
						PixelType.RGB.processor(Micropatterns.draw(Pattern.NUCLEI, 64, 3).values())))
				: Map.of(),
			values);
	}

	@Test
	void kernelsAreShownAsTheKeysSay() throws Exception {
		final ImagePlus first = (ImagePlus) run(Kernels.class).getOutput("output");
		assertEquals("micropatterns-conv1-kernels", first.getTitle());
		assertEquals(24, first.getBitDepth());
		assertTrue(first.getInfoProperty().contains("shown: colour\nshape: 5x5x3x16\n"),
			first.getInfoProperty());
		final ImagePlus one = (ImagePlus) run(Kernels.class, "layer", "conv3", "view", "stack",
			"content", "5", "enlarge", "1", "title", "mine").getOutput("output");
		assertEquals("mine", one.getTitle());
		assertEquals(64, one.getStackSize());
		assertEquals(3, one.getWidth());
		assertEquals(32, one.getBitDepth());
		assertTrue(one.getStack().getSliceLabel(18).startsWith("channel 17, norm "));
	}

	@Test
	void severalLayersMakeSeveralImages() throws Exception {
		final CommandModule module =
			run(Activations.class, "layers", "conv1,conv4,conv7", "view", "stack");
		final ImagePlus first = (ImagePlus) module.getOutput("output");
		assertEquals("nuclei-activations-conv1", first.getTitle());
		assertEquals(16, first.getStackSize());
		assertEquals(64, first.getWidth());
		final Map<?, ?> others = (Map<?, ?>) module.getOutput("others");
		assertEquals("[conv4, conv7]", others.keySet().toString());
		assertEquals(16, ((ImagePlus) others.get("conv4")).getWidth());
		assertEquals(4, ((ImagePlus) others.get("conv4")).getCalibration().pixelWidth);
		assertTrue(((ImagePlus) others.get("conv7")).getInfoProperty()
			.contains("prediction of slice 1: nuclei"));
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(3, table.size());
		assertEquals("conv4", table.getStringValue("layer", 1));
		double sum = 0;
		float largest = 0;
		for (int slice = 1; slice <= 64; slice++) {
			sum += ((ImagePlus) others.get("conv4")).getStack().getProcessor(slice).getStatistics().mean;
			largest = Math.max(largest, (float) ((ImagePlus) others.get("conv4")).getStack()
				.getProcessor(slice).getStatistics().max);
		}
		assertEquals(sum / 64, table.getValue("mean", 1), 1e-6);
		assertEquals(largest, table.getValue("maximum", 1), 1e-6);
		assertNull(run(Activations.class).getOutput("others"));
	}

	private static String error(final Class<? extends Command> command, final Object... values) {
		return QuietCommands.error(() -> run(command, values));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "layers | conv9 | There is no layer 'conv9' in micropatterns; the layers are conv1", //
			"count | 0 | The key 'count' is the number of channels of a montage, at least 1, but 0", //
			"opacity | 2 | The opacity is a number from 0 to 1, but 2.0 was given.", //
			"view | grid | The key 'view' is one of stack, montage, overlay, but 'grid' was given.", //
			"channel | x | The key 'channel' is a whole number from 0, or auto, but 'x' was given.", //
			"channel | 64 | The layer 'conv4' has the channels 0 to 63, but 64 was given." })
	void badActivationKeysAreRefused(final String key, final String value, final String message) {
		final Object given = key.equals("count") ? Integer.valueOf(value)
			: key.equals("opacity") ? (Object) Double.valueOf(value) : value;
		assertTrue(error(Activations.class, key, given).startsWith(message),
			error(Activations.class, key, given));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "layer | conv9 | There is no layer 'conv9' in micropatterns; the layers are conv1", //
			"layer | logits | There is no layer 'logits' in micropatterns; the layers are conv1", //
			"content | 3 | What is shown of the kernels of 'conv1' is auto, colour, norm or an input", //
			"enlarge | 1.5 | The key 'enlarge' is a whole number from 1, or auto, but '1.5' was given.", //
			"scale | all | The key 'scale' is one of layer, kernel, but 'all' was given." })
	void badKernelKeysAreRefused(final String key, final String value, final String message) {
		assertTrue(error(Kernels.class, key, value).startsWith(message),
			error(Kernels.class, key, value));
	}

	@Test
	void layersWithoutPositionsAreRowsButNoImages() throws Exception {
		final String model = SharedFiles.model("cifar10-resnet8").toString();
		assertTrue(error(Activations.class, "model", model, "layers", "dense").startsWith(
			"Images of activations need a layer with positions, but dense has none; those that have are "));
		assertTrue(error(Kernels.class, "model", model, "layer", "activation").startsWith(
			"There are no kernels of 'activation' in cifar10-resnet8; the layers with kernels are conv2d,"));
		final CommandModule module =
			run(Activations.class, "model", model, "layers", "dense,activation_6");
		assertEquals(2, ((ResultsTable) module.getOutput("table")).size());
		assertEquals("nuclei-activations", ((ImagePlus) module.getOutput("output")).getTitle());
		assertNull(module.getOutput("others"));
	}
}
