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

package org.gradiscope.visualization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Layer;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FeatureVisualizerTest {

	private static Network network;

	@BeforeAll
	static void open() {
		network = Micropatterns.open();
	}

	@AfterAll
	static void close() {
		network.close();
	}

	private static Pixels render(final String layer, final int channel, final int steps,
		final long seed) {
		return FeatureVisualizer.render(network, new FeatureVisualizationOptions(layer, channel, 64,
			steps, seed), Progress.NONE);
	}

	/** The picture must please a channel more than noise and any drawing does, in every layer. */
	@Test
	void everyLayerIsClimbed() {
		final Pixels drawing = Micropatterns.draw(Pattern.VESICLES, 64, 1);
		final Pixels noise = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 64, 64, 3);
		for (final Layer layer : network.descriptor().layers()) {
			final int channel = strongest(drawing, layer.name());
			final Objective objective = Objectives.channel(layer.name(), channel);
			final double reached = network.evaluate(render(layer.name(), channel, 256, 1), objective)
				.value();
			for (final Pixels other : List.of(drawing, noise)) {
				final double value = network.evaluate(other, objective).value();
				assertTrue(reached > value, objective + ": " + reached + " against " + value);
			}
		}
	}

	/** The channel that responds most. */
	private static int strongest(final Pixels image, final String layer) {
		final Tensor activation = network.activation(image, layer);
		final int channels = activation.shape().dimension(-1);
		final double[] sums = new double[channels];
		for (int i = 0; i < activation.size(); i++)
			sums[i % channels] += activation.data()[i];
		return IntStream.range(0, channels).boxed().max(Comparator.comparingDouble(c -> sums[c])).get();
	}

	@Test
	void thePictureIsInColourAndInItsRange() {
		final Pixels picture = render("conv4", 2, 10, 1);
		assertEquals(Shape.of(1, 64, 64, 3), picture.shape());
		for (final float value : picture.values().data())
			assertEquals(value, ValueRange.EIGHT_BIT.clamp(value));
	}

	@Test
	void oneSeedOnePicture() {
		assertArrayEquals(render("conv4", 2, 10, 3).values().data(), render("conv4", 2, 10, 3).values()
			.data());
	}

	@Test
	void unknownLayersChannelsAndSizesAreRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> render("conv8", 0, 1,
			1));
		assertEquals(
			"There is no layer 'conv8' in micropatterns; the layers are conv1, conv2, conv3, " +
				"conv4, conv5, conv6, conv7.",
			e.getMessage());
		assertThrows(IllegalArgumentException.class, () -> render("conv4", 64, 1, 1));
		assertThrows(IllegalArgumentException.class, () -> new FeatureVisualizationOptions("conv4", 0,
			64, 0, 1));
	}
}
